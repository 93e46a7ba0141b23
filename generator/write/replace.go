package write

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Replace gives files of a directory new text, all of them or none: {"catalogs/hive.cue": …}. Was is what they held when the
// new text was made; a file that holds something else by now is an error.
func Replace(dir string, was, now map[string][]byte) error {
	return replace(realDisk{}, dir, was, now)
}

func replace(d disk, dir string, was, now map[string][]byte) (err error) {
	names := slices.Sorted(maps.Keys(now))
	var staged, replaced []string
	defer func() {
		for _, name := range staged {
			_ = d.Remove(beside(dir, name)) // to tidy up; there is none when it was renamed
		}
		if err == nil {
			return
		}
		for _, name := range slices.Backward(replaced) {
			err = errors.Join(err, put(d, dir, name, was[name]))
		}
	}()
	for _, name := range names {
		if err := unchanged(d, dir, name, was[name]); err != nil {
			return err
		}
		staged = append(staged, name)
		if err := stageBeside(d, dir, name, now[name]); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	for _, name := range names {
		if err := d.Rename(beside(dir, name), target(dir, name)); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		replaced = append(replaced, name)
	}
	return nil
}

// put writes one file through one beside it.
func put(d disk, dir, name string, data []byte) error {
	if err := stageBeside(d, dir, name, data); err != nil {
		return fmt.Errorf("putting %s back: %w", name, err)
	}
	return d.Rename(beside(dir, name), target(dir, name))
}

// unchanged makes sure that a file holds what it is thought to hold.
func unchanged(d disk, dir, name string, was []byte) error {
	f, err := d.Open(target(dir, name))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if !bytes.Equal(data, was) {
		return fmt.Errorf("%s changed while it was worked on", name)
	}
	return nil
}

func stageBeside(d disk, dir, name string, data []byte) error {
	_ = d.Remove(beside(dir, name)) // of a run that was killed; there is none otherwise
	f, err := d.Create(beside(dir, name))
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if info, err := d.Lstat(target(dir, name)); err == nil {
		_ = os.Chmod(beside(dir, name), info.Mode().Perm()) // as it was; the text matters more
	}
	return nil
}

// target is the file itself, where its name is a link.
func target(dir, name string) string {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if linked, err := filepath.EvalSymlinks(path); err == nil {
		return linked
	}
	return path
}

// beside is where new text lies until it is renamed.
func beside(dir, name string) string {
	path := target(dir, name)
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".weir")
}
