package scaffold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"weir.local/schema"
)

// SchemaFolder is where a user's repository keeps its copy of the schema, so that `import "weir.local/schema"` finds it.
const SchemaFolder = "cue.mod/gen/weir.local/schema"

// ledger lists the files of the copy with their checksums, as sha256sum does. What it does not list is the user's: a
// harvest of a Trino version that weir does not know.
const ledger = SchemaFolder + "/.weir"

// Schema is the schema as files of a repository, the ledger among them.
func Schema() []File {
	var files []File
	// The files are embedded: to walk them cannot fail.
	_ = fs.WalkDir(schema.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := schema.Files.ReadFile(name)
		files = append(files, File{Path: path.Join(SchemaFolder, name), Data: data})
		return err
	})
	return append(files, File{Path: ledger, Data: ledgerOf(files)})
}

func ledgerOf(files []File) []byte {
	var b bytes.Buffer
	b.WriteString("# The files of this folder that are weir's: `weir schema update` writes them.\n")
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", checksum(f.Data), strings.TrimPrefix(f.Path, SchemaFolder+"/"))
	}
	return b.Bytes()
}

func checksum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Changes says by path what differs between a repository's copy of the schema and weir's.
type Changes struct {
	Add    []string
	Change []string // older or newer than weir's
	Edited []string // changed by hand: as neither weir nor the ledger has it
	Remove []string // weir's once, and no more
}

// None reports whether the copy is as weir has it.
func (c Changes) None() bool { return c.Len() == 0 }

// Len is the number of files that differ.
func (c Changes) Len() int { return len(c.Add) + len(c.Change) + len(c.Edited) + len(c.Remove) }

// CompareSchema compares the copy of the schema in a repository.
func CompareSchema(root string) (Changes, error) {
	var c Changes
	known, err := readLedger(root)
	if err != nil {
		return c, err
	}
	for _, f := range Schema() {
		there, err := os.ReadFile(at(root, f.Path))
		sum, listed := known[f.Path]
		delete(known, f.Path)
		switch {
		case errors.Is(err, os.ErrNotExist):
			c.Add = append(c.Add, f.Path)
		case err != nil:
			return c, err
		case bytes.Equal(there, f.Data):
		case f.Path != ledger && (!listed || checksum(there) != sum):
			c.Edited = append(c.Edited, f.Path)
		default:
			c.Change = append(c.Change, f.Path)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if _, err := os.Stat(at(root, name)); err == nil {
			c.Remove = append(c.Remove, name)
		}
	}
	return c, nil
}

// UpdateSchema brings the copy into line and returns what it changed. A file that is not weir's stays as it is.
func UpdateSchema(root string) (Changes, error) {
	c, err := CompareSchema(root)
	if err != nil || c.None() {
		return c, err
	}
	for _, f := range Schema() { // the ledger is the last: until then it says what was
		if slices.Contains(slices.Concat(c.Add, c.Change, c.Edited), f.Path) {
			if err := replace(at(root, f.Path), f.Data); err != nil {
				return c, fmt.Errorf("writing %s: %w", f.Path, err)
			}
		}
	}
	for _, name := range c.Remove {
		if err := os.Remove(at(root, name)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// replace writes a file whole: under another name first, then renamed.
func replace(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	temporary := filepath.Join(filepath.Dir(name), ".weir-new")
	if err := os.WriteFile(temporary, data, 0o666); err != nil {
		_ = os.Remove(temporary) // to tidy up after the error that is reported
		return err
	}
	return os.Rename(temporary, name)
}

// readLedger are the checksums by path of what weir wrote before.
func readLedger(root string) (map[string]string, error) {
	known := map[string]string{}
	data, err := os.ReadFile(at(root, ledger))
	if errors.Is(err, os.ErrNotExist) {
		return known, nil
	}
	for line := range strings.Lines(string(data)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if ok && !strings.HasPrefix(line, "#") && fs.ValidPath(name) {
			known[path.Join(SchemaFolder, name)] = sum
		}
	}
	return known, err
}

func at(root, name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
