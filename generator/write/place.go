package write

import (
	"errors"
	"io/fs"
	"strings"
)

// place renames what is staged into place and removes what is not declared:
// after that, so that a kill leaves too much rather than too little, unless
// something undeclared lies where a new file has to go.
func (w *writer) place(p plan, s staged) error {
	blocked := p.isBlocked()
	if blocked {
		if err := w.removeUndeclared(p); err != nil {
			return err
		}
	}
	if err := w.renameAll(p, s); err != nil {
		return err
	}
	if err := w.disk.Remove(w.at(s.dir)); err != nil {
		return err
	}
	if blocked {
		return nil
	}
	return w.removeUndeclared(p)
}

func (w *writer) renameAll(p plan, s staged) error {
	there := p.neededDirs()
	made := map[string]bool{"": true}
	for _, dir := range p.survey.dirs {
		made[dir] = there[dir]
	}
	for i, f := range s.files {
		if err := w.makeDirs(parent(f.Path), made); err != nil {
			return err
		}
		if err := w.disk.Rename(w.at(s.name(i)), w.at(f.Path)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) makeDirs(dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	if err := w.makeDirs(parent(dir), made); err != nil {
		return err
	}
	// One above the scope was not looked at: it may be there.
	if err := w.disk.Mkdir(w.at(dir)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	made[dir] = true
	return nil
}

// removeUndeclared removes the undeclared files, then the directories that hold
// nothing declared, the deepest first.
func (w *writer) removeUndeclared(p plan) error {
	for _, path := range p.changes.Remove {
		if err := w.disk.Remove(w.at(path)); err != nil {
			return err
		}
	}
	needed := p.neededDirs()
	for i := len(p.survey.dirs) - 1; i >= 0; i-- {
		if dir := p.survey.dirs[i]; !needed[dir] {
			if err := w.disk.Remove(w.at(dir)); err != nil {
				return err
			}
		}
	}
	return nil
}

// neededDirs is every directory that holds a declared file.
func (p plan) neededDirs() map[string]bool {
	needed := map[string]bool{}
	for _, f := range p.wanted {
		for dir := parent(f.Path); dir != "" && !needed[dir]; dir = parent(dir) {
			needed[dir] = true
		}
	}
	return needed
}

// isBlocked reports whether something undeclared has the name of a declared
// file or of a directory above one, or, for the disk of a Mac, the same name in
// another case.
func (p plan) isBlocked() bool {
	needed := p.neededDirs()
	spelled := map[string]string{}
	for dir := range needed {
		spelled[strings.ToLower(dir)] = dir
	}
	for _, f := range p.wanted {
		spelled[strings.ToLower(f.Path)] = f.Path
	}
	blocks := func(path string) bool { return spelled[strings.ToLower(path)] != "" }
	for _, path := range p.changes.Remove {
		if blocks(path) {
			return true
		}
	}
	for _, dir := range p.survey.dirs {
		if !needed[dir] && blocks(dir) {
			return true
		}
	}
	return false
}

// parent is the directory above a path, "" for the top.
func parent(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}
