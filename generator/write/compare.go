package write

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"weir.local/generator/artifact"
)

// Compare says what Apply would do, and does nothing. Beneath names the parts
// of the directory to look at ("prod"); without any it is all of it.
func Compare(dir string, tree artifact.Tree, beneath ...string) (Changes, error) {
	p, err := newWriter(realDisk{}, dir, beneath).plan(tree)
	return p.changes, err
}

type writer struct {
	disk  disk
	dir   string
	scope scope
	mark  string // the marker of this kind of directory
	buf   []byte // what is read to compare
}

func newWriter(d disk, dir string, beneath []string) *writer {
	return &writer{disk: d, dir: filepath.Clean(dir), scope: beneath, mark: Marker}
}

// plan is what there is, what there should be, and the difference.
type plan struct {
	survey  survey
	wanted  []artifact.File
	stale   []artifact.File // to be written: new or changed, the marker first
	changes Changes
}

func (w *writer) plan(tree artifact.Tree) (plan, error) {
	files, err := wanted(tree, w.scope, w.mark)
	if err != nil {
		return plan{}, err
	}
	s, err := w.survey()
	if err != nil {
		return plan{}, err
	}
	p := plan{survey: s, wanted: files}
	return p, w.compare(&p)
}

func (w *writer) compare(p *plan) error {
	undeclared := make(map[string]bool, len(p.survey.files)+1)
	undeclared[w.mark] = p.survey.marked
	for _, path := range p.survey.files {
		undeclared[path] = true
	}
	for _, f := range p.wanted {
		if !undeclared[f.Path] {
			p.changes.Add = append(p.changes.Add, f.Path)
			p.stale = append(p.stale, f)
			continue
		}
		undeclared[f.Path] = false
		same, err := w.same(f)
		if err != nil {
			return fmt.Errorf("comparing the output directory: %w", err)
		}
		if !same {
			p.changes.Change = append(p.changes.Change, f.Path)
			p.stale = append(p.stale, f)
		}
	}
	for _, path := range p.survey.files {
		if undeclared[path] {
			p.changes.Remove = append(p.changes.Remove, path)
		}
	}
	slices.Sort(p.changes.Add)
	slices.Sort(p.changes.Change)
	slices.Sort(p.changes.Remove)
	return nil
}

// same reads no more of a file than it takes to tell it from the wanted one.
func (w *writer) same(f artifact.File) (bool, error) {
	file, err := w.disk.Open(w.at(f.Path))
	if err != nil {
		return false, err
	}
	defer file.Close() // nothing was written: there is nothing to lose
	w.buf = slices.Grow(w.buf[:0], len(f.Data)+1)[:len(f.Data)+1]
	n, err := io.ReadFull(file, w.buf)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return bytes.Equal(w.buf[:n], f.Data), nil
}
