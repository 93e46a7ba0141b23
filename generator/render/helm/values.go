package helm

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/chart"
)

// values collects what to write for the chart's keys. The first mistake is
// kept until tree is asked for.
type values struct {
	chart chart.Chart
	set   map[string]artifact.Entry // by the key's path
	err   error
}

func newValues(c chart.Chart) *values {
	return &values{chart: c, set: map[string]artifact.Entry{}}
}

// put writes the value of a key: put("server.workers", …).
func (v *values) put(path string, node artifact.Node) { v.explain(path, node, "") }

// explain writes the value of a key with a comment above it.
func (v *values) explain(path string, node artifact.Node, comment string) {
	if _, ok := v.set[path]; ok {
		v.fail(fmt.Errorf("%s is written twice", path))
	}
	v.set[path] = artifact.Entry{Key: path[strings.LastIndexByte(path, '.')+1:], Value: node, Comment: comment}
}

func (v *values) fail(err error) {
	if v.err == nil {
		v.err = err
	}
}

// tree is the values in the chart's own order, under a comment. A key that the
// chart does not have is an error: Helm would take it and do nothing.
func (v *values) tree(comment string) (artifact.Map, error) {
	var tree artifact.Map
	written := 0
	for _, key := range v.chart.Keys {
		if entry, ok := v.set[key.Path]; ok {
			tree = insert(tree, strings.Split(key.Path, "."), entry)
			written++
		}
	}
	if written < len(v.set) {
		v.fail(v.unknown())
	}
	if len(tree) > 0 {
		tree[0].Comment = comment
	}
	return tree, v.err
}

func (v *values) unknown() error {
	has := map[string]bool{}
	for _, key := range v.chart.Keys {
		has[key.Path] = true
	}
	for path := range v.set {
		if !has[path] {
			return fmt.Errorf("chart %s has no key %s", v.chart.Version, path)
		}
	}
	return nil
}

// insert puts an entry at the path of its labels. Keys come in the chart's
// order, where those that share labels are neighbours.
func insert(tree artifact.Map, labels []string, entry artifact.Entry) artifact.Map {
	if len(labels) == 1 {
		return append(tree, entry)
	}
	if n := len(tree) - 1; n >= 0 && tree[n].Key == labels[0] {
		below, _ := tree[n].Value.(artifact.Map)
		tree[n].Value = insert(below, labels[1:], entry)
		return tree
	}
	return append(tree, artifact.Entry{Key: labels[0], Value: insert(nil, labels[1:], entry)})
}
