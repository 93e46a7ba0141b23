package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// oneFileAPath is found when files are put into one tree: Collision says it.
func oneFileAPath() Rule {
	return Rule{
		ID: "OUT001", Level: diag.Error,
		Title:  "two files at one place of out/",
		Why:    "Both would be written, and one of them would be lost. File names are compared without regard to case, so that a checkout on any system has both.",
		Source: "weir",
		Firm:   true,
	}
}

// Collision is the finding that two files of out/ cannot both be written: relation is "is at the same path as".
func Collision(path, relation, other string, origin, otherOrigin *source.Origin) diag.Diagnostic {
	d := found(or(cause(origin), cause(otherOrigin)), "output file "+path+" "+relation+" "+other, "rename one of the two declarations")
	if at := cause(otherOrigin); !at.IsZero() {
		d.Related = []diag.Related{{Message: "the other", Place: at}}
	}
	return oneFileAPath().signed(diag.List{d})[0]
}
