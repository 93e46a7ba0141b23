package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"weir.local/generator/artifact"
)

// ExistsError says that files are there already.
type ExistsError struct{ Paths []string }

func (e *ExistsError) Error() string {
	if len(e.Paths) == 1 {
		return e.Paths[0] + " is there already"
	}
	return strings.Join(e.Paths, ", ") + " are there already"
}

// Add writes new files into a repository, all of them or none. A file that is there is an ExistsError; force replaces it.
// Symbolic links are neither followed nor replaced.
func Add(root string, files []artifact.File, force bool) error {
	if err := addable(root, files, force); err != nil {
		return err
	}
	var undo []func()
	rollback := func(err error) error {
		for _, back := range slices.Backward(undo) {
			back()
		}
		return err
	}
	for _, f := range files {
		name := filepath.Join(root, filepath.FromSlash(f.Path))
		old, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return rollback(fmt.Errorf("reading %s: %w", f.Path, err))
		}
		there := err == nil
		if err := placeNew(root, name, f.Data, force, &undo); err != nil {
			return rollback(fmt.Errorf("writing %s: %w", f.Path, err))
		}
		undo = append(undo, func() { restore(name, old, there) })
	}
	return nil
}

// addable refuses what is in the way of the files.
func addable(root string, files []artifact.File, force bool) error {
	var there []string
	for _, f := range files {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("writing %s: %w", f.Path, err)
		case !info.Mode().IsRegular():
			return &ForeignFileError{Path: f.Path, Mode: info.Mode()}
		case !force:
			there = append(there, f.Path)
		}
	}
	if len(there) > 0 {
		return &ExistsError{there}
	}
	return nil
}

// placeNew writes a file whole: under another name first, so that no one reads half of it.
func placeNew(root, name string, data []byte, force bool, undo *[]func()) error {
	dir := filepath.Dir(name)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && dir != root {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		*undo = append(*undo, func() { _ = os.Remove(dir) })
	}
	temp, err := os.CreateTemp(dir, ".weir-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(0o644), temp.Close())
	switch {
	case err == nil && force:
		err = os.Rename(temp.Name(), name)
	case err == nil:
		err = os.Link(temp.Name(), name) // unlike a renaming, it refuses what somebody has put there meanwhile
	}
	if err != nil || !force {
		_ = os.Remove(temp.Name())
	}
	return err
}

// restore brings a file back as it was; it tidies up after the error that is reported.
func restore(name string, old []byte, there bool) {
	if there {
		_ = os.WriteFile(name, old, 0o644)
		return
	}
	_ = os.Remove(name)
}

// Trial copies a repository's CUE files into a new directory of the system's, with files added, so that what they would do
// can be known before they are written. The caller calls remove.
func Trial(root string, files []artifact.File) (dir string, remove func(), err error) {
	dir, err = os.MkdirTemp("", "weir-trial-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) }
	if err = copyDeclarations(root, dir); err == nil {
		err = Add(dir, files, true)
	}
	if err != nil {
		remove()
		return "", nil, err
	}
	return dir, remove, nil
}

// declares says whether a file of a repository belongs to its declarations: "catalogs/orders.cue", "schema/trino/480.gz".
func declares(name string) bool {
	return path.Ext(name) == ".cue" || strings.HasPrefix(name, "cue.mod/") || strings.HasPrefix(name, "schema/trino/")
}

// copyDeclarations copies every CUE file, all of cue.mod, and what was harvested of Trino; hidden folders and out/ are left out.
func copyDeclarations(root, to string) error {
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && rel != "." && (strings.HasPrefix(entry.Name(), ".") || rel == "out"):
			return fs.SkipDir
		case entry.IsDir() || !entry.Type().IsRegular() || !declares(filepath.ToSlash(rel)):
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		copied := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(copied), 0o777); err != nil {
			return err
		}
		return os.WriteFile(copied, data, 0o644)
	})
}
