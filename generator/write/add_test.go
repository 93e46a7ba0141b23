package write

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"weir.local/generator/artifact"
)

func TestAddWritesAllOrNothing(t *testing.T) {
	file := func(path, text string) artifact.File { return artifact.File{Path: path, Data: []byte(text)} }
	for _, tt := range []struct {
		name  string
		files []artifact.File
		force bool
		fails bool
		want  map[string]string // what is there afterwards; "": nothing
	}{
		{"new files", []artifact.File{file("catalogs/a.cue", "a"), file("lake/b.cue", "b")}, false, false, map[string]string{"catalogs/a.cue": "a", "lake/b.cue": "b"}},
		{"one is there", []artifact.File{file("catalogs/a.cue", "a"), file("catalogs/old.cue", "new")}, false, true, map[string]string{"catalogs/a.cue": "", "catalogs/old.cue": "old"}},
		{"one is there, and replaced", []artifact.File{file("catalogs/old.cue", "new")}, true, false, map[string]string{"catalogs/old.cue": "new"}},
		{"a link is there", []artifact.File{file("catalogs/link.cue", "new")}, true, true, map[string]string{"catalogs/old.cue": "old"}},
		{"the second cannot be written", []artifact.File{file("catalogs/old.cue", "new"), file("new/a.cue", "a"), file("catalogs/old.cue/b.cue", "b")}, true, true, map[string]string{"catalogs/old.cue": "old", "new": ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			if err := errors.Join(os.Mkdir(root+"/catalogs", 0o755), os.WriteFile(root+"/catalogs/old.cue", []byte("old"), 0o644), os.Symlink("old.cue", root+"/catalogs/link.cue")); err != nil {
				t.Fatal(err)
			}
			if err := Add(root, tt.files, tt.force); (err != nil) != tt.fails {
				t.Errorf("got %v", err)
			}
			for path, want := range tt.want {
				got, err := os.ReadFile(filepath.Join(root, path))
				if string(got) != want || want == "" && !errors.Is(err, os.ErrNotExist) {
					t.Errorf("%s holds %q, %v; want %q", path, got, err, want)
				}
			}
			if left, _ := filepath.Glob(root + "/*/.weir-*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
