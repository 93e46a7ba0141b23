package artifact

import (
	"cmp"
	"slices"

	"weir.local/generator/source"
)

// Node is a value of structured output: a Map, a List, a Scalar, a Text (or Trimmed), or
// one of these with an origin of its own (From).
type Node interface {
	// origin is where the node's first line comes from, nil when nobody said.
	origin() *source.Origin
}

// Map is entries in the order in which they are written.
//
//	artifact.Map{
//		{Key: "server", Value: artifact.Map{{Key: "workers", Value: artifact.Int(origin, 2)}}},
//	}
type Map []Entry

// Entry is a key of a map with its value.
type Entry struct {
	Key     string
	Value   Node
	Comment string // written above the key in YAML: "the chart's own key"
}

// List is items one a line.
type List []Node

// Sorted returns the map's entries ordered by key.
func (m Map) Sorted() Map {
	sorted := slices.Clone(m)
	slices.SortStableFunc(sorted, func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	return sorted
}

// From gives a map or a list an origin of its own, which its first line has:
// that of "workers:" or "[]". Without it the line has the origin of the first
// value beneath.
func From(origin *source.Origin, node Node) Node {
	return traced{from: origin, Node: node}
}

type traced struct {
	from *source.Origin
	Node
}

func (t traced) origin() *source.Origin {
	if t.from != nil || t.Node == nil {
		return t.from
	}
	return t.Node.origin()
}

func (m Map) origin() *source.Origin {
	for _, entry := range m {
		if o := originOf(entry.Value); o != nil {
			return o
		}
	}
	return nil
}

func (l List) origin() *source.Origin {
	for _, item := range l {
		if o := originOf(item); o != nil {
			return o
		}
	}
	return nil
}

func originOf(n Node) *source.Origin {
	if n == nil {
		return nil
	}
	return n.origin()
}

// bare returns the node without the origin that From gave it; nothing is null.
func bare(n Node) Node {
	for {
		t, ok := n.(traced)
		if !ok {
			break
		}
		n = t.Node
	}
	if n == nil {
		return Null(nil)
	}
	return n
}

// twice returns a key that the map holds more than once.
func (m Map) twice() (string, bool) {
	if len(m) <= 8 {
		for i := range m {
			for j := range i {
				if m[i].Key == m[j].Key {
					return m[i].Key, true
				}
			}
		}
		return "", false
	}
	seen := make(map[string]bool, len(m))
	for _, entry := range m {
		if seen[entry.Key] {
			return entry.Key, true
		}
		seen[entry.Key] = true
	}
	return "", false
}
