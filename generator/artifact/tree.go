package artifact

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// Tree is everything weir generates, in memory. Its zero value is empty and
// ready to use; a copy of a Tree is the same tree.
type Tree struct {
	files map[string]File
	taken map[string]taken // by path in lower case: files and the directories above them
}

// taken is a name that a file of the tree needs.
type taken struct {
	path string // as it is spelled
	file string // the file that needs it: path itself, or the first file beneath it
}

// Add puts a file into the tree. It returns a *PathError for a path that no
// file of out/ may have, and a *ConflictError when a file at that path, at the
// same path in another case, or at a directory above or beneath it is there
// already; the tree is then as before.
func (t *Tree) Add(f File) error {
	if f.err != nil {
		return f.err
	}
	if err := checkPath(f.Path); err != nil {
		return err
	}
	if err := t.conflict(f); err != nil {
		return err
	}
	t.put(f)
	return nil
}

// Files returns the files sorted by path.
func (t *Tree) Files() []File {
	files := make([]File, 0, len(t.files))
	for _, path := range slices.Sorted(maps.Keys(t.files)) {
		files = append(files, t.files[path])
	}
	return files
}

// Lookup returns the file at path: prod/adhoc/helm/values.yaml.
func (t *Tree) Lookup(path string) (File, bool) {
	f, ok := t.files[path]
	return f, ok
}

// Len is the number of files.
func (t *Tree) Len() int { return len(t.files) }

func (t *Tree) put(f File) {
	if t.files == nil {
		t.files, t.taken = map[string]File{}, map[string]taken{}
	}
	t.files[f.Path] = f
	for name := range upwards(f.Path) {
		if folded := strings.ToLower(name); t.taken[folded].path == "" {
			t.taken[folded] = taken{path: name, file: f.Path}
		}
	}
}

// conflict looks at the file's own name and at every directory above it. Two
// names that differ only in case are one file on a Mac.
func (t *Tree) conflict(f File) error {
	for name := range upwards(f.Path) {
		there, ok := t.taken[strings.ToLower(name)]
		switch {
		case !ok:
		case there.path != name:
			return t.conflictWith(f, there.file, "differs only in case from")
		case name == f.Path && there.file == f.Path:
			return t.conflictWith(f, there.file, "is generated twice: also as")
		case name == f.Path:
			return t.conflictWith(f, there.file, "is a file where a directory is needed by")
		case there.file == name:
			return t.conflictWith(f, there.file, "needs a directory where there is the file")
		default:
			return nil // a known directory, and so are all above it
		}
	}
	return nil
}

// upwards yields prod/adhoc/values.yaml, prod/adhoc, prod.
func upwards(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for path != "" && yield(path) {
			path = path[:max(0, strings.LastIndexByte(path, '/'))]
		}
	}
}
