// Package diag holds findings: what is wrong with a declaration, where, and what to write instead.
//
// A finding is a value. It names a place, a path in a file; its line and column are found at the edge (load.Locate), and
// only the command line draws it.
package diag

import (
	"cmp"
	"slices"

	"weir.local/generator/source"
)

// Level says what a finding does: an error stops the build, a warning does not.
type Level string

// The levels.
const (
	Error   Level = "error"
	Warning Level = "warning"
	Waived  Level = "waived" // a rule that a declaration's waive lowers; listed, never counted
)

// Diagnostic is one finding about the declarations: one mistake, at the user's own line.
type Diagnostic struct {
	ID           string       // the rule: "TRN003"; what CUE itself refuses is "CUE", what it cannot read "SYN"
	Level        Level        // "error"
	Message      string       // the value, then what is wrong: "maxMemoryPerNode 8GB + headroom 2.4GB exceeds heap 8GB"
	Remedy       string       // what to write instead: "write 5GB or less, or raise heap to 12GB"
	Place        source.Place // where: the field, or its nearest parent for what is missing
	Pos          source.Pos   // filled by load.Locate, or by load itself
	Reason       string       // for Waived: the reason given
	Environments []string     // where it shows, when not everywhere: ["prod"]
	Related      []Related    // other places that explain it
	Raw          string       // CUE's own words, for --raw
	Secret       bool         // the line may hold a secret: nobody prints it
}

// Related is another place that explains a finding: "rule at schema/catalog.cue:48:2", "also declared at …".
type Related struct {
	Message string
	Place   source.Place
	Pos     source.Pos
}

// List is many findings.
type List []Diagnostic

// Errors says whether any finding stops the build.
func (l List) Errors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Level == Error })
}

// Count is the number of findings of a level.
func (l List) Count(level Level) int {
	n := 0
	for _, d := range l {
		if d.Level == level {
			n++
		}
	}
	return n
}

// Sorted is the list by file, line, column, rule and message, each finding once.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortStableFunc(s, compare)
	return slices.CompactFunc(s, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.file(), b.file()),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.ID, b.ID),
		a.Place.Compare(b.Place),
		cmp.Compare(a.Message, b.Message),
		slices.Compare(a.Environments, b.Environments),
	)
}

func (d Diagnostic) file() string {
	if d.Pos.File != "" {
		return d.Pos.File
	}
	return d.Place.File
}
