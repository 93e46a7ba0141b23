package load

import (
	"slices"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

// maxRounds bounds how often a unit is mended and evaluated again.
const maxRounds = 12

// diagnosis looks for every mistake of one unit. CUE hides mistakes behind others: a value error hides the missing fields of
// its declaration, an unknown reference everything else. So what is wrong is taken out of the parsed files, and the rest is
// evaluated again, until nothing new is found.
type diagnosis struct {
	*worker
	unit    *unit
	files   []*ast.File
	secrets func() secrets
	found   []mistake
	seen    map[string]bool
	mended  []source.Path // what is said of these places is only a consequence
	edited  bool          // the files are no longer what was read
	unruled bool          // the constraint files are left out: a name that breaks them hides the rest
}

// diagnose evaluates a unit alone: its sound declarations, and every mistake of it.
func (w *worker) diagnose(u *unit) result {
	d := &diagnosis{worker: w, unit: u, files: syntaxes(u.files), seen: map[string]bool{}}
	d.secrets = sync.OnceValue(d.readSecrets)
	d.mendImports()
	var first, value cue.Value
	for round := range maxRounds {
		value = d.evaluate(round)
		if round == 0 {
			first = value
		}
		fresh := d.mistakes(value)
		d.found = append(d.found, fresh...)
		if len(fresh) == 0 || !d.mend(fresh) {
			break
		}
	}
	return result{declarations: d.sound(first, value), findings: d.findings(value)}
}

func (d *diagnosis) evaluate(round int) cue.Value {
	switch {
	case d.unit.whole == nil && d.unruled:
		return d.build(newContext(), &unit{folder: d.unit.folder, pkg: d.unit.pkg}, d.files)
	case d.unit.whole == nil:
		return d.build(newContext(), d.unit, d.files)
	case round == 0 && !d.edited && d.unit.whole.Err == nil:
		return newContext().BuildInstance(d.unit.whole)
	}
	return d.rebuild(d.unit, d.files)
}

// readSecrets reads the unit's files once more, as they were.
func (d *diagnosis) readSecrets() secrets {
	var files []*file
	for _, f := range d.unit.files {
		read := file{name: f.name, data: f.data}
		d.module.parsed(&read)
		files = append(files, &read)
	}
	return secretsIn(files, d.imports.references())
}

// declarations are the paths that the unit declares: by literal names, and by whatever else evaluates to one.
func (d *diagnosis) declarations(value cue.Value) []declared {
	var all []declared
	for _, root := range d.unit.roots {
		fields, err := value.LookupPath(cuePath(root.Path)).Fields()
		if err != nil {
			continue
		}
		for fields.Next() {
			all = append(all, declared{root: root, name: fields.Selector().Unquoted()})
		}
	}
	return all
}

// sound are the declarations without a mistake, as they were read or, where the whole could not be evaluated, when the
// others were mended.
func (d *diagnosis) sound(read, mended cue.Value) []*schema.Declaration {
	var all []*schema.Declaration
	for _, one := range d.declarations(mended) {
		path := one.path()
		if d.touched(path) {
			continue
		}
		place, ok := d.unit.declaredIn(path)
		if !ok {
			place = source.Place{File: d.unit.files[0].name, Path: path}
		}
		for _, value := range []cue.Value{read, mended} {
			if made := declaration(value.LookupPath(cuePath(path)), one.root, one.name, place); made != nil {
				all = append(all, made)
				break
			}
		}
	}
	return all
}

// touched says whether a mistake lies at or below a path, or was mended there.
func (d *diagnosis) touched(p source.Path) bool {
	return slices.ContainsFunc(d.mended, func(m source.Path) bool { return under(m, p) }) ||
		slices.ContainsFunc(d.found, func(m mistake) bool { return under(m.path, p) })
}

// under says whether p is q or lies beneath it.
func under(p, q source.Path) bool {
	return len(p) >= len(q) && slices.Equal(p[:len(q)], q)
}

func (d *diagnosis) findings(value cue.Value) diag.List {
	var list diag.List
	for _, m := range d.found {
		if !m.silent {
			list = append(list, d.finding(m, value))
		}
	}
	return list
}
