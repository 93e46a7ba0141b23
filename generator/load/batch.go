package load

import (
	"cuelang.org/go/cue"

	"weir.local/generator/source"
)

// batchSize is how many regular files are evaluated at once. Each batch compiles the schema again, and a larger one keeps
// more values in memory: the knee lies between 50 and 100.
const batchSize = 96

// batch looks at files of one package and evaluates the regular ones together; those with mistakes are then looked at one
// by one. Parsed files are let go afterwards.
func (p *plan) batch(w *worker, k *pkg, files []*file) result {
	var units []*unit
	for _, f := range files {
		p.look(k, f)
		if len(f.broken) == 0 {
			units = append(units, k.unit([]*file{f}, k.rules))
		}
	}
	if !k.whole.Load() && len(units) > 0 {
		w.units(units)
	}
	for _, f := range files {
		f.forget()
	}
	return result{}
}

// units evaluates units of one file each together.
func (w *worker) units(units []*unit) {
	var files []*file
	for _, u := range units {
		files = append(files, u.files...)
	}
	value := w.build(units[0], syntaxes(files))
	for _, u := range units {
		f := u.files[0]
		made, sound := evaluated(f, value)
		if !sound {
			made = w.diagnose(u)
		}
		f.result = made
	}
}

// evaluated is what a file declares, taken from the value of its batch; false when anything is wrong with it.
func evaluated(f *file, value cue.Value) (result, bool) {
	var r result
	for _, d := range f.class.declared {
		made := declaration(value.LookupPath(cuePath(d.path())), d.root, d.name, source.Place{File: f.name, Path: d.path()})
		if made == nil {
			return result{}, false
		}
		r.declarations = append(r.declarations, made)
	}
	return r, value.Err() == nil || len(r.declarations) > 0
}
