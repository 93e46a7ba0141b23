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
	root    string   // absolute
	folders []folder // those with CUE files, in order
}

// folder is a folder and the CUE files in it.
type folder struct {
	name  string   // slash path relative to the root: "catalogs", "." for the root itself
	files []string // sorted: "orders.cue"
}

// find lists the CUE files under root that cue reads for `./...`.
func find(root string) (*tree, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", root, err)
	}
	t := &tree{root: abs}
	byFolder := map[string]*folder{}
	err = fs.WalkDir(os.DirFS(abs), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading %s: %w", name, err)
		case entry.IsDir() && skipped(abs, name):
			return fs.SkipDir
		case !entry.IsDir() && isSource(entry.Name()):
			dir := path.Dir(name)
			if byFolder[dir] == nil {
				byFolder[dir] = &folder{name: dir}
			}
			byFolder[dir].files = append(byFolder[dir].files, entry.Name())
		}
		return nil
	})
	for _, f := range byFolder {
		t.folders = append(t.folders, *f)
	}
	slices.SortFunc(t.folders, func(a, b folder) int { return strings.Compare(a.name, b.name) })
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
