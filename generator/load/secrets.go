package load

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
)

// hidden stands in messages for what must not be printed.
const hidden = "(hidden)"

// secrets are the texts of files that stand where a secret belongs: no message may repeat them.
type secrets map[string]bool

// secretsIn collects every literal under a name that the schema gives to references somewhere: whether the declaration
// names its definition rightly does not matter then.
func secretsIn(files []*file, names map[string]bool) secrets {
	s := secrets{}
	for _, f := range files {
		ast.Walk(f.syntax, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && names[labelOf(field)] {
				s.collect(field.Value)
			}
			return true
		}, nil)
	}
	return s
}

// references are the fields and properties that take a reference in some definition of the schema.
func (i *imports) references() map[string]bool {
	names := map[string]bool{}
	inst := i.get(schemaPath)
	if inst == nil {
		return names
	}
	for _, f := range inst.Files {
		ast.Walk(f, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && isReference(field.Value) {
				names[labelOf(field)] = true
			}
			return true
		}, nil)
	}
	return names
}

func isReference(e ast.Expr) bool {
	ident, ok := e.(*ast.Ident)
	return ok && ident.Name == "#Reference"
}

// collect takes the literals of a value, save those that a reference has in its proper fields.
func (s secrets) collect(e ast.Expr) {
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			return !proper(n)
		case *ast.BasicLit:
			s.add(n.Value)
		}
		return true
	}, nil)
}

// proper says whether a field is one of a reference as it should be.
func proper(f *ast.Field) bool {
	text := ""
	if lit, ok := f.Value.(*ast.BasicLit); ok {
		text, _ = literal.Unquote(lit.Value)
	}
	switch labelOf(f) {
	case "parameter":
		return strings.HasPrefix(text, "/")
	case "secret", "key":
		return text != ""
	}
	return false
}

func (s secrets) add(raw string) {
	s[raw] = true
	if text, err := literal.Unquote(raw); err == nil && text != "" {
		s[text] = true
		s[literal.String.Quote(text)] = true
	}
}

// hide takes secrets out of a text.
func (s secrets) hide(text string) string {
	longest := slices.SortedFunc(maps.Keys(s), func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for _, secret := range longest {
		if len(secret) > 2 {
			text = strings.ReplaceAll(text, secret, hidden)
		}
	}
	return text
}

// holds says whether a text repeats a secret.
func (s secrets) holds(text string) bool { return s.hide(text) != text }
