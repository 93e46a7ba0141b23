package check_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/check"
	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/source"
)

// TestExamples breaks each rule by its bad example and by nothing else, at the line that the example marks.
func TestExamples(t *testing.T) {
	for _, rule := range check.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			if rule.Bad == "" {
				t.Skip("found by another stage")
			}
			bad := findings(t, estate(t, rule.Bad))
			if len(bad) == 0 {
				t.Errorf("nothing is found in the bad example:\n%s", rule.Bad)
			}
			for _, d := range bad {
				if d.ID != rule.ID || d.Level != rule.Level {
					t.Errorf("also found: %s", show(d))
				}
				if line := lineInExample(t, rule.Bad, d.Place); !slices.Contains(marked(rule.Bad), line) {
					t.Errorf("found at line %d of the example, %s: %s", line, d.Place, show(d))
				}
				if d.Pos.Line == 0 {
					t.Errorf("found nowhere: %s", show(d))
				}
			}
			for _, d := range findings(t, estate(t, rule.Good)) {
				if d.Level != diag.Waived {
					t.Errorf("found in the good example: %s", show(d))
				}
			}
		})
	}
}

// lineInExample is the line of the example that a place is on.
func lineInExample(t *testing.T, example string, place source.Place) int {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "example.cue"), example)
	pos, _ := load.Where(dir, source.Place{File: "example.cue", Path: place.Path})
	return pos.Line
}

// marked are the lines of an example that end in "// here".
func marked(example string) []int {
	var lines []int
	n := 0
	for line := range strings.Lines(example) {
		n++
		if strings.HasSuffix(strings.TrimSpace(line), "// here") {
			lines = append(lines, n)
		}
	}
	return lines
}

func show(d diag.Diagnostic) string {
	return d.Pos.String() + ": " + d.ID + ": " + string(d.Level) + ": " + d.Message + "\n\t" + d.Remedy
}

func TestTheEstateIsSound(t *testing.T) {
	for _, d := range findings(t, estate(t, "")) {
		t.Error(show(d))
	}
}

func TestWeirsOwnDeclarationsAreSound(t *testing.T) {
	for _, d := range findings(t, "../..") {
		t.Error(show(d))
	}
}

func TestEveryRuleIsWhole(t *testing.T) {
	id := regexp.MustCompile(`^(TRN|CAT|REF|ECS|SSM|IAM|KUB|LAK|OUT)[0-9]{3}$`)
	seen := map[string]bool{}
	last := ""
	for _, r := range check.Rules() {
		if !id.MatchString(r.ID) || seen[r.ID] || r.ID < last {
			t.Errorf("%q is no ID, taken, or out of order", r.ID)
		}
		seen[r.ID], last = true, r.ID
		if r.Title == "" || r.Why == "" || r.Source == "" || r.Level == "" {
			t.Errorf("%s lacks a title, a reason, a source or a level", r.ID)
		}
		if (r.Bad == "") != (r.Good == "") || r.Repo != nil && r.Model != nil {
			t.Errorf("%s has half its examples, or two functions", r.ID)
		}
	}
}
