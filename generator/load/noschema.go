package load

import (
	"maps"
	"path/filepath"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// noSchema is the one finding on a repository that imports the schema and has no copy of it, where each of its files would fail by
// itself. It points at the first import.
func (p *plan) noSchema() diag.List {
	if p.hasSchema() {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		f := p.files[name]
		p.module.parsed(f)
		for spec := range f.syntax.ImportSpecs() {
			if importPath(spec) != schemaPath {
				continue
			}
			d := refused("CUE", "the repository has no copy of "+schemaPath+", which its declarations are checked by",
				"run weir schema update, which writes cue.mod/gen/"+schemaPath, source.Place{File: name})
			d.Pos = position(name, spec.Path.Pos())
			return diag.List{d}
		}
	}
	return nil
}

// hasSchema says whether there is a copy where CUE looks for one. The usual place is looked at first: CUE's own search reads files.
func (p *plan) hasSchema() bool {
	usual := "cue.mod/gen/" + schemaPath
	if p.module.path+"/schema" == schemaPath {
		usual = "schema"
	}
	if some, err := filepath.Glob(filepath.Join(p.module.abs(usual), "*.cue")); err == nil && len(some) > 0 {
		return true
	}
	inst := p.imports.get(schemaPath)
	return inst != nil && len(inst.Files) > 0
}
