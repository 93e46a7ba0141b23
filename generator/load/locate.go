package load

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// Locate fills in line and column of every finding, and of the places related to it, from the parsed files. A place whose
// field is not there gets its nearest parent's line.
func Locate(root string, list diag.List) diag.List {
	return NewLocator(root).Locate(list)
}

// Where is the line of a place, and whether the field itself stands there (false: its nearest parent).
func Where(root string, place source.Place) (source.Pos, bool) {
	return NewLocator(root).Where(place)
}

// Locator finds lines of places and parses each file once.
type Locator struct {
	root  string
	files map[string]*ast.File
}

// NewLocator is a Locator for the repository at root.
func NewLocator(root string) *Locator {
	return &Locator{root: root, files: map[string]*ast.File{}}
}

// Locate is the list with every line filled in that is not known yet.
func (l *Locator) Locate(list diag.List) diag.List {
	located := slices.Clone(list)
	for i, d := range located {
		located[i].Pos = l.position(d.Place, d.Pos)
		located[i].Related = slices.Clone(d.Related)
		for j, related := range d.Related {
			located[i].Related[j].Pos = l.position(related.Place, related.Pos)
		}
	}
	return located
}

func (l *Locator) position(place source.Place, known source.Pos) source.Pos {
	if known.Line > 0 || place.File == "" {
		return known
	}
	pos, _ := l.Where(place)
	return pos
}

// Where is the line of a place, and whether the field itself stands there (false: its nearest parent).
func (l *Locator) Where(place source.Place) (source.Pos, bool) {
	if place.File == "" {
		return source.Pos{}, false
	}
	node, exact := spot(l.file(place.File), place.Path)
	return position(place.File, node), exact
}

func (l *Locator) file(name string) *ast.File {
	if f, known := l.files[name]; known {
		return f
	}
	data, err := os.ReadFile(filepath.Join(l.root, filepath.FromSlash(name)))
	if err != nil {
		data = nil
	}
	f, _ := parser.ParseFile(name, data) // what can be read of a broken file is enough
	l.files[name] = f
	return f
}

func position(file string, p token.Pos) source.Pos {
	if !p.IsValid() {
		return source.Pos{File: file}
	}
	at := p.Position()
	return source.Pos{File: file, Line: at.Line, Col: at.Column}
}

// spot is the position of a path in a file, and whether the path itself is there; otherwise its nearest parent's.
// A field with a plain value is found at its value, one that holds fields at its label.
func spot(f *ast.File, p source.Path) (token.Pos, bool) {
	found := descend(f, p)
	if len(found.fields) == 0 {
		return token.NoPos, len(p) == 0
	}
	return found.pos(), found.depth == len(p)
}

// place is where a walk down a path came to.
type reached struct {
	fields []held // every field (or item) that stands at the path
	depth  int    // labels of the path that were found
}

// held is a labelled value: a field, or an item of a list (without a label).
type held struct {
	label ast.Node
	value ast.Expr
}

func (r reached) pos() token.Pos {
	for _, h := range r.fields {
		if h.label == nil || !holdsFields(h.value) {
			return h.value.Pos()
		}
	}
	return r.fields[0].label.Pos()
}

// descend walks down a path as far as the file goes.
func descend(f *ast.File, p source.Path) reached {
	var r reached
	if f == nil {
		return r
	}
	under := fieldsOf(f.Decls)
	for depth, label := range p {
		var next []held
		for _, h := range under {
			if labelOf(h.label) == label && h.label != nil {
				next = append(next, h)
			}
		}
		if depth > 0 {
			next = append(next, items(r.fields, label)...)
		}
		if len(next) == 0 {
			break
		}
		r = reached{fields: next, depth: depth + 1}
		under = nil
		for _, h := range next {
			under = append(under, inside(h.value)...)
		}
	}
	return r
}

// items are the elements of lists among the fields that an index label names: "[2]", or "2" as CUE's errors say it.
func items(fields []held, label string) []held {
	if n := len(label); n > 2 && label[0] == '[' {
		label = label[1 : n-1]
	}
	i, err := strconv.Atoi(label)
	if err != nil || i < 0 {
		return nil
	}
	var found []held
	for _, h := range fields {
		for _, e := range operands(h.value) {
			if list, ok := e.(*ast.ListLit); ok && i < len(list.Elts) {
				found = append(found, held{value: list.Elts[i]})
			}
		}
	}
	return found
}

// inside are the fields of a value: those of a struct, of both sides of "&", of what is embedded.
func inside(e ast.Expr) []held {
	var found []held
	for _, part := range operands(e) {
		if s, ok := part.(*ast.StructLit); ok {
			found = append(found, fieldsOf(s.Elts)...)
		}
	}
	return found
}

// operands are the parts of a value that hold at once.
func operands(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return operands(e.X)
	case *ast.Alias:
		return operands(e.Expr)
	case *ast.BinaryExpr:
		if e.Op == token.AND {
			return append(operands(e.X), operands(e.Y)...)
		}
	}
	return []ast.Expr{e}
}

func fieldsOf(decls []ast.Decl) []held {
	var found []held
	for _, d := range decls {
		switch d := d.(type) {
		case *ast.Field:
			found = append(found, held{d.Label, d.Value})
		case *ast.EmbedDecl:
			found = append(found, inside(d.Expr)...)
		}
	}
	return found
}

func holdsFields(e ast.Expr) bool {
	for _, part := range operands(e) {
		if _, ok := part.(*ast.StructLit); ok {
			return true
		}
	}
	return false
}

// labelOf is a field's name without quotes; empty for patterns and computed names.
func labelOf(n ast.Node) string {
	if alias, ok := n.(*ast.Alias); ok {
		n = alias.Expr
	}
	label, ok := n.(ast.Label)
	if !ok {
		return ""
	}
	name, _, err := ast.LabelName(label)
	if err != nil {
		return ""
	}
	return name
}
