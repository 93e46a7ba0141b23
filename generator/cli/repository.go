package cli

import (
	"os"
	"path/filepath"
	"slices"

	"weir.local/schema"
)

// repository finds the repository that the working directory lies in: the nearest folder with cue.mod/module.cue beside
// one of weir's folders.
func (t *tool) repository() (string, error) {
	module := ""
	for dir := t.Dir; ; dir = filepath.Dir(dir) {
		if isFile(filepath.Join(dir, "cue.mod", "module.cue")) {
			if holdsDeclarations(dir) {
				return dir, nil
			}
			if module == "" {
				module = dir
			}
		}
		if dir == filepath.Dir(dir) {
			return "", t.noRepository(module)
		}
	}
}

func (t *tool) noRepository(module string) error {
	const remedy = "`weir init DIR` writes one, `weir -C DIR` works in another"
	if module != "" {
		return misused(remedy, "the CUE module %s has none of %s, so it is no repository of weir's", t.shown(module), list(folders(), "or"))
	}
	return misused(remedy, "no repository of weir's here or above: that is a folder with cue.mod/module.cue and %s", list(folders(), "or"))
}

func holdsDeclarations(dir string) bool {
	return slices.ContainsFunc(folders(), func(name string) bool {
		info, err := os.Stat(filepath.Join(dir, name))
		return err == nil && info.IsDir()
	})
}

// folders are those that declarations lie in: "environments/", "clusters/", ….
func folders() []string {
	var names []string
	for _, r := range schema.Roots() {
		if name := r.Folder + "/"; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
