package rendertest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Target runs what every target must pass: its files are those under testdata
// (UPDATE=1 writes them), twice the same bytes, and each line of them leads to
// a declaration or to a rule.
func Target(t *testing.T, render func(*model.Environment) ([]artifact.File, error)) {
	t.Helper()
	files, again := mustRender(t, render), mustRender(t, render)
	for i, f := range files {
		if again[i].Path != f.Path || !bytes.Equal(again[i].Data, f.Data) {
			t.Errorf("%s: other bytes the second time", f.Path)
		}
		explained(t, f)
		golden(t, f)
	}
	noOther(t, files)
}

func mustRender(t *testing.T, render func(*model.Environment) ([]artifact.File, error)) []artifact.File {
	t.Helper()
	files, err := render(Environment())
	if err != nil {
		t.Fatal(err)
	}
	var tree artifact.Tree
	for _, f := range files {
		if err := tree.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	return tree.Files()
}

func explained(t *testing.T, f artifact.File) {
	t.Helper()
	for n := 1; n <= len(f.Lines); n++ {
		text, origin, _ := f.Line(n)
		if !leads(origin) {
			t.Errorf("%s:%d: %q leads nowhere: %s", f.Path, n, text, origin)
		}
	}
}

// leads reports whether an origin leads to a declaration or a rule; what a
// renderer forgot carries the layout that package artifact puts in its place.
func leads(o *source.Origin) bool {
	for o := range o.All() {
		if !o.Place.IsZero() {
			return true
		}
	}
	return o != nil && o.Rule != "" && o.Rule != "weir's layout"
}

func golden(t *testing.T, f artifact.File) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(f.Path))
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.Data, want) {
		t.Errorf("%s is not as under testdata; UPDATE=1 rewrites it\n%s", f.Path, f.Data)
	}
}

// noOther looks for files under testdata that are no longer rendered.
func noOther(t *testing.T, files []artifact.File) {
	t.Helper()
	rendered := map[string]bool{}
	for _, f := range files {
		rendered[f.Path] = true
	}
	err := filepath.WalkDir("testdata", func(path string, entry os.DirEntry, err error) error {
		name := strings.TrimPrefix(filepath.ToSlash(path), "testdata/")
		if err == nil && !entry.IsDir() && !rendered[name] {
			t.Errorf("%s is under testdata and not rendered", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
