package write

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// declarations are two files with their old and new text.
func declarations(t *testing.T) (dir string, was, now map[string][]byte) {
	t.Helper()
	dir = t.TempDir()
	was = map[string][]byte{"catalogs/a.cue": []byte("a\n"), "clusters/b.cue": []byte("b\n")}
	now = map[string][]byte{"catalogs/a.cue": []byte("A\n"), "clusters/b.cue": []byte("B\n")}
	for name, data := range was {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755), os.WriteFile(filepath.Join(dir, name), data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, was, now
}

// holds makes sure that a directory holds these files and no others.
func holds(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	hidden, _ := filepath.Glob(filepath.Join(dir, "*", ".*"))
	if err != nil || len(all) != len(files) || len(hidden) > 0 {
		t.Errorf("there lie %v, %v", all, hidden)
	}
	for name, want := range files {
		if got, _ := os.ReadFile(filepath.Join(dir, name)); string(got) != string(want) {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
}

func TestReplace(t *testing.T) {
	dir, was, now := declarations(t)
	if err := Replace(dir, was, now); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, now)
	if info, _ := os.Stat(filepath.Join(dir, "catalogs/a.cue")); info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v", info.Mode())
	}
}

func TestReplaceIsAllOrNothing(t *testing.T) {
	broken := errors.New("no space left")
	failed := 0
	for k := 1; k < 30; k++ {
		dir, was, now := declarations(t)
		if err := replace(failOnce(k, broken), dir, was, now); err != nil {
			failed++
			if !errors.Is(err, broken) {
				t.Errorf("step %d: %v", k, err)
			}
			holds(t, dir, was)
		} else {
			holds(t, dir, now)
		}
	}
	if failed < 10 {
		t.Errorf("only %d steps failed", failed)
	}
}

func TestReplaceLeavesAFileThatChangedMeanwhile(t *testing.T) {
	dir, was, now := declarations(t)
	was["clusters/b.cue"] = []byte("b as it was\n")
	if err := Replace(dir, was, now); err == nil || !strings.Contains(err.Error(), "clusters/b.cue changed") {
		t.Errorf("error is %v", err)
	}
	was["clusters/b.cue"] = []byte("b\n")
	holds(t, dir, was)
}

func TestReplaceFollowsALink(t *testing.T) {
	dir, was, now := declarations(t)
	shared := filepath.Join(t.TempDir(), "shared.cue")
	link := filepath.Join(dir, "catalogs/a.cue")
	if err := errors.Join(os.Rename(link, shared), os.Symlink(shared, link), Replace(dir, was, now)); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, now)
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
}
