package load

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// tree is the repository's folders as `cue vet ./...` walks them.
type tree struct {
	root  string    // absolute
	files []foundIn // folders with CUE files, in order
}

// foundIn is a folder and the CUE files in it.
type foundIn struct {
	folder string   // slash path relative to the root: "catalogs", "." for the root itself
	files  []string // names, sorted: "orders.cue"
}

// find lists the CUE files under root that cue reads for `./...`.
func find(root string) (*tree, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", root, err)
	}
	if _, err := os.Stat(filepath.Join(abs, "cue.mod", "module.cue")); err != nil {
		return nil, fmt.Errorf("%s is no weir repository: it has no cue.mod/module.cue (weir init writes one)", root)
	}
	t := &tree{root: abs}
	byFolder := map[string]*foundIn{}
	err = fs.WalkDir(os.DirFS(abs), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading %s: %w", name, err)
		case entry.IsDir() && skipped(abs, name):
			return fs.SkipDir
		case !entry.IsDir() && isSource(entry.Name()):
			folder := path.Dir(name)
			if byFolder[folder] == nil {
				byFolder[folder] = &foundIn{folder: folder}
			}
			byFolder[folder].files = append(byFolder[folder].files, entry.Name())
		}
		return nil
	})
	for _, f := range byFolder {
		t.files = append(t.files, *f)
	}
	slices.SortFunc(t.files, func(a, b foundIn) int { return strings.Compare(a.folder, b.folder) })
	return t, err
}

// skipped says whether cue leaves a folder out: cue.mod, hidden ones, test data, and modules of their own.
func skipped(root, name string) bool {
	if name == "." {
		return false
	}
	base := path.Base(name)
	if name == "cue.mod" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name), "cue.mod"))
	return err == nil
}

// isSource says whether cue reads a file as part of a package.
func isSource(base string) bool {
	return strings.HasSuffix(base, ".cue") && !strings.HasSuffix(base, "_tool.cue") && !strings.HasSuffix(base, "_test.cue") &&
		!strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "_")
}
