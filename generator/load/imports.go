package load

import (
	"maps"
	"path"
	"strconv"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"
)

// imports answers import paths with loaded packages. All workers share them: building reads them only.
type imports struct {
	module module
	parse  func(name string, src any, cfg parser.Config) (*ast.File, error) // nil: cue's own
	mu     sync.Mutex
	loaded map[string]*build.Instance
}

func newImports(m module) *imports {
	return &imports{module: m, loaded: map[string]*build.Instance{}}
}

// get is the package of an import path, resolved as the cue command does: in this module, in cue.mod/gen, pkg and usr.
// nil stands for a package of CUE's standard library.
func (i *imports) get(path string) *build.Instance {
	i.mu.Lock()
	defer i.mu.Unlock()
	inst, known := i.loaded[path]
	if known {
		return inst
	}
	if !standard(path) {
		cfg := i.module.config()
		cfg.ParseFile = i.parse
		inst = load.Instances([]string{path}, cfg)[0]
	}
	i.loaded[path] = inst
	return inst
}

// all are the packages that were loaded.
func (i *imports) all() map[string]*build.Instance {
	i.mu.Lock()
	defer i.mu.Unlock()
	return maps.Clone(i.loaded)
}

// err is why an import path cannot be imported.
func (i *imports) err(path string) errors.Error {
	if inst := i.get(path); inst != nil {
		return inst.Err
	}
	return nil
}

// standard says whether a path looks like one of CUE's standard library, as cue's loader decides it.
func standard(path string) bool {
	for _, r := range path {
		switch r {
		case '.':
			return false
		case '/':
			return true
		}
	}
	return path != ""
}

// instance is a package made of these files, ready to be built.
func (i *imports) instance(folder, name string, files []*ast.File) *build.Instance {
	inst := build.NewContext().NewInstance(i.module.abs(folder), nil)
	inst.PkgName = name
	inst.Root = i.module.root
	inst.Module = i.module.path
	inst.ImportPath = path.Join(i.module.path, folder)
	for _, f := range files {
		if err := inst.AddSyntax(f); err != nil {
			continue // it lies in inst.Err too
		}
		for spec := range f.ImportSpecs() {
			i.connect(inst, spec)
		}
	}
	return inst
}

func (i *imports) connect(inst *build.Instance, spec *ast.ImportSpec) {
	name := importPath(spec)
	imported := i.get(name)
	if imported == nil || inst.LookupImport(name) != nil {
		return
	}
	if imported.Err != nil {
		inst.ReportError(errors.Wrapf(imported.Err, spec.Pos(), "import failed"))
		return
	}
	inst.Imports = append(inst.Imports, imported)
}

func importPath(spec *ast.ImportSpec) string {
	path, _ := strconv.Unquote(spec.Path.Value)
	return path
}
