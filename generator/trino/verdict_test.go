package trino_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/trino"
	"weir.local/generator/trino/verdict"
)

// unseen are the refusals that Check does not foresee, each with the reason.
var unseen = []struct {
	kind, part string // of the case's name
	why        string
}{
	{"", `"${VAULT:`, "a node may have more providers of secrets than ENV, in secrets.toml"},
	{"", `${ENV:WEIR_NOTHING}`, "whether a variable is set is for the node to say"},
	{"", `="${env:WEIR_TEXT}"`, "what a variable holds is for the node to say"},
	{"env", "", "what a variable holds is for the node to say"},
	{"", `-path="`, "whether a file is there is for the node to say"},
	{"", `time-zone="Europe/Weir"`, "which places the time zones of the node's JDK have is not looked up"},
	{"file", "", "whether a file is there is for the node to say"},
}

// recorded is what 476 said of each case when it was asked (conformance/run trino-all).
func recorded(t *testing.T, name string) []verdict.Case {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := verdict.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// refusals are what Check says of a case, without warnings.
func refusals(t *testing.T, release *trino.Release, c verdict.Case) []trino.Problem {
	t.Helper()
	f, ok := release.Connector(c.Base.Connector)
	if !ok {
		t.Fatalf("no connector %s", c.Base.Connector)
	}
	return slices.DeleteFunc(f.Check(c.Properties()), func(p trino.Problem) bool { return !p.Refused() })
}

func TestCheckAgreesWithTheServer(t *testing.T) {
	release, _ := trino.For(476)
	refused, found, named, same, listed := 0, 0, 0, 0, map[string]int{}
	cases := recorded(t, "verdicts-476.txt")
	kinds := map[string]int{}
	for _, c := range cases {
		kinds[c.Kind]++
		problems := refusals(t, release, c)
		if c.Verdict == verdict.Accepted {
			if len(problems) > 0 {
				t.Errorf("%s: the server takes it, Check says %s %s", c, problems[0].Property, problems[0].Message)
			}
			continue
		}
		refused++
		if len(problems) == 0 {
			at := slices.IndexFunc(unseen, func(u struct{ kind, part, why string }) bool {
				return (u.kind == "" || u.kind == c.Kind) && strings.Contains(c.String(), u.part)
			})
			if at < 0 {
				t.Errorf("%s: the server refuses it and names %q, Check does not", c, c.Named)
				continue
			}
			listed[unseen[at].why]++
			continue
		}
		found++
		if len(c.Named) > 0 {
			named++
			if slices.ContainsFunc(problems, func(p trino.Problem) bool {
				return slices.ContainsFunc(c.Named, func(name string) bool { return p.Property == name || strings.Contains(p.Message, name) })
			}) {
				same++
			}
		}
	}
	share := 100 * float64(found) / float64(max(refused, 1))
	if len(cases) < 600 || share < 99 {
		t.Errorf("%d cases, %.2f %% of the refusals found; at least 600 and 99 %% are wanted", len(cases), share)
	}
	t.Logf("%d cases: %d accepted, none refused by Check; %d of %d refusals found, %.2f %%; %d of %d name the server's property",
		len(cases), len(cases)-refused, found, refused, share, same, named)
	for _, why := range slices.Sorted(maps.Keys(listed)) {
		t.Logf("%d not found: %s", listed[why], why)
	}
	t.Log(kinds)
}

func TestEveryConnectorWasAsked(t *testing.T) {
	release, _ := trino.For(476)
	asked := map[string]bool{}
	for _, c := range recorded(t, "verdicts-476.txt") {
		asked[c.Base.Connector] = true
	}
	for _, name := range release.Connectors() {
		if !asked[name] {
			t.Errorf("the record has nothing about %s", name)
		}
	}
}
