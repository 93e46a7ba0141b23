package load

import (
	"cuelang.org/go/cue"

	"weir.local/generator/source"
)

// batchSize is how many regular files are evaluated at once. Each batch compiles the schema again, and a larger one keeps
// more values in memory: the knee lies between 50 and 100.
const batchSize = 96

// batch looks at files and evaluates the regular ones of each package together; those with mistakes are then looked at one by
// one. Parsed files are let go afterwards, and a fresh context keeps nothing of the batch before.
func (p *plan) batch(w *worker, parts []part) result {
	ctx := newContext()
	for _, part := range parts {
		var units []*unit
		for _, f := range part.files {
			p.look(part.pkg, f)
			if len(f.broken) == 0 {
				units = append(units, part.pkg.unit([]*file{f}, part.pkg.rulesFor(f)))
			}
		}
		if !part.pkg.whole.Load() && len(units) > 0 {
			w.units(ctx, units)
		}
		for _, f := range part.files {
			f.forget()
		}
	}
	return result{}
}

// rulesFor are the constraint files beside a file.
func (k *pkg) rulesFor(f *file) []*file {
	if f.class.form == constraint {
		return nil
	}
	return k.rules
}

// units evaluates units of one file each together.
func (w *worker) units(ctx *cue.Context, units []*unit) {
	var files []*file
	for _, u := range units {
		files = append(files, u.files...)
	}
	value := w.buildLean(ctx, units[0], syntaxes(files))
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
