package load

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// file is one CUE file of the repository.
type file struct {
	name   string // slash path relative to the root: "catalogs/orders.cue"
	data   []byte
	sum    digest    // of the data
	syntax *ast.File // as much as could be read; nil when it is let go
	broken []errors.Error

	key      digest // for the cache
	looked   bool
	recalled bool // its result is that of an earlier run
	class    class
	told     diag.List // what is wrong with the file as such
	result   result    // of its evaluation
}

// read reads a file's bytes.
func (m module) read(f *file) (err error) {
	data, over := m.overlay[f.name]
	if !over {
		if data, err = os.ReadFile(m.abs(f.name)); err != nil {
			return fmt.Errorf("reading %s: %w", f.name, err)
		}
	}
	f.data, f.sum = data, sha256.Sum256(data)
	return nil
}

// parsed makes sure that a file is parsed.
func (m module) parsed(f *file) {
	if f.syntax != nil {
		return
	}
	var err error
	if f.syntax, err = m.parse(m.abs(f.name), f.data); err != nil {
		f.broken = errors.Errors(errors.Promote(err, ""))
	}
	if f.syntax == nil {
		f.syntax = &ast.File{}
	}
}

// forget lets the parsed file go: a repository may have many.
func (f *file) forget() { f.syntax = nil }

// plain says whether the bytes mean what they are: cue's loader also reads other encodings.
func (f *file) plain() bool {
	return utf8.Valid(f.data) && !bytes.HasPrefix(f.data, []byte("\ufeff")) && bytes.IndexByte(f.data, 0) < 0
}

// packageName is the name in the package clause; empty without one.
func (f *file) packageName() string { return f.syntax.PackageName() }

// beginning is where the package clause stands, else the first line.
func (f *file) beginning() source.Pos {
	for _, d := range f.syntax.Decls {
		if p, ok := d.(*ast.Package); ok && p.Name.Pos().IsValid() {
			return position(f.name, p.Name.Pos())
		}
	}
	return source.Pos{File: f.name, Line: 1, Col: 1}
}
