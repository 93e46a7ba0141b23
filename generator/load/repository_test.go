package load_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/schema"
)

// repository is weir's own.
const repository = "../.."

// files is a small repository: paths and texts.
type files map[string]string

// with is a copy with more files, or with other texts.
func (f files) with(more files) files {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

// write puts the files into a folder of their own.
func (f files) write(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range f {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// base is a repository with a declaration or two of each kind, and the whole schema.
func base(t testing.TB) files {
	t.Helper()
	all := schemaFiles(t, "schema")
	for _, name := range []string{
		"cue.mod/module.cue", "weir.cue", "environments/environments.cue", "environments/dev.cue", "clusters/clusters.cue",
		"clusters/adhoc.cue", "catalogs/catalogs.cue", "catalogs/orders.cue", "catalogs/tpch.cue", "lake/lake.cue", "lake/mmp.cue",
		"lake/layers.cue", "lake/main.cue",
	} {
		b, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(b)
	}
	return all
}

func schemaFiles(t testing.TB, folder string) files {
	t.Helper()
	all := files{}
	names, err := fs.Glob(schema.Files, "*.cue")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		all[folder+"/"+name] = string(b)
	}
	return all
}

// light is base with only one folder of declarations and few generated definitions, so that many runs cost little.
func light(t testing.TB, folder string) files {
	t.Helper()
	all := base(t)
	used := ""
	for name, text := range all {
		if folder, file := path.Split(name); folder == "schema/" && !strings.HasSuffix(file, "_gen.cue") {
			used += text
		}
	}
	for name, text := range all {
		if strings.HasSuffix(name, "_gen.cue") {
			all[name] = thinned(t, text, used)
		}
		if f, _, _ := strings.Cut(name, "/"); f != folder && f != "schema" && f != "cue.mod" && f != "weir.cue" {
			delete(all, name)
		}
	}
	return all
}

// thinned is a generated file without the definitions that nothing uses, and with at most some properties in each,
// references among them.
func thinned(t testing.TB, text, used string) string {
	t.Helper()
	f, err := parser.ParseFile("gen.cue", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		field, ok := d.(*ast.Field)
		return ok && !strings.Contains(used, strings.TrimSuffix(strings.TrimSuffix(name(field), "Property"), "Properties")+"Properties")
	})
	for _, d := range f.Decls {
		if field, ok := d.(*ast.Field); ok {
			thin(field)
		}
	}
	b, err := format.Node(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func thin(definition *ast.Field) {
	body, ok := definition.Value.(*ast.StructLit)
	if !ok || len(body.Elts) <= 20 {
		return
	}
	kept := 0
	body.Elts = slices.DeleteFunc(body.Elts, func(d ast.Decl) bool {
		property, ok := d.(*ast.Field)
		kept++
		return ok && kept > 10 && !strings.Contains(name(property), "password") && !strings.Contains(name(property), "cache-ttl")
	})
}

func name(f *ast.Field) string {
	text, _, _ := ast.LabelName(f.Label)
	return text
}

// read loads a repository that must be readable.
func read(t testing.TB, root string, o load.Options) (*schema.Repo, diag.List) {
	t.Helper()
	repo, findings, err := load.Repository(t.Context(), root, o)
	if err != nil {
		t.Fatal(err)
	}
	return repo, findings
}

// lines are findings as one text each.
func lines(list diag.List) []string {
	var all []string
	for _, d := range list {
		all = append(all, d.Pos.String()+": "+d.ID+": "+d.Message)
	}
	return all
}
