package load

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"weir.local/generator/source"
	"weir.local/schema"
)

// form is what may be done with a file.
type form int

const (
	irregular  form = iota // evaluated with its whole package
	regular                // declares by literal names and reaches over no edge: evaluated with any neighbours
	constraint             // only patterns, for all declarations of the package
)

// class is a file's form and what it declares.
type class struct {
	form     form
	declared []declared
}

// declared is a literal name under one of schema.Roots.
type declared struct {
	root  schema.Root
	name  string
	named bool // it takes its fields from a definition
}

func (d declared) path() source.Path { return d.root.Path.Append(d.name) }

// key tells declarations apart: no kind and no name are the same.
func (d declared) key() string { return string(d.root.Kind) + "\x00" + d.name }

// classify judges a file of a folder that holds declarations, from its syntax alone.
func classify(f *file, roots []schema.Root) class {
	c := classifier{roots: roots, ok: f.plain()}
	for _, d := range f.syntax.Decls {
		c.top(d)
	}
	result := class{form: irregular, declared: c.declared}
	switch {
	case !c.ok || c.patterns > 0 && len(c.declared) > 0:
	case c.patterns > 0:
		result.form = constraint
	default:
		result.form = regular
	}
	return result
}

type classifier struct {
	roots    []schema.Root
	declared []declared
	patterns int
	ok       bool // no irregularity yet
}

func (c *classifier) top(d ast.Decl) {
	switch d := d.(type) {
	case *ast.Package, *ast.ImportDecl, *ast.CommentGroup:
	case *ast.Field:
		c.field(d, nil)
	default:
		c.ok = false
	}
}

// field looks at a field above the declarations' names: lake, lake.datasets.
func (c *classifier) field(f *ast.Field, above source.Path) {
	label := plainLabel(f)
	if label == "" {
		c.ok = false
		return
	}
	path := above.Append(label)
	body, isStruct := f.Value.(*ast.StructLit)
	if !isStruct || !c.leadsToRoot(path) {
		c.ok = false
		return
	}
	for _, elt := range body.Elts {
		inner, isField := elt.(*ast.Field)
		_, isComment := elt.(*ast.CommentGroup)
		switch {
		case isComment:
		case !isField:
			c.ok = false
		case c.rootAt(path) != nil:
			c.member(inner, *c.rootAt(path))
		default:
			c.field(inner, path)
		}
	}
}

// member looks at what stands under a root: a declaration or a pattern.
func (c *classifier) member(f *ast.Field, root schema.Root) {
	if list, ok := f.Label.(*ast.ListLit); ok && len(list.Elts) == 1 && f.Constraint == token.ILLEGAL {
		c.patterns++
		c.ok = c.ok && within(f, f.Value) && within(f, list)
		return
	}
	name := plainLabel(f)
	if name == "" {
		c.ok = false
		return
	}
	c.declare(declared{root: root, name: name, named: names(f.Value)})
	c.ok = c.ok && within(f.Value, f.Value)
}

// declare notes a declaration once, in however many parts the file says it.
func (c *classifier) declare(d declared) {
	if i := slices.IndexFunc(c.declared, func(o declared) bool { return o.key() == d.key() }); i >= 0 {
		c.declared[i].named = c.declared[i].named || d.named
		return
	}
	c.declared = append(c.declared, d)
}

func (c *classifier) leadsToRoot(p source.Path) bool {
	return slices.ContainsFunc(c.roots, func(r schema.Root) bool {
		return len(p) <= len(r.Path) && slices.Equal(r.Path[:len(p)], p)
	})
}

func (c *classifier) rootAt(p source.Path) *schema.Root {
	for i, r := range c.roots {
		if slices.Equal(r.Path, p) {
			return &c.roots[i]
		}
	}
	return nil
}

// plainLabel is the name of an ordinary field: no definition, not hidden, no "?" or "!", no alias, no attribute; else empty.
func plainLabel(f *ast.Field) string {
	if f.Constraint != token.ILLEGAL || f.Alias != nil || len(f.Attrs) > 0 {
		return ""
	}
	name, isIdent, err := ast.LabelName(f.Label)
	if err != nil || isIdent && (strings.HasPrefix(name, "_") || strings.HasPrefix(name, "#")) {
		return ""
	}
	switch l := f.Label.(type) {
	case *ast.Ident:
		return name
	case *ast.BasicLit:
		if l.Kind == token.STRING {
			return name
		}
	}
	return ""
}

// within says whether every name used in a value is bound inside the edge, by an import, or not in this file at all:
// then no other file can change what it means, as files of a batch declare nothing but the roots.
func within(edge, value ast.Node) bool {
	ok := true
	ast.Walk(value, func(n ast.Node) bool {
		ident, isIdent := n.(*ast.Ident)
		if !isIdent || ident.Node == nil {
			return ok
		}
		if _, imported := ident.Node.(*ast.ImportSpec); !imported && !encloses(edge, ident.Node) {
			ok = false
		}
		return ok
	}, nil)
	return ok
}

func encloses(edge, n ast.Node) bool {
	from, to := edge.Pos().Offset(), edge.End().Offset()
	return n.Pos().IsValid() && n.Pos().Offset() >= from && n.End().Offset() <= to
}
