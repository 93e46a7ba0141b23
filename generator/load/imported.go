package load

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// imported validates packages outside of the module's own folders (cue.mod/gen, pkg, usr), for what was imported in this
// run: CUE lets an invalid value of an imported package through where it is interpolated, and `cue vet -c ./...` does not
// look there. A library may be incomplete; the schema that this program carries is known to be right.
func (p *plan) imported() diag.List {
	var list diag.List
	for _, inst := range p.outside() {
		whole := p.imports.get(inst.ImportPath)
		if whole == nil || whole.Err != nil || inst.ImportPath == schemaPath && carries(inst.Dir) {
			continue
		}
		err := newContext().BuildInstance(whole).Validate(cue.Attributes(true), cue.Definitions(true), cue.Hidden(true))
		for _, e := range errorsOf(err) {
			at := source.Pos{File: p.module.rel(inst.Dir)}
			for _, pos := range slices.Concat(e.InputPositions()) {
				if name := p.module.rel(pos.Filename()); strings.HasPrefix(name, at.File+"/") {
					at = position(name, pos)
					break
				}
			}
			d := refused(importedID, "the imported package "+inst.ImportPath+" contradicts itself: "+bare(e), "correct it, or bring it up to date", source.Place{File: at.File, Path: labels(e.Path())})
			d.Pos, d.Raw = at, p.details(e)
			list = append(list, d)
		}
	}
	return list
}

// carries says whether a folder holds the schema that this program carries, with nothing else but what this program generated.
func carries(folder string) bool {
	_, ok := carried(folder)
	return ok
}

// outside are the imported packages that lie in cue.mod, and those that they import in turn.
func (p *plan) outside() []*build.Instance {
	byPath := map[string]*build.Instance{}
	for _, i := range []*imports{p.imports, p.lean} {
		if i == nil {
			continue
		}
		for _, inst := range i.all() {
			if inst == nil {
				continue
			}
			for _, one := range append(inst.Dependencies(), inst) {
				if strings.HasPrefix(p.module.rel(one.Dir), "cue.mod/") {
					byPath[one.ImportPath] = one
				}
			}
		}
	}
	var all []*build.Instance
	for _, inst := range byPath {
		all = append(all, inst)
	}
	slices.SortFunc(all, func(a, b *build.Instance) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return all
}
