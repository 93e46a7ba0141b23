package trino

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// unseenPatterns are those that Java refuses and CheckPattern lets pass: Go reads them too, or otherwise.
func unseenPatterns() []string {
	return []string{`a{3,1}`, `\x4`, `\y`, `\k<n>(?<n>a)`, `(?`, `(?<`, `(?P<n>a)`, `[a-\d]`, `(?<te_am>a)`, `(?<team>a)(?<team>b)`}
}

func TestCheckPatternAgreesWithJava(t *testing.T) {
	record, err := os.ReadFile("testdata/patterns-java.txt")
	if err != nil {
		t.Fatal(err)
	}
	refused, unseen := 0, unseenPatterns()
	for line := range strings.Lines(string(record)) {
		verdict, pattern, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		err := CheckPattern(pattern)
		switch {
		case verdict == "taken" && err != nil:
			t.Errorf("Java takes it, CheckPattern says: %v", err)
		case verdict == "refused" && (err == nil) != slices.Contains(unseen, pattern):
			t.Errorf("Java refuses %q, CheckPattern says %v, listed as unseen: %v", pattern, err, err != nil)
		case verdict == "refused" && err != nil:
			refused++
		}
	}
	if refused < 15 {
		t.Errorf("%d refusals found, want 15 at least", refused)
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		pattern, other string
		want           bool
	}{
		{".*", "etl-.*", true},
		{"(?s).*", "", true},
		{"etl-.*", "etl-.*", true},
		{"etl-.*", "etl-nightly", true},
		{"etl-.*", "etl-nightly|etl-hourly", true},
		{"etl-.*", "etl-nightly|bi", false},
		{"etl", "etl-nightly", false},
		{"etl-.*", "etl-[a-z]+", false}, // true, but not certainly so
		{"(?=e).*", "etl", false},       // Go does not read it
		{"etl", ".*", false},
	} {
		if got := Covers(tt.pattern, tt.other); got != tt.want {
			t.Errorf("Covers(%q, %q) is %v", tt.pattern, tt.other, got)
		}
	}
}
