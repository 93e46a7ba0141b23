package source

import "cmp"

// Place is a value of a declaration: the file and the path in it. Its line is
// found when someone asks: load reads it from the parsed file, so that nothing
// is paid for the many places that nobody looks at.
type Place struct {
	File string // slash path relative to the repository: "catalogs/orders.cue"
	Path Path   // catalogs, orders, host
}

// At is the place of a field beneath: At("properties", "metadata.cache-ttl").
func (p Place) At(labels ...string) Place {
	return Place{File: p.File, Path: p.Path.Append(labels...)}
}

// IsZero reports whether there is no place, as for what weir itself decides.
func (p Place) IsZero() bool {
	return p.File == "" && len(p.Path) == 0
}

// String prints file and path: "catalogs/orders.cue: catalogs.orders.host".
func (p Place) String() string {
	switch {
	case p.File == "":
		return p.Path.String()
	case len(p.Path) == 0:
		return p.File
	}
	return p.File + ": " + p.Path.String()
}

// Compare orders places by file, then by path.
func (p Place) Compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), p.Path.Compare(q.Path))
}
