package check_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"weir.local/generator/check"
	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/plan"
	"weir.local/schema"
)

// estate writes testdata/estate with a snippet laid over it into a new directory: fields of the snippet replace those of the
// estate, however deep; what the estate does not have is added.
func estate(t testing.TB, snippet string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range estateFiles(t) {
		write(t, filepath.Join(dir, name), text)
	}
	over, err := parser.ParseFile("snippet.cue", snippet)
	if err != nil {
		t.Fatalf("the example does not parse: %v", err)
	}
	for _, decl := range over.Decls {
		overlay(t, dir, decl.(*ast.Field))
	}
	return dir
}

// estateFiles are the estate's files and the schema's, by path.
func estateFiles(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	for folder, fsys := range map[string]fs.FS{"": os.DirFS("testdata/estate"), "schema": schema.Files} {
		err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			files[filepath.Join(folder, name)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// overlay lays one field of a snippet ("clusters: …") over the files of its folder: each file takes what it declares, and a
// new file the rest.
func overlay(t testing.TB, dir string, field *ast.Field) {
	t.Helper()
	folder := label(field)
	names, err := filepath.Glob(filepath.Join(dir, folder, "*.cue"))
	if err != nil || len(names) == 0 {
		t.Fatalf("the example declares in %q, which is no folder of the estate", folder)
	}
	for _, declaration := range declarationsOf(field) {
		var file *ast.File
		name := filepath.Join(dir, folder, "example_"+strings.Join(declaration.path, "_")+".cue")
		for _, candidate := range names {
			f, err := parser.ParseFile(candidate, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			if at := find(f, declaration.path); at != nil {
				file, name = f, candidate
				at.Value = merge(at.Value, declaration.value)
			}
		}
		if file == nil {
			file = newFile(folder, declaration)
		}
		data, err := format.Node(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, name, string(data))
	}
}

// declaration is a named value of a snippet: catalogs, orders.
type declaration struct {
	path  []string
	value ast.Expr
}

func declarationsOf(field *ast.Field) []declaration {
	depth := 2
	if label(field) == "lake" {
		depth = 3
	}
	return below(nil, field, depth)
}

func below(path []string, field *ast.Field, depth int) []declaration {
	path = append(path[:len(path):len(path)], label(field))
	if len(path) == depth {
		return []declaration{{path, field.Value}}
	}
	var all []declaration
	for _, d := range field.Value.(*ast.StructLit).Elts {
		all = append(all, below(path, d.(*ast.Field), depth)...)
	}
	return all
}

func newFile(folder string, d declaration) *ast.File {
	value := d.value
	for i := len(d.path) - 1; i > 0; i-- {
		value = ast.NewStruct(&ast.Field{Label: ast.NewString(d.path[i]), Value: value})
	}
	f := &ast.File{Decls: []ast.Decl{
		&ast.Package{Name: ast.NewIdent(folder)},
		&ast.ImportDecl{Specs: []*ast.ImportSpec{ast.NewImport(nil, "weir.local/schema")}},
		&ast.Field{Label: ast.NewIdent(d.path[0]), Value: value},
	}}
	return f
}

// find is the field at a path of a file; not one of a pattern.
func find(f *ast.File, path []string) *ast.Field {
	decls := f.Decls
	var at *ast.Field
	for _, want := range path {
		at = nil
		for _, d := range decls {
			if field, ok := d.(*ast.Field); ok && label(field) == want {
				at = field
			}
		}
		if at == nil {
			return nil
		}
		decls = nil
		if s := structOf(at.Value); s != nil {
			decls = s.Elts
		}
	}
	return at
}

// merge is a value with another laid over it.
func merge(base, over ast.Expr) ast.Expr {
	into, from := structOf(base), structOf(over)
	if _, whole := over.(*ast.BinaryExpr); whole || into == nil || from == nil {
		return over
	}
	for _, d := range from.Elts {
		field := d.(*ast.Field)
		if old := find(&ast.File{Decls: into.Elts}, []string{label(field)}); old != nil {
			old.Value = merge(old.Value, field.Value)
			continue
		}
		into.Elts = append(into.Elts, field)
	}
	return base
}

// structOf is the struct that a value is, or has on one side of "&".
func structOf(e ast.Expr) *ast.StructLit {
	switch e := e.(type) {
	case *ast.StructLit:
		return e
	case *ast.BinaryExpr:
		if e.Op == token.AND {
			if s := structOf(e.Y); s != nil {
				return s
			}
			return structOf(e.X)
		}
	}
	return nil
}

func label(f *ast.Field) string {
	name, _, _ := ast.LabelName(f.Label)
	return name
}

// findings are those of every stage up to the model.
func findings(t testing.TB, dir string) diag.List {
	t.Helper()
	repo, list, err := load.Repository(context.Background(), dir, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	list = append(list, check.Repo(repo)...)
	platform, err := plan.Platform(repo)
	if err != nil {
		t.Fatal(err)
	}
	list = append(list, check.Model(repo, platform)...)
	return load.Locate(dir, list).Sorted()
}
