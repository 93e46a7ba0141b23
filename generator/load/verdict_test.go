package load_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/load"
)

// TestSameVerdictAsCue holds Repository to the real `cue vet -c ./...`: what cue refuses is refused, for the same file; what
// is refused besides has a rule of weir's.
func TestSameVerdictAsCue(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the cue command many times")
	}
	cue := cueCommand(t)
	start := map[string]files{}
	for _, folder := range []string{"environments", "clusters", "catalogs", "lake"} {
		start[folder] = light(t, folder)
	}
	for _, m := range mutations() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			root := start[m.folder].with(m.files).write(t)
			text, refused := vet(t, cue, root)
			_, batched := read(t, root, load.Options{})
			_, whole := read(t, root, load.Options{Whole: true})
			if a, b := verdict(batched), verdict(whole); a != b {
				t.Errorf("in batches:\n%s\nas a whole:\n%s", a, b)
			}
			compare(t, text, refused, batched)
		})
	}
}

func TestSameVerdictAsCueOnTheRepository(t *testing.T) {
	if text, refused := vet(t, cueCommand(t), repository); refused {
		t.Errorf("cue refuses the repository:\n%s", text)
	}
}

func compare(t *testing.T, text string, refused bool, findings diag.List) {
	t.Helper()
	switch {
	case refused && !findings.Errors():
		t.Errorf("cue refuses, weir does not:\n%s", text)
	case refused && !sharesFile(text, findings):
		t.Errorf("cue names other files:\n%s\nthan weir:\n%s", text, verdict(findings))
	case !refused:
		for _, d := range findings {
			if d.ID == "CUE" || d.ID == "SYN" {
				t.Errorf("weir refuses what cue takes: %s: %s: %s", d.Pos, d.ID, d.Message)
			}
		}
	}
}

var place = regexp.MustCompile(`\./([^\s:]+\.cue):\d+`)

// sharesFile says whether a finding lies in a file that cue names; where cue names only the schema, any file will do.
func sharesFile(text string, findings diag.List) bool {
	var named []string
	for _, match := range place.FindAllStringSubmatch(text, -1) {
		folder, file, _ := strings.Cut(match[1], "/")
		if file == folder+".cue" {
			continue // the constraint file is not what is wrong
		}
		if folder != "schema" || strings.HasSuffix(match[1], "zz.cue") {
			named = append(named, match[1])
		}
	}
	return len(named) == 0 || slices.ContainsFunc(findings, func(d diag.Diagnostic) bool { return slices.Contains(named, d.Pos.File) })
}

func verdict(list diag.List) string { return strings.Join(lines(list), "\n") }

func cueCommand(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "tool", "-n", "cue").Output()
	if err != nil {
		t.Fatalf("go tool -n cue: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func vet(t *testing.T, cue, root string) (string, bool) {
	t.Helper()
	cmd := exec.Command(cue, "vet", "-c", "./...")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CUE_REGISTRY=none", "CUE_DEBUG=", "CUE_EXPERIMENT=")
	out, err := cmd.CombinedOutput()
	return string(out), err != nil
}
