package load

import (
	"cmp"
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

// result is what evaluating files gave.
type result struct {
	declarations []*schema.Declaration
	findings     diag.List
	requires     string
}

func (r *result) add(s result) {
	r.declarations = append(r.declarations, s.declarations...)
	r.findings = append(r.findings, s.findings...)
	r.requires = cmp.Or(r.requires, s.requires)
}

// repo is the declarations in the order of their kinds, each kind by name.
func (r *result) repo(root string) *schema.Repo {
	order := map[schema.Kind]int{}
	for i, kind := range schema.Roots() {
		order[kind.Kind] = i
	}
	slices.SortStableFunc(r.declarations, func(a, b *schema.Declaration) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Name, b.Name))
	})
	return &schema.Repo{Root: root, Requires: r.requires, Declarations: r.declarations}
}

// evaluateWhole evaluates every package under the root as a whole, as `cue vet -c ./...` does.
func evaluateWhole(ctx context.Context, t *tree, o Options) result {
	var all result
	for _, inst := range load.Instances([]string{"./..."}, t.config()) {
		if ctx.Err() != nil {
			break
		}
		all.add(t.evaluate(inst))
	}
	return all
}

// config loads as the cue command does, without a registry and whatever the environment says.
func (t *tree) config() *load.Config {
	return &load.Config{Dir: t.root, Env: []string{"CUE_REGISTRY=none", "HOME=" + t.root}}
}

// newContext is a context that the environment cannot change: CUE_DEBUG=opendef=1 would let unknown fields pass.
func newContext() *cue.Context {
	return cuecontext.New(cuecontext.CUE_DEBUG("opendef=0"))
}

// concrete are the options of `cue vet -c`.
func concrete() []cue.Option {
	return []cue.Option{cue.Attributes(true), cue.Definitions(true), cue.Hidden(true), cue.Concrete(true)}
}

func (t *tree) evaluate(inst *build.Instance) result {
	var r result
	if inst.Err != nil {
		r.findings = t.findings(inst.Err)
		return r
	}
	value := newContext().BuildInstance(inst)
	if err := value.Validate(concrete()...); err != nil {
		r.findings = t.findings(err)
	}
	folder := t.rel(inst.Dir)
	for _, root := range schema.Roots() {
		if root.Folder == folder && root.Folder == inst.PkgName {
			r.add(t.declarations(inst, value, root))
		}
	}
	if folder == "." && inst.PkgName == "weir" {
		r.requires, _ = value.LookupPath(cue.ParsePath("require.weir")).String()
	}
	return r
}

// declarations are the values of one kind that evaluate without error.
func (t *tree) declarations(inst *build.Instance, value cue.Value, root schema.Root) result {
	var r result
	fields, err := value.LookupPath(cuePath(root.Path)).Fields()
	if err != nil {
		return r
	}
	for fields.Next() {
		name := fields.Selector().Unquoted()
		if fields.Value().Validate(concrete()...) != nil {
			continue
		}
		raw, err := fields.Value().MarshalJSON()
		if err != nil {
			continue
		}
		place := source.Place{File: t.declaredIn(inst, root.Path.Append(name)), Path: root.Path.Append(name)}
		r.declarations = append(r.declarations, schema.NewDeclaration(root.Kind, name, place, raw))
	}
	return r
}

// declaredIn is the first file that has a field at path.
func (t *tree) declaredIn(inst *build.Instance, p source.Path) string {
	for _, f := range inst.Files {
		if _, ok := spot(f, p); ok {
			return t.rel(f.Filename)
		}
	}
	return t.rel(inst.Dir)
}

// rel is a file's or folder's slash path relative to the root.
func (t *tree) rel(name string) string {
	if r, err := filepath.Rel(t.root, name); err == nil && filepath.IsAbs(name) && !strings.HasPrefix(r, "..") {
		return filepath.ToSlash(r)
	}
	return path.Clean(filepath.ToSlash(name))
}

func cuePath(p source.Path) cue.Path {
	selectors := make([]cue.Selector, len(p))
	for i, label := range p {
		selectors[i] = cue.Str(label)
	}
	return cue.MakePath(selectors...)
}
