package load

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// kind is what sort of mistake CUE's words mean.
type kind int

const (
	other           kind = iota
	unknownField         // a closed struct has no such field
	unknownProperty      // an index by a name that is not there
	unknownName          // schema.#MySQLL
	unbound              // a name that nothing declares
	missing              // a required field
	unusedImport
	unknownImport // no such package
	incomplete    // a type where a value belongs
	misfit        // wrong type, out of bounds, none of the alternatives
)

// mistake is one mistake: all that CUE says of one path.
type mistake struct {
	kind   kind
	path   source.Path
	errs   []errors.Error
	place  source.Place
	pos    source.Pos
	exact  bool   // the place is the path itself, and not a parent
	name   string // of an import
	silent bool   // told otherwise
	meant  string // the required field that an unknown one was meant to be, if it is not there
}

// kinds are the beginnings of CUE's messages.
var kinds = []struct {
	text string
	kind kind
}{
	{"field not allowed", unknownField},
	{"field is required but not present", missing},
	{"imported and not used", unusedImport},
	{"reference ", unbound},
	{"undefined field", unknownName},
	{"incomplete value", incomplete},
	{"conflicting values", misfit},
	{"invalid value", misfit},
	{"%d errors in empty disjunction", misfit},
}

func kindOf(e errors.Error) kind {
	format, _ := e.Msg()
	for _, k := range kinds {
		if strings.HasPrefix(format, k.text) {
			return k.kind
		}
	}
	return other
}

// mistakes are what is wrong with the value and was not found before.
func (d *diagnosis) mistakes(value cue.Value) []mistake {
	errs := errorsOf(value.Validate(concrete()...))
	for _, one := range d.declarations(value) {
		errs = append(errs, errorsOf(value.LookupPath(cuePath(one.path())).Validate(concrete()...))...)
	}
	var fresh []mistake
	for _, group := range byPath(errs) {
		m := d.mistake(group)
		key := m.place.String() + m.pos.String()
		if d.seen[key] || d.consequence(m) {
			continue
		}
		d.seen[key] = true
		m.silent = d.unnamed(m)
		if m.kind == unknownField {
			m.meant = meant(value, m.path)
		}
		fresh = append(fresh, m)
	}
	return fresh
}

// consequence says whether a mistake only follows from what was mended.
func (d *diagnosis) consequence(m mistake) bool {
	if d.unruled && m.kind == incomplete && !m.exact {
		return true // the constraint files give names
	}
	if len(d.mended) > 0 && strings.HasPrefix(m.errs[0].Error(), "unreferenced alias or let clause") {
		return true // who referred to it was mended
	}
	return slices.ContainsFunc(d.mended, func(p source.Path) bool { return len(p) > 0 && under(m.path, p) })
}

// unnamed says whether a mistake only follows from a declaration that names no definition, or that stands under a misspelt
// name: a rule tells it.
func (d *diagnosis) unnamed(m mistake) bool {
	for _, f := range d.unit.files {
		if slices.ContainsFunc(f.told, func(t diag.Diagnostic) bool {
			return t.ID == nothingID && m.kind == incomplete && len(t.Place.Path) > 0 && under(m.path, t.Place.Path)
		}) {
			return true
		}
		for _, one := range f.class.unnamed() {
			if m.kind == missing && len(m.path) == len(one.path())+1 && under(m.path, one.path()) ||
				m.kind == unusedImport && m.place.File == f.name && strings.Contains(m.errs[0].Error(), schemaPath) {
				return true
			}
		}
	}
	return false
}

func errorsOf(err error) []errors.Error {
	if err == nil {
		return nil
	}
	return errors.Errors(errors.Sanitize(errors.Promote(err, "")))
}

// byPath groups errors by their path, those without one by their position; each error once.
func byPath(errs []errors.Error) [][]errors.Error {
	var groups [][]errors.Error
	index, seen := map[string]int{}, map[string]bool{}
	for _, e := range errs {
		key := strings.Join(e.Path(), "\x00")
		if k := kindOf(e); key == "" || k == unbound || k == unusedImport || k == unknownName || k == other {
			key += "\x00" + e.Position().String()
		}
		text := key + e.Error()
		if seen[text] {
			continue
		}
		seen[text] = true
		i, known := index[key]
		if !known {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], e)
	}
	return groups
}

func (d *diagnosis) mistake(group []errors.Error) mistake {
	m := mistake{path: labels(group[0].Path()), errs: group, kind: kindOf(group[0])}
	for _, e := range group {
		if k := kindOf(e); m.kind == other || k == unknownField {
			m.kind = k
		}
	}
	at := d.at(group[0].Position())
	switch {
	case m.kind == unknownName && !d.ours(at):
		m.kind = unknownProperty
	case at.Line > 0 && d.ours(at) && (m.kind == unknownName || m.kind == unbound || m.kind == unusedImport || m.kind == other):
		m.pos = at
		m.place = source.Place{File: at.File, Path: d.reachable(at.File, m.path)}
		m.exact = true
		return m
	}
	d.locate(&m)
	return m
}

// locate finds a mistake's path in the user's files: the field itself, or its nearest parent.
func (d *diagnosis) locate(m *mistake) {
	best := reached{}
	for i, f := range d.files {
		r := descend(f, m.path)
		if r.depth > best.depth || i == 0 {
			best = r
			m.place = source.Place{File: d.module.rel(f.Filename), Path: m.path}
		}
	}
	m.exact = best.depth == len(m.path) && best.depth > 0
	if at, ok := d.elsewhere(m, best); ok {
		m.pos = at
		m.place = source.Place{File: at.File, Path: d.reachable(at.File, m.path)}
		return
	}
	m.place.Path = append(slices.Clone(best.path), m.path[best.depth:]...)
	if len(best.fields) == 0 {
		m.pos = source.Pos{File: m.place.File, Line: 1, Col: 1}
		return
	}
	p := best.pos()
	if m.kind == unknownField || m.kind == unknownProperty || !m.exact {
		p = best.labelPos()
	}
	m.pos = position(m.place.File, p)
}

// elsewhere is the user's position that CUE itself names, for what no literal field of the files declares.
func (d *diagnosis) elsewhere(m *mistake, best reached) (source.Pos, bool) {
	if best.depth > d.depthOf(m.path) && (m.exact || m.kind != unknownField) {
		return source.Pos{}, false // in a file's own literal fields its mistakes are found by their path
	}
	var found []source.Pos
	for _, e := range m.errs {
		for _, p := range errors.Positions(e) {
			if at := d.at(p); d.ours(at) {
				found = append(found, at)
			}
		}
	}
	for _, at := range found {
		if !d.constraint(at.File) {
			return at, true
		}
	}
	if len(found) > 0 {
		return found[0], true
	}
	return source.Pos{}, false
}

// constraint says whether a file is one that holds for the whole package, so less likely what is wrong.
func (d *diagnosis) constraint(name string) bool {
	return slices.ContainsFunc(slices.Concat(d.unit.files, d.unit.rules), func(f *file) bool { return f.name == name && f.class.form == constraint })
}

// depthOf is how many labels of a path stand above a declaration's name.
func (d *diagnosis) depthOf(p source.Path) int {
	for _, root := range d.unit.roots {
		if under(p, root.Path) {
			return len(root.Path)
		}
	}
	return 0
}

// reachable is as much of a path as a file has.
func (d *diagnosis) reachable(name string, p source.Path) source.Path {
	for _, f := range d.files {
		if d.module.rel(f.Filename) == name {
			return p[:descend(f, p).depth]
		}
	}
	return nil
}

// ours says whether a position lies in a file of the unit or in its constraint files, and not in what they import.
func (d *diagnosis) ours(at source.Pos) bool {
	is := func(f *file) bool { return f.name == at.File }
	return slices.ContainsFunc(d.unit.files, is) || slices.ContainsFunc(d.unit.rules, is)
}

func (d *diagnosis) at(p token.Pos) source.Pos {
	if !p.IsValid() {
		return source.Pos{}
	}
	return position(d.module.rel(p.Filename()), p)
}

// labels is an error's path without CUE's quotes.
func labels(path []string) source.Path {
	p := make(source.Path, len(path))
	for i, label := range path {
		if strings.HasPrefix(label, `"`) {
			if s, err := literal.Unquote(label); err == nil {
				label = s
			}
		}
		p[i] = label
	}
	return p
}
