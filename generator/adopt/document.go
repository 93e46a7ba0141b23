package adopt

import (
	"slices"
	"strings"
)

// Document is an input as a whole, to be compared with what weir renders of the declarations: what does not come back was
// left out, and is told.
type Document struct {
	Rendered string // what weir renders in its place: "prod/etl/helm/values.yaml", "etc/coordinator/config.properties"

	root *node
	used map[*node]bool
	read func(*Result, Input) *node // of the rendered file
	why  func(path string) (because string, known bool)
	skip func(path string, n *node) bool
}

// take is the value at a path, which a declaration then holds.
func (d Document) take(path ...string) *node {
	n := d.root.get(path...)
	d.use(n)
	return n
}

// use marks a value, with all that it holds, as taken.
func (d Document) use(n *node) {
	if n == nil {
		return
	}
	d.used[n] = true
	for _, item := range n.items {
		d.use(item)
	}
}

// Left lists what of the input weir does not write again. Rendered is nil where nothing could be rendered: then it is what
// no declaration has taken.
func (d Document) Left(rendered []byte) []Left {
	var other *node
	if rendered != nil {
		var quiet Result
		other = d.read(&quiet, Input{Name: d.Rendered, Data: rendered})
	}
	missing := d.untaken("", d.root)
	if other != nil {
		missing = differences("", d.root, other, d.skip)
	}
	var left []Left
	for _, diff := range missing {
		because := "weir has no field for it"
		if diff.other {
			because = "weir writes another value there"
		}
		if text, known := d.why(diff.path); known {
			because = text
		}
		what := diff.path
		if what == "" { // the file as a whole
			_, what, _ = strings.Cut(strings.TrimPrefix(d.Rendered, "etc/"), "/")
		}
		left = append(left, Left{At: diff.at, What: what, Because: because})
	}
	return left
}

// untaken are the topmost values of which nothing was taken.
func (d Document) untaken(path string, n *node) []difference {
	switch {
	case n.empty() || d.used[n] || d.skip(path, n):
		return nil
	case !d.touched(n) && (path != "" || n.kind == text):
		return []difference{{path, n.at, false}}
	}
	var all []difference
	for i, item := range n.items {
		below := index(path, i)
		if n.kind == mapping {
			below = label(path, n.keys[i])
		} else if key := nameKey(item); key != "" {
			below = path + "[" + item.get(key).string() + "]"
		}
		all = append(all, d.untaken(below, item)...)
	}
	return all
}

// touched says whether anything within a value was taken.
func (d Document) touched(n *node) bool {
	return d.used[n] || slices.ContainsFunc(n.items, d.touched)
}
