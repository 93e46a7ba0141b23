package main

import (
	"io"
	"strings"
	"testing"
)

func TestLeavesAreCountedOnce(t *testing.T) {
	for _, test := range []struct {
		name, events string
		want         count
	}{
		{"parts", `run A|run A/x|run A/y|pass A/x|fail A/y|fail A`, count{1, 1}},
		{"one without parts", `run A|pass A`, count{1, 0}},
		{"a failure outside of its parts", `run A|run A/x|pass A/x|fail A`, count{1, 1}},
		{"skipped is failed", `run A|skip A`, count{0, 1}},
		{"died in the middle", `run A|run A/x`, count{0, 1}},
	} {
		var lines strings.Builder
		for _, one := range strings.Split(test.events, "|") {
			action, name, _ := strings.Cut(one, " ")
			lines.WriteString(`{"Action":"` + action + `","Test":"` + name + `"}` + "\n")
		}
		got, err := tally(strings.NewReader(lines.String()), io.Discard)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v, want %v", test.name, got, err, test.want)
		}
	}
}

func TestNamelessRunTakesLanesOfNoGroup(t *testing.T) {
	chosen, err := choose(nil)
	if err != nil || len(chosen) == 0 || chosen[0].Group != "" {
		t.Errorf("chose %v, %v", chosen, err)
	}
	if _, err := choose([]string{"spin"}); err == nil {
		t.Error("spin is no lane")
	}
}

func TestPackageIsRunInItsModule(t *testing.T) {
	t.Chdir("..")
	for pkg, want := range map[string][2]string{"./kube/server": {"kube", "./server"}, "./spine": {".", "./spine"}, "./trino/all": {".", "./trino/all"}} {
		if dir, path := moduleOf(pkg); dir != want[0] || path != want[1] {
			t.Errorf("%s: %s in %s, want %v", pkg, path, dir, want)
		}
	}
}

func TestLaneThatLacksWhatItNeedsIsNotRun(t *testing.T) {
	lane := Lane{Name: "helm", Packages: []string{"./nothing"}, Needs: "A_VARIABLE_THAT_NOBODY_SETS"}
	if code := run([]Lane{lane}, false); code != 0 {
		t.Errorf("a skipped lane ends with code %d", code)
	}
	if !lane.lacks(func(string) string { return "" }) || lane.lacks(func(string) string { return "/charts/trino" }) {
		t.Error("it lacks what is empty, and nothing else")
	}
}
