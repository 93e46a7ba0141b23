package load

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"weir.local/generator/nearest"
	"weir.local/generator/source"
	"weir.local/schema"
)

// mend takes mistakes out of the parsed files, so that what they hid shows; false when there was nothing to mend.
func (d *diagnosis) mend(fresh []mistake) bool {
	changed := false
	for _, m := range fresh {
		switch m.kind {
		case unknownField, unknownProperty:
			changed = d.respell(m) || d.remove(m.path) || changed
		case unusedImport:
			changed = d.dropImport(m.pos) || changed
		case unbound:
			changed = d.blank(m) || changed
		case unknownName:
			changed = d.rename(m) || changed
		case misfit, incomplete, other:
			changed = d.replace(m.path) || d.unrule(m) || changed
		}
	}
	return changed
}

// respell gives a misspelt field the name of the required one that it was meant to be, which would be missing otherwise: one
// mistake is one finding.
func (d *diagnosis) respell(m mistake) bool {
	changed := false
	if m.meant == "" {
		return false
	}
	for _, f := range d.files {
		for _, h := range d.exactly(f, m.path) {
			if h.field != nil {
				h.field.Label = ast.NewString(m.meant)
				changed = true
			}
		}
	}
	return changed
}

// remove takes fields out.
func (d *diagnosis) remove(p source.Path) bool {
	changed := false
	for _, f := range d.files {
		for _, h := range d.exactly(f, p) {
			changed = h.field != nil && cut(f, h.field) || changed
		}
	}
	return changed
}

func (d *diagnosis) exactly(f *ast.File, p source.Path) []held {
	if r := descend(f, p); r.depth == len(p) {
		return r.fields
	}
	return nil
}

// cut takes a field out of the struct it stands in.
func cut(f *ast.File, field *ast.Field) bool {
	changed := false
	without := func(decls []ast.Decl) []ast.Decl {
		kept := slices.DeleteFunc(decls, func(decl ast.Decl) bool { return decl == ast.Decl(field) })
		changed = changed || len(kept) < len(decls)
		return kept
	}
	ast.Walk(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.File:
			n.Decls = without(n.Decls)
		case *ast.StructLit:
			n.Elts = without(n.Elts)
		}
		return !changed
	}, nil)
	return changed
}

// replace puts a value that fits everywhere in place of one that does not fit.
func (d *diagnosis) replace(p source.Path) bool {
	changed := false
	if d.leadsToRoot(p) {
		return false // everything lies below
	}
	for _, f := range d.files {
		for _, h := range d.exactly(f, p) {
			if h.field != nil {
				h.field.Value = ast.NewIdent("_")
			} else {
				h.list.Elts[h.index] = ast.NewIdent("_")
			}
			changed = true
		}
	}
	if changed {
		d.mended = append(d.mended, p)
	}
	return changed
}

// leadsToRoot says whether declarations lie beneath a path.
func (d *diagnosis) leadsToRoot(p source.Path) bool {
	return slices.ContainsFunc(d.unit.roots, func(r schema.Root) bool { return under(r.Path, p) })
}

// unrule leaves the constraint files out when it is they who gave the value that does not fit: the declaration's name.
func (d *diagnosis) unrule(m mistake) bool {
	rule := func(f *ast.File) bool {
		return slices.ContainsFunc(d.unit.files, func(g *file) bool { return g.syntax == f && g.class.form == constraint })
	}
	if d.unruled || m.exact || len(d.unit.rules) == 0 && !slices.ContainsFunc(d.files, rule) {
		return false
	}
	d.unruled = true
	d.files = slices.DeleteFunc(d.files, rule)
	d.mended = append(d.mended, m.path)
	return true
}

// blank puts "_" in place of a name that nothing declares.
func (d *diagnosis) blank(m mistake) bool {
	ident := d.identAt(m.pos)
	if ident == nil || ident.Name == "_" {
		return false
	}
	if ident.Name == "schema" {
		return d.importSchema(m.pos)
	}
	ident.Name, ident.Node = "_", nil
	d.mended = append(d.mended, m.path)
	return true
}

// importSchema adds the import that was forgotten.
func (d *diagnosis) importSchema(at source.Pos) bool {
	for _, f := range d.files {
		if d.module.rel(f.Filename) != at.File || slices.ContainsFunc(importedBy(f), func(path string) bool { return path == schemaPath }) {
			continue
		}
		spec := &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: `"` + schemaPath + `"`}}
		after := slices.IndexFunc(f.Decls, func(decl ast.Decl) bool { _, ok := decl.(*ast.Package); return ok }) + 1
		f.Decls = slices.Insert(f.Decls, after, ast.Decl(&ast.ImportDecl{Specs: []*ast.ImportSpec{spec}}))
		return true
	}
	return false
}

func importedBy(f *ast.File) []string {
	var paths []string
	for spec := range f.ImportSpecs() {
		paths = append(paths, importPath(spec))
	}
	return paths
}

// rename puts the nearest name in place of one that does not exist, when there is one that can be meant.
func (d *diagnosis) rename(m mistake) bool {
	ident := d.identAt(m.pos)
	if ident == nil {
		return false
	}
	near := nearest.Names(ident.Name, d.namesBeside(m.pos), 1)
	if len(near) == 0 {
		d.mended = append(d.mended, m.path)
		return false
	}
	ident.Name = near[0]
	return true
}

func (d *diagnosis) identAt(at source.Pos) *ast.Ident {
	var found *ast.Ident
	d.walk(at, func(n ast.Node) {
		if ident, ok := n.(*ast.Ident); ok {
			found = ident
		}
	})
	return found
}

// walk visits the nodes that begin at a position.
func (d *diagnosis) walk(at source.Pos, visit func(ast.Node)) {
	for _, f := range d.files {
		if d.module.rel(f.Filename) != at.File {
			continue
		}
		ast.Walk(f, func(n ast.Node) bool {
			if p := n.Pos(); p.IsValid() && p.Line() == at.Line && p.Column() == at.Col {
				visit(n)
			}
			return true
		}, nil)
	}
}

// namesBeside are the definitions of the package that a misspelt name at a position was looked up in: schema.#MySQLL.
func (d *diagnosis) namesBeside(at source.Pos) []string {
	var names []string
	for _, f := range d.files {
		if d.module.rel(f.Filename) != at.File {
			continue
		}
		ast.Walk(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if ok && sel.Sel.Pos().Line() == at.Line && sel.Sel.Pos().Column() == at.Col {
				names = d.definitions(sel.X)
			}
			return true
		}, nil)
	}
	return names
}

// definitions are the definitions of an imported package.
func (d *diagnosis) definitions(x ast.Expr) []string {
	ident, ok := x.(*ast.Ident)
	if !ok {
		return nil
	}
	spec, ok := ident.Node.(*ast.ImportSpec)
	if !ok {
		return nil
	}
	inst := d.imports.get(importPath(spec))
	if inst == nil {
		return nil
	}
	var names []string
	for _, f := range inst.Files {
		for _, h := range fieldsOf(f.Decls) {
			if name := labelOf(h.field); strings.HasPrefix(name, "#") {
				names = append(names, name)
			}
		}
	}
	return names
}

// dropImport takes an import out that is not used.
func (d *diagnosis) dropImport(at source.Pos) bool {
	for _, f := range d.files {
		if d.module.rel(f.Filename) == at.File && dropSpec(f, func(spec *ast.ImportSpec) bool {
			return spec.Pos().Line() == at.Line && spec.Pos().Column() == at.Col
		}) {
			return true
		}
	}
	return false
}

func dropSpec(f *ast.File, which func(*ast.ImportSpec) bool) bool {
	changed := false
	f.Decls = slices.DeleteFunc(f.Decls, func(decl ast.Decl) bool {
		imports, ok := decl.(*ast.ImportDecl)
		if !ok {
			return false
		}
		before := len(imports.Specs)
		imports.Specs = slices.DeleteFunc(imports.Specs, which)
		changed = changed || len(imports.Specs) < before
		return before > 0 && len(imports.Specs) == 0
	})
	return changed
}

// mendImports finds imports of packages that are not there, and puts the nearest one that is in their place.
func (d *diagnosis) mendImports() {
	for _, f := range d.files {
		for spec := range f.ImportSpecs() {
			err := d.imports.err(importPath(spec))
			if err == nil {
				continue
			}
			pos := position(d.module.rel(f.Filename), spec.Path.Pos())
			m := mistake{kind: unknownImport, errs: errorsOf(err), pos: pos, place: source.Place{File: pos.File}, exact: true, name: importPath(spec)}
			d.found = append(d.found, m)
			d.seen[m.place.String()+m.pos.String()] = true
			if near := nearest.Names(m.name, d.importable(), 1); len(near) > 0 {
				d.edited = true
				spec.Path = &ast.BasicLit{ValuePos: spec.Path.Pos(), Kind: token.STRING, Value: `"` + near[0] + `"`}
			}
		}
	}
}

// importable are the packages that this unit's files can be thought to mean.
func (d *diagnosis) importable() []string {
	names := []string{"weir.local/schema"}
	for path, inst := range d.imports.all() {
		if inst != nil && inst.Err == nil {
			names = append(names, path)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
