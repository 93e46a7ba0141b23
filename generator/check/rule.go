package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// Rule is one thing that must hold, with all that `weir explain` prints and the test runs.
type Rule struct {
	ID     string     // "TRN003"; never reused
	Level  diag.Level // of its findings
	Title  string     // what is wrong, as a reader of a list wants it: "query memory does not fit the heap"
	Why    string     // what would happen
	Source string     // who says so
	Bad    string     // CUE, laid over a sound estate; the line that ends in "// here" is where the finding points
	Good   string     // the same, mended
	Firm   bool       // no declaration waives it

	// One of the two; neither for what another stage finds.
	Repo  func(*declared) diag.List // over all declarations
	Model func(*here) diag.List     // over one environment, worked out
}

// found is a finding at a place: the value and what is wrong with it, then what to write instead. The rule's ID and level
// are filled in by who runs it.
func found(at source.Place, message, remedy string) diag.Diagnostic {
	return diag.Diagnostic{Place: at, Message: message, Remedy: remedy}
}

// one is a list of one finding.
func one(at source.Place, message, remedy string) diag.List {
	return diag.List{found(at, message, remedy)}
}

// signed gives findings the rule's ID and level.
func (r Rule) signed(list diag.List) diag.List {
	for i := range list {
		list[i].ID, list[i].Level = r.ID, r.Level
	}
	return list
}
