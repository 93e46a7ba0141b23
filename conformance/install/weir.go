package install

import (
	"os"
	"path/filepath"
)

// weir is the binary under test: $WEIR, or built from this repository.
func (c cache) weir() (string, error) {
	if given := os.Getenv("WEIR"); given != "" {
		return filepath.Abs(given)
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	path := filepath.Join(c.dir, "weir")
	return path, c.run("building weir", "go", "build", "-C", root, "-o", path, "./generator/weir")
}
