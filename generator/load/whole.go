package load

import (
	stderrors "errors"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// whole evaluates the packages of a folder whole, as cue's own loader makes them.
func (p *plan) whole(w *worker, k *pkg) result {
	u := k.unit(k.files, nil)
	for _, f := range k.files {
		if len(k.roots) > 0 {
			p.look(k, f)
			continue
		}
		u.pkg = ""
		if p.module.parsed(f); len(f.broken) > 0 && len(f.told) == 0 {
			f.told = p.syntax(f)
		}
	}
	return w.folder(u)
}

func (w *worker) folder(u *unit) result {
	argument := "./" + u.folder
	if u.folder == "." {
		argument = "."
	}
	var r result
	for _, inst := range load.Instances([]string{argument}, w.module.config()) {
		r.add(w.instance(u, inst))
	}
	return r
}

func (w *worker) instance(u *unit, inst *build.Instance) result {
	if _, empty := stderrors.AsType[*load.NoFilesError](inst.Err); empty {
		return result{}
	}
	whole := *u
	whole.whole = inst
	if whole.pkg == "" {
		whole.pkg = inst.PkgName
	}
	if inst.Err == nil {
		whole.files = w.filesOf(u, inst)
	}
	r := w.diagnose(&whole)
	for _, f := range w.loading(u, inst) {
		if !slices.ContainsFunc(r.findings, func(known diag.Diagnostic) bool { return known.Pos == f.Pos }) {
			r.findings = append(r.findings, f)
		}
	}
	if u.folder == "." && inst.PkgName == "weir" && inst.Err == nil {
		r.requires, _ = newContext().BuildInstance(inst).LookupPath(cue.ParsePath("require.weir")).String()
	}
	return r
}

// loading tells why a package could not be loaded, save for what was told of its files already.
func (w *worker) loading(u *unit, inst *build.Instance) diag.List {
	var list diag.List
	for _, e := range errorsOf(inst.Err) {
		at := source.Pos{File: u.files[0].name, Line: 1, Col: 1}
		if p := e.Position(); p.IsValid() {
			at = position(w.module.rel(p.Filename()), p)
		}
		if kindOf(e) == unbound || kindOf(e) == unusedImport {
			continue // evaluation tells it
		}
		several, isSeveral := stderrors.AsType[*load.MultiplePackageError](e)
		switch {
		case isSeveral && len(u.roots) > 0:
			continue // REF011 says it
		case isSeveral:
			at = source.Pos{File: join(u.folder, several.Files[1]), Line: 1, Col: 1}
		case slices.ContainsFunc(u.files, func(f *file) bool { return f.name == at.File && len(f.broken) > 0 }):
			continue
		}
		list = append(list, diag.Diagnostic{
			ID: "CUE", Level: diag.Error, Message: bare(e), Place: source.Place{File: at.File}, Pos: at,
			Raw: strings.TrimSpace(errors.Details(e, &errors.Config{Cwd: w.module.root, ToSlash: true})),
		})
	}
	return list
}

// filesOf are the files that the loader put into a package, among them those of parent folders.
func (w *worker) filesOf(u *unit, inst *build.Instance) []*file {
	var files []*file
	for _, f := range inst.Files {
		name := w.module.rel(f.Filename)
		one := file{name: name}
		if i := slices.IndexFunc(u.files, func(g *file) bool { return g.name == name }); i >= 0 {
			one = *u.files[i]
		}
		one.syntax = f
		files = append(files, &one)
	}
	return files
}
