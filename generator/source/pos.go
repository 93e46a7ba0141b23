package source

import (
	"cmp"
	"strconv"
)

// Pos is a place in a file: catalogs/orders.cue:8:15. Line and Col count from
// 1, Col in bytes; when Line is zero, only the file is known.
type Pos struct {
	File string // slash path relative to the repository: "catalogs/orders.cue"
	Line int    // 8
	Col  int    // 15
}

// String prints as much as is known: "catalogs/orders.cue:8:15",
// "catalogs/orders.cue:8", "catalogs/orders.cue", or "-" for nothing.
func (p Pos) String() string {
	switch {
	case p.File == "" && p.Line == 0:
		return "-"
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return p.File + ":" + strconv.Itoa(p.Line)
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// Compare orders positions by file, line and column, as slices.SortFunc wants.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}
