package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// HarvestFolder is where a repository keeps what it harvested of Trino versions: schema/trino/480.gz.
const HarvestFolder = "schema/trino"

// HarvestedName is the file, beside those of the schema, with the definitions that the harvested versions add.
const HarvestedName = "harvested_gen.cue"

// Harvested is where that file lies in a user's repository. The ledger does not list it: it is the user's.
const Harvested = SchemaFolder + "/" + HarvestedName

// Kept lists the files in the folder of a repository's copy of the schema that are not weir's: a harvest's definitions.
func Kept(root string) ([]string, error) {
	known, err := readLedger(root)
	if err != nil {
		return nil, err
	}
	for _, f := range Schema() {
		known[f.Path] = ""
	}
	var kept []string
	err = fs.WalkDir(os.DirFS(root), SchemaFolder, func(name string, entry fs.DirEntry, err error) error {
		if _, ours := known[name]; err == nil && !entry.IsDir() && !ours {
			kept = append(kept, name)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return kept, err
}

// Replace writes files below a folder, in place of what is there: all of them, or when one cannot be written none.
func Replace(root string, files []File) (err error) {
	var undo []func() error
	defer func() {
		if err == nil {
			return
		}
		for _, back := range slices.Backward(undo) {
			err = errors.Join(err, back())
		}
	}()
	for _, f := range files {
		name := at(root, f.Path)
		before, missing := os.ReadFile(name)
		var made []string
		if err := makeDir(filepath.Dir(name), &made); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
		undo = append(undo, func() error { return removeAll(made) })
		if err := replace(name, f.Data); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
		undo = append(undo, func() error {
			if missing != nil {
				return os.Remove(name)
			}
			return replace(name, before)
		})
	}
	return nil
}

// removeAll removes folders that were made, the innermost first.
func removeAll(made []string) error {
	var errs []error
	for _, name := range slices.Backward(made) {
		errs = append(errs, os.Remove(name))
	}
	return errors.Join(errs...)
}
