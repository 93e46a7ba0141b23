package write

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
)

// survey is what lies in the directory, within the scope.
type survey struct {
	exists  bool
	marked  bool
	files   []string // slash paths, without the marker
	dirs    []string // a directory before what is beneath it
	staging []string // what killed runs left
}

func (w *writer) survey() (survey, error) {
	var s survey
	info, err := w.disk.Lstat(w.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case err != nil:
		return s, fmt.Errorf("looking at the output directory: %w", err)
	case !info.IsDir():
		return s, &ForeignFileError{Path: w.dir, Mode: info.Mode()}
	}
	s.exists = true
	return s, w.surveyTop(&s)
}

// surveyTop tells weir's own names from generated ones, and refuses a directory
// that is somebody else's before it looks any deeper.
func (w *writer) surveyTop(s *survey) error {
	entries, err := w.readDir("")
	if err != nil {
		return err
	}
	var generated []fs.DirEntry
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == w.mark && entry.Type().IsRegular():
			s.marked = true
		case strings.HasPrefix(name, staging) && entry.IsDir():
			s.staging = append(s.staging, name)
		case strings.HasPrefix(name, Marker) && entry.Type().IsRegular():
			return &NotOwnedError{Dir: w.dir, File: name, Mark: w.mark}
		case strings.HasPrefix(name, Marker):
			return w.foreign(name, entry)
		default:
			generated = append(generated, entry)
		}
	}
	if !s.marked && len(generated) > 0 {
		return &NotOwnedError{Dir: w.dir, File: generated[0].Name(), Mark: w.mark}
	}
	return w.surveyEntries(s, "", generated)
}

func (w *writer) surveyEntries(s *survey, above string, entries []fs.DirEntry) error {
	for _, entry := range entries {
		path := above + entry.Name()
		if !w.scope.holds(path) && !w.scope.crosses(path) {
			continue
		}
		switch {
		case entry.IsDir():
			if err := w.surveyDir(s, path); err != nil {
				return err
			}
		case entry.Type().IsRegular():
			s.files = append(s.files, path)
		default:
			return w.foreign(path, entry)
		}
	}
	return nil
}

func (w *writer) surveyDir(s *survey, path string) error {
	if w.scope.holds(path) {
		s.dirs = append(s.dirs, path)
	}
	entries, err := w.readDir(path)
	if err != nil {
		return err
	}
	return w.surveyEntries(s, path+"/", entries)
}

func (w *writer) readDir(path string) ([]fs.DirEntry, error) {
	entries, err := w.disk.ReadDir(w.at(path))
	if err != nil {
		return nil, fmt.Errorf("looking at the output directory: %w", err)
	}
	return entries, nil
}

func (w *writer) foreign(path string, entry fs.DirEntry) error {
	return &ForeignFileError{Path: w.at(path), Mode: entry.Type()}
}

// at is a slash path's place on the disk.
func (w *writer) at(path string) string {
	if path == "" {
		return w.dir
	}
	return w.dir + string(filepath.Separator) + filepath.FromSlash(path)
}
