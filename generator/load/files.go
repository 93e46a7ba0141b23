package load

import (
	"bytes"
	"fmt"
	"os"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"
)

// file is one CUE file of the repository.
type file struct {
	name   string // slash path relative to the root: "catalogs/orders.cue"
	data   []byte
	syntax *ast.File // as much as could be read
	broken []errors.Error
	class  class
}

// read reads and parses a file.
func (m module) read(name string) (*file, error) {
	data, err := os.ReadFile(m.abs(name))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	f := &file{name: name, data: data}
	f.syntax, err = m.parse(m.abs(name), data)
	if err != nil {
		f.broken = errors.Errors(errors.Promote(err, ""))
	}
	return f, nil
}

// plain says whether the bytes mean what they are: cue's loader also reads other encodings.
func (f *file) plain() bool {
	return utf8.Valid(f.data) && !bytes.HasPrefix(f.data, []byte("\ufeff")) && bytes.IndexByte(f.data, 0) < 0
}

// packageName is the name in the package clause; empty without one.
func (f *file) packageName() string {
	if f.syntax == nil {
		return ""
	}
	return f.syntax.PackageName()
}

// packagePos is where the package clause stands, else the first thing in the file.
func (f *file) packagePos() token.Pos {
	for _, d := range f.syntax.Decls {
		if p, ok := d.(*ast.Package); ok {
			return p.Name.Pos()
		}
	}
	return f.syntax.Pos()
}
