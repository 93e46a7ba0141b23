package load

import (
	"runtime"
	"slices"
	"sync"

	"weir.local/schema"
)

// plan is what there is to evaluate, and what the files said before any evaluation.
type plan struct {
	module  module
	options Options
	batches [][]*unit // regular files of one package, together
	wholes  []*unit   // packages with an irregular file; packages without declarations
	files   map[string]*file
	result  result // what is wrong with files as such: syntax, package clauses, names given twice
}

// plan reads and parses every file and decides how it is evaluated.
func (t *tree) plan(o Options) (*plan, error) {
	m, err := readModule(t.root)
	if err != nil {
		return nil, err
	}
	p := &plan{module: m, options: o, files: map[string]*file{}}
	parsed, err := t.read(m)
	if err != nil {
		return nil, err
	}
	for i, folder := range t.folders {
		for _, f := range parsed[i] {
			p.files[f.name] = f
		}
		p.folder(folder.name, parsed[i], t.inherits(folder.name, parsed))
	}
	return p, nil
}

// read parses the files of all folders, on all cores.
func (t *tree) read(m module) ([][]*file, error) {
	parsed := make([][]*file, len(t.folders))
	var names []string
	var slots []**file
	for i, folder := range t.folders {
		parsed[i] = make([]*file, len(folder.files))
		for j, name := range folder.files {
			names = append(names, join(folder.name, name))
			slots = append(slots, &parsed[i][j])
		}
	}
	errs := make([]error, len(names))
	parallel(len(names), func() func(int) {
		return func(i int) { *slots[i], errs[i] = m.read(names[i]) }
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return parsed, nil
}

func join(folder, name string) string {
	if folder == "." {
		return name
	}
	return folder + "/" + name
}

// inherits says whether files of a parent folder belong to the folder's package too, as CUE has it.
func (t *tree) inherits(folder string, parsed [][]*file) bool {
	for i, above := range t.folders {
		if above.name != "." || folder == "." {
			continue
		}
		return slices.ContainsFunc(parsed[i], func(f *file) bool { return f.packageName() == folder })
	}
	return false
}

// folder plans the files of one folder.
func (p *plan) folder(name string, files []*file, inherits bool) {
	roots := rootsIn(name)
	if len(roots) == 0 {
		p.other(name, files)
		return
	}
	p.syntax(files)
	files = p.members(name, files)
	for _, f := range files {
		f.class = classify(f, roots)
	}
	p.duplicates(files)
	p.unnamed(files)
	p.nothing(files, roots)
	u := &unit{folder: name, pkg: name, roots: roots}
	if p.options.Whole || inherits || slices.ContainsFunc(files, func(f *file) bool { return f.class.form == irregular && len(f.broken) == 0 }) {
		u.files = files
		p.wholes = append(p.wholes, u)
		return
	}
	p.regular(u, files)
}

// rootsIn are the kinds of declarations that a folder holds.
func rootsIn(folder string) []schema.Root {
	var roots []schema.Root
	for _, root := range schema.Roots() {
		if root.Folder == folder {
			roots = append(roots, root)
		}
	}
	return roots
}

// other plans a folder without declarations: house definitions, constants, the schema.
func (p *plan) other(name string, files []*file) {
	if name == "schema" && p.module.path == "weir.local" && known(files) {
		return
	}
	p.syntax(files)
	p.wholes = append(p.wholes, &unit{folder: name, files: files})
}

// regular plans the files of a package that has no irregular one. Files that declare the same name are one unit, as CUE
// merges them.
func (p *plan) regular(like *unit, files []*file) {
	rules := ofForm(files, constraint)
	joint, units := []*file(nil), [][]*file(nil)
	twice := declaredTwice(files)
	for _, f := range ofForm(files, regular) {
		if slices.ContainsFunc(f.class.declared, func(d declared) bool { return twice[d.path().String()] }) {
			joint = append(joint, f)
			continue
		}
		units = append(units, []*file{f})
	}
	if len(joint) > 0 {
		units = append(units, joint)
	}
	for chunk := range slices.Chunk(units, batchSize) {
		p.batches = append(p.batches, like.each(chunk, rules))
	}
	for _, rule := range rules {
		p.batches = append(p.batches, like.each([][]*file{{rule}}, nil))
	}
}

// each makes units like this one.
func (u *unit) each(groups [][]*file, rules []*file) []*unit {
	var units []*unit
	for _, files := range groups {
		units = append(units, &unit{folder: u.folder, pkg: u.pkg, roots: u.roots, files: files, rules: rules})
	}
	return units
}

// ofForm are the readable files of one form.
func ofForm(files []*file, of form) []*file {
	var some []*file
	for _, f := range files {
		if len(f.broken) == 0 && f.class.form == of {
			some = append(some, f)
		}
	}
	return some
}

// parallel calls n jobs on all cores; each worker makes its own way of doing them.
func parallel(n int, worker func() func(int)) {
	var next counter
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			do := worker()
			for i := next.take(); i < n; i = next.take() {
				do(i)
			}
		})
	}
	wait.Wait()
}
