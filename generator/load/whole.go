package load

import (
	stderrors "errors"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// whole evaluates the packages of a folder whole.
func (p *plan) whole(w *worker, k *pkg) result {
	for _, f := range k.files {
		if len(k.roots) > 0 {
			p.look(k, f)
		} else if p.module.parsed(f); len(f.broken) > 0 && len(f.told) == 0 {
			f.told = p.syntax(f)
		}
	}
	u := k.unit(k.files, nil)
	if name := k.name(); !p.options.Whole && name != "" && !p.inherited[name] {
		u.pkg = name
		return w.sole(u)
	}
	return w.loaded(k, u)
}

// name is the one package that the files belong to, when nothing but their own text decides what they mean; else empty.
func (k *pkg) name() string {
	name := k.files[0].packageName()
	for _, f := range k.files {
		if f.packageName() != name || len(f.broken) > 0 || !f.plain() || elsewhere.Match(f.data) || strings.Contains(k.folder, "/") {
			return ""
		}
	}
	return name
}

// elsewhere are the attributes by which a file's meaning depends on more than its text.
var elsewhere = regexp.MustCompile(`@(if|ignore|extern|embed|tag|experiment)\b`)

// sole evaluates a package that is nothing but its files.
func (w *worker) sole(u *unit) result {
	r := w.diagnose(u)
	if u.folder == "." && u.pkg == "weir" && len(r.findings) == 0 {
		r.requires = requires(w.build(newContext(), u, syntaxes(u.files)))
	}
	return r
}

func requires(v cue.Value) string {
	text, _ := v.LookupPath(cue.ParsePath("require.weir")).String()
	return text
}

// loaded evaluates the packages of a folder as cue's own loader makes them.
func (w *worker) loaded(k *pkg, u *unit) result {
	argument := "./" + u.folder
	if u.folder == "." {
		argument = "."
	}
	if len(k.roots) == 0 {
		u.pkg = ""
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
		r.requires = requires(newContext().BuildInstance(inst))
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
			continue // REF017 says it
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
