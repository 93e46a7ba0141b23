package load

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"weir.local/generator/source"
	"weir.local/schema"
)

// unit is the least that is evaluated together: one regular file, or a whole package.
type unit struct {
	folder string // "catalogs"
	pkg    string // "catalogs"
	roots  []schema.Root
	files  []*file         // whose mistakes are told
	rules  []*file         // constraint files that hold for all units of the package
	whole  *build.Instance // the package as cue's loader made it; nil for regular files
}

// worker evaluates units, one after the other.
type worker struct {
	module  module
	imports *imports
	lean    func() *imports // for values that are thought to be sound
}

// build evaluates files with the constraint files of their package.
func (w *worker) build(ctx *cue.Context, u *unit, files []*ast.File) cue.Value {
	return ctx.BuildInstance(w.imports.instance(u.folder, u.pkg, append(w.constraints(u), files...)))
}

// buildLean does so with as little of the schema as the declarations reach.
func (w *worker) buildLean(ctx *cue.Context, u *unit, files []*ast.File) cue.Value {
	return ctx.BuildInstance(w.lean().instance(u.folder, u.pkg, append(w.constraints(u), files...)))
}

// constraints are the constraint files of a unit, parsed afresh: building writes to what it is given.
func (w *worker) constraints(u *unit) []*ast.File {
	var all []*ast.File
	for _, rule := range u.rules {
		if f, err := w.module.parse(w.module.abs(rule.name), rule.data); err == nil {
			all = append(all, f)
		}
	}
	return all
}

// rebuild evaluates a whole package again, with files in place of those that cue's loader read.
func (w *worker) rebuild(u *unit, files []*ast.File) cue.Value {
	inst, loaded := w.imports.instance(u.folder, u.pkg, files), u.whole
	inst.Dir, inst.DirLoc, inst.Root, inst.RootLoc = loaded.Dir, loaded.DirLoc, loaded.Root, loaded.RootLoc
	inst.Module, inst.ModuleFile, inst.ModuleVersion = loaded.Module, loaded.ModuleFile, loaded.ModuleVersion
	inst.ImportPath, inst.CanonicalID = loaded.ImportPath, loaded.CanonicalID
	return newContext().BuildInstance(inst)
}

// syntaxes are the parsed files.
func syntaxes(files []*file) []*ast.File {
	var all []*ast.File
	for _, f := range files {
		if len(f.broken) == 0 {
			all = append(all, f.syntax)
		}
	}
	return all
}

// declaredIn is the place of a declaration: the first file that has it.
func (u *unit) declaredIn(p source.Path) (source.Place, bool) {
	for _, f := range u.files {
		if found := descend(f.syntax, p); found.depth == len(p) {
			return source.Place{File: f.name, Path: p}, true
		}
	}
	return source.Place{}, false
}

// declaration is an evaluated value that has no mistake; nil when it has one.
func declaration(v cue.Value, root schema.Root, name string, place source.Place) *schema.Declaration {
	if !v.Exists() || v.Validate(concrete()...) != nil {
		return nil
	}
	raw, err := v.MarshalJSON()
	if err != nil {
		return nil
	}
	return schema.NewDeclaration(root.Kind, name, place, raw)
}

func cuePath(p source.Path) cue.Path {
	selectors := make([]cue.Selector, len(p))
	for i, label := range p {
		selectors[i] = cue.Str(label)
	}
	return cue.MakePath(selectors...)
}
