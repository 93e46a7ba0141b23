package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"weir.local/generator/load"
	"weir.local/schema"
)

// FuzzCatalogFile gives the loader arbitrary bytes as a catalog: no panic, and always a finding or a declaration.
func FuzzCatalogFile(f *testing.F) {
	for _, m := range mutations() {
		if text, ok := m.files["catalogs/m.cue"]; ok {
			f.Add([]byte(text))
		}
	}
	root := light(f, "catalogs").write(f)
	name := filepath.Join(root, "catalogs", "m.cue")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		repo, findings, err := load.Repository(t.Context(), root, load.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !findings.Errors() && len(repo.Of(schema.KindCatalog)) < 2 {
			t.Errorf("neither a finding nor a declaration")
		}
		for _, d := range findings {
			if d.Message == "" || d.Pos.File == "" {
				t.Errorf("a finding without words or place: %+v", d)
			}
		}
	})
}
