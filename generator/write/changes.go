package write

// Changes says by slash paths relative to the directory what differs from a
// tree, or what was done about it; sorted.
type Changes struct {
	Add    []string // declared and not there
	Change []string // there with other content
	Remove []string // there and not declared
}

// None reports whether the directory is as the tree says.
func (c Changes) None() bool { return c.Len() == 0 }

// Len is the number of files that differ.
func (c Changes) Len() int { return len(c.Add) + len(c.Change) + len(c.Remove) }
