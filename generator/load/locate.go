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
	root    string
	overlay map[string][]byte // Options.Overlay
	files   map[string]*ast.File
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
	data, over := l.overlay[name]
	if !over {
		data, _ = os.ReadFile(filepath.Join(l.root, filepath.FromSlash(name)))
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
	if found.depth == 0 {
		return token.NoPos, len(p) == 0
	}
	if found.depth < len(p) {
		return found.labelPos(), false
	}
	return found.pos(), true
}

// reached is where a walk down a path came to.
type reached struct {
	fields []held      // every field or item that stands there
	depth  int         // labels of the path that were found
	path   source.Path // those labels, items of lists as "[2]"
}

// held is a value with its name: a field, or an item of a list.
type held struct {
	field *ast.Field
	list  *ast.ListLit
	index int
}

func (h held) value() ast.Expr {
	if h.field != nil {
		return h.field.Value
	}
	return h.list.Elts[h.index]
}

// pos is the place of the value, of a literal before others, or of the label when the value holds fields.
func (r reached) pos() token.Pos {
	for _, h := range r.fields {
		if _, literal := h.value().(*ast.BasicLit); literal {
			return h.value().Pos()
		}
	}
	for _, h := range r.fields {
		if !holdsFields(h.value()) {
			return h.value().Pos()
		}
	}
	return r.labelPos()
}

// labelPos is the place of the name.
func (r reached) labelPos() token.Pos {
	h := r.fields[0]
	if h.field != nil {
		return h.field.Label.Pos()
	}
	return h.value().Pos()
}

// descend walks down a path as far as the file goes.
func descend(f *ast.File, p source.Path) reached {
	var r reached
	if f == nil {
		return r
	}
	inner := fieldsOf(f.Decls)
	for _, label := range p {
		var next []held
		name := label
		for _, h := range inner {
			if labelOf(h.field) == label {
				next = append(next, h)
			}
		}
		if len(next) == 0 {
			next, name = items(r.fields, label)
		}
		if len(next) == 0 {
			break
		}
		r = reached{fields: next, depth: r.depth + 1, path: append(r.path, name)}
		inner = nil
		for _, h := range next {
			inner = append(inner, inside(h.value())...)
		}
	}
	return r
}

// items are the elements of lists among the fields that a label names, "[2]" or, as CUE's errors say it, "2"; and the label's proper form.
func items(fields []held, label string) ([]held, string) {
	digits := label
	if n := len(label); n > 2 && label[0] == '[' {
		digits = label[1 : n-1]
	}
	i, err := strconv.Atoi(digits)
	if err != nil || i < 0 {
		return nil, label
	}
	var found []held
	for _, h := range fields {
		for _, e := range operands(h.value()) {
			if list, ok := e.(*ast.ListLit); ok && i < len(list.Elts) {
				found = append(found, held{list: list, index: i})
			}
		}
	}
	return found, source.Index(i)
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
			found = append(found, held{field: d})
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
func labelOf(f *ast.Field) string {
	label := ast.Node(f.Label)
	if alias, ok := label.(*ast.Alias); ok {
		label = alias.Expr
	}
	named, ok := label.(ast.Label)
	if !ok {
		return ""
	}
	name, _, err := ast.LabelName(named)
	if err != nil {
		return ""
	}
	return name
}
