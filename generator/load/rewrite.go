package load

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"

	"weir.local/generator/source"
)

// EditKind says what becomes of a field.
type EditKind string

// The kinds of edit.
const (
	Rename EditKind = "rename" // Text is the new name
	Remove EditKind = "remove"
	Set    EditKind = "set" // Text is the new value, as CUE spells it
)

// Edit is one change of one field that a user wrote: {Rename, catalogs/hive.cue: catalogs.hive.properties."a.b", "c.d"}.
type Edit struct {
	Kind  EditKind
	Place source.Place
	Text  string
}

// Rewritten is what edits make of files. Nothing is written.
type Rewritten struct {
	Files map[string][]byte // those that change, by their path in the repository
	Was   map[string][]byte // what they held
	Done  []Done            // by file and line
	Left  []Left            // edits that cannot be made, in the order given
}

// Done is an edit that was made, and the line that it was made on.
type Done struct {
	Edit
	Pos source.Pos
	Was string // of Set: the value that was there
}

// Left is an edit that was not made: "the file is irregular".
type Left struct {
	Edit
	Why string
}

// Rewrite applies edits to the text of the repository's declarations. What is not edited stays as it is, comments among it;
// a file that was formatted as `cue fmt` does stays so. Files that reach over their own edge are left alone: what a field
// means there cannot be told from the field.
func Rewrite(root string, edits []Edit) (Rewritten, error) {
	r := Rewritten{Files: map[string][]byte{}, Was: map[string][]byte{}}
	byFile := map[string][]Edit{}
	var names []string
	for _, e := range edits {
		if len(byFile[e.Place.File]) == 0 {
			names = append(names, e.Place.File)
		}
		byFile[e.Place.File] = append(byFile[e.Place.File], e)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := r.file(root, name, byFile[name]); err != nil {
			return Rewritten{}, err
		}
	}
	return r, nil
}

func (r *Rewritten) file(root, name string, edits []Edit) error {
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	f := &file{name: name, data: data}
	if f.syntax, err = parser.ParseFile(name, data, parser.ParseComments); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if roots := rootsIn(path.Dir(name)); len(roots) == 0 || classify(f, roots).form != regular {
		for _, e := range edits {
			r.Left = append(r.Left, Left{e, "the file is irregular: its declarations take their meaning from elsewhere too"})
		}
		return nil
	}
	var pieces []splice
	for _, e := range edits {
		c, why := f.splice(e)
		switch {
		case why != "":
			r.Left = append(r.Left, Left{e, why})
		case !slices.ContainsFunc(pieces, c.overlaps):
			pieces = append(pieces, c)
			r.Done = append(r.Done, c.done)
		}
	}
	text, err := spliced(data, pieces)
	if err != nil {
		return fmt.Errorf("rewriting %s: %w", name, err)
	}
	if !bytes.Equal(text, data) {
		r.Files[name], r.Was[name] = text, data
	}
	return nil
}

// splice is a piece of a file's text and what takes its place.
type splice struct {
	from, to int // offsets
	text     string
	done     Done
}

func (c splice) overlaps(o splice) bool { return c.from < o.to && o.from < c.to }

// spliced is a text with its pieces made; formatted, when it was.
func spliced(data []byte, pieces []splice) ([]byte, error) {
	slices.SortFunc(pieces, func(a, b splice) int { return cmp.Compare(b.from, a.from) })
	text := slices.Clone(data)
	for _, c := range pieces {
		text = slices.Concat(text[:c.from], []byte(c.text), text[c.to:])
	}
	formatted, err := format.Source(text)
	if err != nil {
		return nil, err
	}
	if before, err := format.Source(data); err == nil && bytes.Equal(before, data) {
		return formatted, nil
	}
	return text, nil
}

// splice finds the text that an edit is about, or says why it cannot.
func (f *file) splice(e Edit) (splice, string) {
	way := trail(f.syntax, e.Place.Path)
	if way == nil {
		return splice{}, "it is not written there as a field of its own"
	}
	last := way[len(way)-1]
	c := splice{done: Done{Edit: e, Pos: position(f.name, last.field.Label.Pos())}}
	switch e.Kind {
	case Rename:
		if slices.ContainsFunc(last.beside, func(d ast.Decl) bool { return labelled(d, e.Text) }) {
			return splice{}, e.Text + " is written there too"
		}
		c.from, c.to, c.text = last.field.Label.Pos().Offset(), last.field.Label.End().Offset(), literal.Label.Quote(e.Text)
		if _, quoted := last.field.Label.(*ast.BasicLit); quoted {
			c.text = strconv.Quote(e.Text)
		}
	case Set:
		value, ok := last.field.Value.(*ast.BasicLit)
		if !ok {
			return splice{}, "its value is not written there as such"
		}
		c.from, c.to, c.text, c.done.Was = value.Pos().Offset(), value.End().Offset(), e.Text, value.Value
	case Remove:
		c.from, c.to = f.extent(outermost(way, len(rootsIn(path.Dir(f.name))[0].Path)))
	}
	return c, ""
}

// step is a field on the way to another, and the declarations that it stands among.
type step struct {
	field  *ast.Field
	beside []ast.Decl
}

// trail is the fields that lead to a path, when each stands there by its name exactly once.
func trail(f *ast.File, p source.Path) []step {
	var way []step
	beside := f.Decls
	for _, label := range p {
		var next *step
		for _, d := range beside {
			if !labelled(d, label) {
				continue
			}
			if next != nil {
				return nil
			}
			next = &step{d.(*ast.Field), beside}
		}
		if next == nil {
			return nil
		}
		way = append(way, *next)
		beside = nil
		for _, part := range operands(next.field.Value) {
			if s, ok := part.(*ast.StructLit); ok {
				if beside != nil {
					return nil
				}
				beside = s.Elts
			}
		}
	}
	return way
}

func labelled(d ast.Decl, label string) bool {
	field, ok := d.(*ast.Field)
	return ok && labelOf(field) == label
}

// outermost is the field to remove so that nothing empty stays: properties, when the removed one is all it holds. Labels
// above a declaration's own fields stay.
func outermost(way []step, above int) step {
	i := len(way) - 1
	for i > above+1 && len(way[i].beside) == 1 && isStruct(way[i-1].field.Value) {
		i--
	}
	return way[i]
}

func isStruct(e ast.Expr) bool {
	_, ok := e.(*ast.StructLit)
	return ok
}

// extent is the text of a field with what belongs to it: its comments and whole lines, or its comma among others on a line.
func (f *file) extent(s step) (from, to int) {
	from, to = s.field.Pos().Offset(), s.field.End().Offset()
	for _, group := range ast.Comments(s.field) {
		from, to = min(from, group.Pos().Offset()), max(to, group.End().Offset())
	}
	start := bytes.LastIndexByte(f.data[:from], '\n') + 1
	end := to
	if i := bytes.IndexByte(f.data[to:], '\n'); i >= 0 {
		end = to + i + 1
	}
	blank := len(bytes.TrimSpace(f.data[start:from])) == 0 && len(bytes.Trim(f.data[to:end], ", \t\r\n")) == 0
	i := slices.Index(s.beside, ast.Decl(s.field))
	switch {
	case blank && bytes.HasSuffix(f.data[:start], []byte("{\n")) && bytes.HasPrefix(f.data[end:], []byte("\n")):
		return start, end + 1
	case blank:
		return start, end
	case i+1 < len(s.beside):
		return from, s.beside[i+1].Pos().Offset()
	case i > 0:
		return s.beside[i-1].End().Offset(), to
	}
	return from, to
}
