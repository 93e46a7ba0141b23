package write

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"weir.local/generator/artifact"
)

// Apply makes the directory what the tree says and returns what it changed.
// Beneath names the parts to look at ("prod"); without any it is all of it.
//
// New content is prepared whole in a staging directory; only then are files
// renamed into place one by one, and what is not declared removed. An error
// from before that leaves everything as it was; after an error from later, or a
// kill, every file is whole and a second Apply does the rest.
func Apply(dir string, tree artifact.Tree, beneath ...string) (Changes, error) {
	return newWriter(realDisk{}, dir, beneath).apply(tree)
}

// Extract is Apply for a directory of one node's files.
func Extract(dir string, tree artifact.Tree) (Changes, error) {
	w := newWriter(realDisk{}, dir, nil)
	w.mark = ExtractMarker
	return w.apply(tree)
}

func (w *writer) apply(tree artifact.Tree) (Changes, error) {
	p, err := w.plan(tree)
	if err != nil {
		return Changes{}, err
	}
	if err := w.sweep(p.survey.staging); err != nil {
		return Changes{}, fmt.Errorf("removing what a killed run left: %w", err)
	}
	if len(p.stale) > 0 {
		if err := w.stageAndPlace(p); err != nil {
			return Changes{}, err
		}
	} else if err := w.removeUndeclared(p); err != nil {
		return Changes{}, unfinished(err)
	}
	return p.changes, nil
}

func (w *writer) stageAndPlace(p plan) error {
	made, err := w.makeTop(p.survey.exists)
	if err != nil {
		return fmt.Errorf("preparing the output, of which nothing was changed: %w", err)
	}
	s, err := w.stage(p.stale)
	if err != nil {
		w.removeAll(made)
		return fmt.Errorf("preparing the output, of which nothing was changed: %w", err)
	}
	if err := w.place(p, s); err != nil {
		w.discard(s)
		return unfinished(err)
	}
	return nil
}

func unfinished(err error) error {
	return fmt.Errorf("writing the output: %w; every file there is whole, run it again to finish", err)
}

// makeTop makes the output directory and what is missing above it, and returns
// what it made, the deepest first.
func (w *writer) makeTop(exists bool) (made []string, err error) {
	if exists {
		return nil, nil
	}
	missing := []string{w.dir}
	for above := filepath.Dir(w.dir); ; above = filepath.Dir(above) {
		if _, err := w.disk.Lstat(above); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, above)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := w.disk.Mkdir(missing[i]); err != nil {
			w.removeAll(made)
			return nil, err
		}
		made = append([]string{missing[i]}, made...)
	}
	return made, nil
}

// removeAll tidies up after another error, which is the one to report.
func (w *writer) removeAll(names []string) {
	for _, name := range names {
		_ = w.disk.Remove(name)
	}
}
