package adopt

import (
	"strconv"
	"strings"

	"weir.local/generator/source"
)

// kind is what a node of a JSON or YAML file is.
type kind int

const (
	null kind = iota
	boolean
	number
	text
	list
	mapping
)

// node is a value of a JSON or YAML file, with where it stands.
type node struct {
	kind  kind
	text  string // of a scalar, as written: "476", "true"
	items []*node
	keys  []string // of a mapping, beside items
	at    source.Pos
	block bool // of YAML: the text begins in the next line
}

// get is the value at a path of keys; nil when there is none.
func (n *node) get(path ...string) *node {
	for _, key := range path {
		if n == nil || n.kind != mapping {
			return nil
		}
		var next *node
		for i, k := range n.keys {
			if k == key {
				next = n.items[i]
			}
		}
		n = next
	}
	return n
}

// string is a scalar's text; empty for what is none.
func (n *node) string() string {
	if n == nil || n.kind == list || n.kind == mapping {
		return ""
	}
	return n.text
}

// integer is a whole number, and whether it is one.
func (n *node) integer() (int64, bool) {
	v, err := strconv.ParseInt(n.string(), 10, 64)
	return v, err == nil
}

// each are the items of a list.
func (n *node) each() []*node {
	if n == nil || n.kind != list {
		return nil
	}
	return n.items
}

// empty says whether a value says nothing: null, "", no items, nothing but empty values.
func (n *node) empty() bool {
	if n == nil || n.kind == null {
		return true
	}
	if n.kind == list || n.kind == mapping {
		for _, item := range n.items {
			if !item.empty() {
				return false
			}
		}
		return true
	}
	return n.kind == text && n.text == ""
}

// named finds the item of a list whose key has a value: named("name", "trino").
func (n *node) named(key, value string) *node {
	for _, item := range n.each() {
		if item.get(key).string() == value {
			return item
		}
	}
	return nil
}

// label joins a path as people write it: server.config.query.maxMemory, env[2].
func label(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// same says whether two values say the same. Numbers and texts are told apart by neither Helm's templates nor Trino.
func same(a, b *node) bool {
	switch {
	case a.empty() || b.empty():
		return a.empty() == b.empty()
	case a.kind == mapping && b.kind == mapping:
		return len(differences("", a, b, nil)) == 0 && len(differences("", b, a, nil)) == 0
	case a.kind == list && b.kind == list:
		if len(a.items) != len(b.items) {
			return false
		}
		for i := range a.items {
			if !same(a.items[i], b.items[i]) {
				return false
			}
		}
		return true
	case a.kind == list || b.kind == list || a.kind == mapping || b.kind == mapping:
		return false
	}
	return strings.TrimRight(a.text, "\n") == strings.TrimRight(b.text, "\n")
}

// differences are the topmost values of a that b does not have alike, in order; skip leaves a path out.
func differences(path string, a, b *node, skip func(path string, n *node) bool) []difference {
	switch {
	case a.empty() || skip != nil && skip(path, a):
		return nil
	case b == nil || a.kind != b.kind || path != "" && b.empty():
		if b != nil && a.kind != mapping && a.kind != list && same(a, b) {
			return nil
		}
		return []difference{{path, a.at, b != nil}}
	case a.kind == mapping:
		var all []difference
		for i, key := range a.keys {
			all = append(all, differences(label(path, key), a.items[i], b.get(key), skip)...)
		}
		return all
	case a.kind == list:
		return listDifferences(path, a, b, skip)
	case !same(a, b):
		return []difference{{path, a.at, true}}
	}
	return nil
}

// difference is a path in a file that another file has otherwise, or not at all.
type difference struct {
	path  string
	at    source.Pos
	other bool // the other file has a value there, another one
}

// listDifferences compares lists by the names of their items, where they have names, or as a whole.
func listDifferences(path string, a, b *node, skip func(string, *node) bool) []difference {
	var all []difference
	for i, item := range a.items {
		key := nameKey(item)
		if key == "" {
			if !same(a, b) && !contained(item, b) {
				all = append(all, difference{index(path, i), item.at, false})
			}
			continue
		}
		name := item.get(key).string()
		all = append(all, differences(path+"["+name+"]", item, b.named(key, name), skip)...)
	}
	return all
}

func contained(item, in *node) bool {
	for _, other := range in.items {
		if same(item, other) {
			return true
		}
	}
	return false
}

// nameKey is the key that names an item of a list, in the order in which ECS and Kubernetes have them.
func nameKey(n *node) string {
	for _, key := range []string{"name", "key", "containerName", "sourceVolume", "ID"} {
		if n.get(key).string() != "" {
			return key
		}
	}
	return ""
}
