package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cuelang.org/go/cue"
)

// Digest tells one state of a repository from another: it covers the path and bytes of every file that Repository would
// read under root, the modules beneath cue.mod, the tool and CUE. Two runs with one digest have one verdict.
func Digest(root string, o Options) (string, error) {
	t, err := find(root)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "weir %q cue %q\n", o.Version, cue.LanguageVersion())
	for _, folder := range t.folders {
		for _, name := range folder.files {
			if err := t.hash(h, join(folder.name, name)); err != nil {
				return "", err
			}
		}
	}
	if err := t.hashModules(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// hash adds a file's name and bytes, each with its length, so that no two states read alike.
func (t *tree) hash(h hash.Hash, name string) error {
	data, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	fmt.Fprintf(h, "%d %s %d\n", len(name), name, len(data))
	h.Write(data)
	return nil
}

// hashModules adds what lies in cue.mod: the module file, and packages copied into gen, pkg and usr.
func (t *tree) hashModules(h hash.Hash) error {
	return fs.WalkDir(os.DirFS(t.root), "cue.mod", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".cue") {
			return nil
		}
		return t.hash(h, name)
	})
}
