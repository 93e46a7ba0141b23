package load

import (
	"cuelang.org/go/cue/ast"

	"weir.local/generator/source"
)

// batchSize is how many regular files are evaluated at once. Each batch compiles the schema again, and a larger one keeps
// more values in memory: the knee lies between 50 and 100.
const batchSize = 64

// batch evaluates units of regular files together; those with mistakes are looked at one by one.
func (w *worker) batch(units []*unit) result {
	var files []*ast.File
	for _, u := range units {
		files = append(files, syntaxes(u.files)...)
	}
	value := w.build(units[0], files)
	var r result
	for _, u := range units {
		one, ok := result{}, value.Err() == nil || value.Kind() != 0
		for _, f := range u.files {
			for _, d := range f.class.declared {
				made := declaration(value.LookupPath(cuePath(d.path())), d.root, d.name, source.Place{File: f.name, Path: d.path()})
				if made == nil {
					ok = false
					break
				}
				one.declarations = append(one.declarations, made)
			}
		}
		if !ok {
			one = w.diagnose(u)
		}
		r.add(one)
	}
	return r
}
