package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// digest covers the path and bytes of every file that was read, and the frame.
func (p *plan) digest(frame string) string {
	h := sha256.New()
	add(h, "frame", []byte(frame))
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		add(h, name, p.files[name].sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// frame covers what all files are read in: the tool, CUE, the data of Trino versions, and the packages copied beneath cue.mod.
func (p *plan) frame(trino harvested) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "weir %q cue %q\n", p.options.Version, cueVersion())
	for _, one := range trino {
		add(h, one.name, one.data)
	}
	if err := p.digestModules(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// add adds a file, its name and bytes with their lengths, so that no two states read alike.
func add(h hash.Hash, name string, data []byte) {
	fmt.Fprintf(h, "%d %s %d\n", len(name), name, len(data))
	h.Write(data)
}

// digestModules adds what lies in cue.mod: the module file, and packages copied into gen, pkg and usr.
func (p *plan) digestModules(h hash.Hash) error {
	return fs.WalkDir(os.DirFS(p.module.root), "cue.mod", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".cue") {
			return nil
		}
		data, err := os.ReadFile(p.module.abs(name))
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		add(h, name, data)
		return nil
	})
}
