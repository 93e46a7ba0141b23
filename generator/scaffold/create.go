package scaffold

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// InTheWay lists what lies in a directory that is to become a repository: everything but Git's own folder. None is there
// when the directory is not.
func InTheWay(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if e.Name() != ".git" {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Create writes files into a directory, none of which may be there. When one cannot be written it takes back what it made.
func Create(dir string, files []File) (err error) {
	var made []string
	defer func() {
		if err == nil {
			return
		}
		for _, name := range slices.Backward(made) {
			_ = os.Remove(name) // to tidy up after the error that is reported
		}
	}()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := makeDir(filepath.Dir(name), &made); err != nil {
			return err
		}
		if err := create(name, f.Data); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
		made = append(made, name)
	}
	return nil
}

// makeDir makes a directory with all that is missing above it, and notes what it made.
func makeDir(dir string, made *[]string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(dir); above != dir {
		if err := makeDir(above, made); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	*made = append(*made, dir)
	return nil
}

// create writes a file that must not be there yet.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(name) // half a file is worse than none
	}
	return err
}
