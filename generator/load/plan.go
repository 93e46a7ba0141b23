package load

import (
	"bytes"
	"slices"
	"sync/atomic"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// plan is what there is to evaluate.
type plan struct {
	module    module
	options   Options
	imports   *imports
	lean      *imports // nil until it was needed; see lean.go
	files     map[string]*file
	inherited map[string]bool // packages that files at the root belong to: CUE adds them to a folder's package of that name
	packages  []*pkg
	cache     *cache // nil: none
}

// pkg is the files of one folder.
type pkg struct {
	folder string
	roots  []schema.Root // what it declares; none: house definitions, constants, the schema
	files  []*file
	rules  []*file     // constraint files
	whole  atomic.Bool // some file is irregular, or the user asks for it
}

// plan reads every file and finds those that hold for a whole package.
func (t *tree) plan(o Options) (*plan, error) {
	m, err := readModule(t.root)
	if err != nil {
		return nil, err
	}
	m.overlay = o.Overlay
	p := &plan{module: m, options: o, imports: newImports(m), files: map[string]*file{}}
	for _, folder := range t.folders {
		p.packages = append(p.packages, &pkg{folder: folder.name, roots: rootsIn(folder.name)})
	}
	if err := p.read(t); err != nil {
		return nil, err
	}
	p.inherited = p.above()
	for _, k := range p.packages {
		if len(k.roots) == 0 {
			k.whole.Store(true)
			continue
		}
		k.whole.Store(o.Whole || p.inherited[k.folder])
		p.constraints(k)
	}
	p.cache = p.openCache()
	for _, k := range p.packages {
		p.cache.recall(k)
	}
	return p, nil
}

// read reads the files of all folders.
func (p *plan) read(t *tree) error {
	var all []*file
	for i, folder := range t.folders {
		for _, name := range folder.files {
			f := &file{name: join(folder.name, name)}
			p.packages[i].files = append(p.packages[i].files, f)
			p.files[f.name] = f
			all = append(all, f)
		}
	}
	errs := make([]error, len(all))
	parallel(len(all), workers(len(all)), func() func(int) {
		return func(i int) { errs[i] = p.module.read(all[i]) }
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func join(folder, name string) string {
	if folder == "." {
		return name
	}
	return folder + "/" + name
}

// above are the packages that files at the root belong to.
func (p *plan) above() map[string]bool {
	names := map[string]bool{}
	for _, k := range p.packages {
		if k.folder != "." {
			continue
		}
		for _, f := range k.files {
			p.module.parsed(f)
			names[f.packageName()] = true
		}
	}
	return names
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

// patterned says whether a file may hold a pattern: "]" and ":" with nothing but space between.
func patterned(data []byte) bool {
	for {
		i := bytes.IndexByte(data, ']')
		if i < 0 {
			return false
		}
		data = bytes.TrimLeft(data[i+1:], " \t\r\n")
		if bytes.HasPrefix(data, []byte(":")) {
			return true
		}
	}
}

// constraints finds the constraint files of a package, before the files that they constrain are looked at.
func (p *plan) constraints(k *pkg) {
	for _, f := range k.files {
		if !patterned(f.data) {
			continue
		}
		p.look(k, f)
		if len(f.broken) == 0 && f.class.form == constraint {
			k.rules = append(k.rules, f)
		}
	}
}

// look parses a file of a package with declarations, tells what is wrong with it as such, and judges its form.
func (p *plan) look(k *pkg, f *file) {
	p.module.parsed(f)
	if f.looked {
		adopt(f.syntax, k.folder)
		return
	}
	f.looked = true
	if len(f.broken) > 0 {
		f.told = p.syntax(f)
		return
	}
	if d, wrong := misplaced(f, k.folder); wrong {
		f.told = append(f.told, d)
	}
	f.class = classify(f, k.roots)
	f.told = append(f.told, unnamed(f)...)
	f.told = append(f.told, nothing(f, k.roots)...)
	if f.class.form == irregular {
		k.whole.Store(true)
	}
}

// told is what was said of files as such.
func (k *pkg) told() diag.List {
	var list diag.List
	for _, f := range k.files {
		list = append(list, f.told...)
	}
	return append(list, duplicates(k.files)...)
}

// own are the files to evaluate: not the constraint files, unless there are no others, and not what is known already.
func (k *pkg) own() []*file {
	if len(k.rules) == len(k.files) {
		return k.files
	}
	return slices.DeleteFunc(slices.Clone(k.files), func(f *file) bool { return f.recalled || slices.Contains(k.rules, f) })
}

// unit is a part of the package that is evaluated together.
func (k *pkg) unit(files, rules []*file) *unit {
	return &unit{folder: k.folder, pkg: k.folder, roots: k.roots, files: files, rules: rules}
}
