package main

import (
	"fmt"
	"io/fs"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"weir.local/schema"
)

// declarations is every definition of the schema with its fields; what is generated from Trino's own data is left to the
// files themselves, whose comments say all there is.
func declarations() (string, error) {
	var b strings.Builder
	b.WriteString("# Schema\n\nWhat may be declared. Imported as `weir.local/schema`. A field with `!` must be there, one with `?` need not be.\n" +
		"The properties of each connector and of the server's files are in `schema/connectors_gen.cue` and `schema/server_gen.cue`.\n")
	files, err := fs.Glob(schema.Files, "*.cue")
	if err != nil {
		return "", err
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_gen.cue") {
			continue
		}
		if err := file(&b, name); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func file(b *strings.Builder, name string) error {
	text, err := schema.Files.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(name, text, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, d := range f.Decls {
		if field, ok := d.(*ast.Field); ok {
			definition(b, field)
		}
	}
	return nil
}

func definition(b *strings.Builder, field *ast.Field) {
	fmt.Fprintf(b, "\n## %s\n\n%s", label(field), prose(field))
	body, ok := field.Value.(*ast.StructLit)
	if !ok {
		fmt.Fprintf(b, "\n`%s`\n", spelled(field.Value))
		return
	}
	var rows []string
	for _, e := range body.Elts {
		switch e := e.(type) {
		case *ast.EmbedDecl:
			rows = append(rows, fmt.Sprintf("| … | `%s` | its fields |", spelled(e.Expr)))
		case *ast.Field:
			rows = append(rows, fmt.Sprintf("| `%s` | `%s` | %s |", label(e), cell(spelled(e.Value)), cell(strings.TrimSpace(prose(e)))))
		}
	}
	fmt.Fprintf(b, "\n| field | value | what |\n|---|---|---|\n%s\n", strings.Join(rows, "\n"))
}

func label(f *ast.Field) string {
	name, _, err := ast.LabelName(f.Label)
	if err != nil {
		name = spelled(f.Label)
	}
	switch f.Constraint {
	case token.OPTION:
		return name + "?"
	case token.NOT:
		return name + "!"
	}
	return name
}

// prose is the comment above a field; lines that are indented are an example.
func prose(f *ast.Field) string {
	var text strings.Builder
	for _, group := range ast.Comments(f) {
		if !group.Doc {
			continue
		}
		for _, c := range group.List {
			line := strings.TrimPrefix(c.Text, "//")
			if !strings.HasPrefix(line, "\t") {
				line = strings.TrimPrefix(line, " ")
			}
			text.WriteString(line + "\n")
		}
	}
	return text.String()
}

func spelled(n ast.Node) string {
	text, err := format.Node(n, format.Simplify())
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text))
}

// cell is a text that fits a table's cell.
func cell(text string) string {
	if lines := strings.Split(text, "\n"); len(lines) > 1 && strings.HasPrefix(text, "{") {
		text = "{…}"
	}
	return strings.NewReplacer("\n", " ", "|", `\|`).Replace(text)
}
