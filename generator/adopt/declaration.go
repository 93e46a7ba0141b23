package adopt

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/literal"

	"weir.local/schema"
)

// Declaration is one value to declare, a file of its own.
type Declaration struct {
	Kind       schema.Kind
	Name       string // "orders"
	Definition string // "MySQL"
	Fields     Fields
}

// Fields are the fields of a struct in the order in which they are written.
type Fields []Field

// Field is one of them. Value is a string, bool, json.Number, []string, Fields, []Fields or schema.Reference.
type Field struct {
	Label string
	Value any
}

// With is the fields with one more; nothing when its value says nothing.
func (f Fields) With(name string, value any) Fields {
	switch v := value.(type) {
	case nil:
		return f
	case string:
		if v == "" {
			return f
		}
	case json.Number:
		if v == "" {
			return f
		}
	case []string:
		if v == nil {
			return f
		}
	case Fields:
		if len(v) == 0 {
			return f
		}
	case []Fields:
		if len(v) == 0 {
			return f
		}
	case schema.Reference:
		if v == (schema.Reference{}) {
			return f
		}
	}
	return append(f, Field{name, value})
}

// whole is a whole number as a field's value.
func whole(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// Path is the declaration's file: "catalogs/orders.cue". Files that CUE would not read (x_test.cue), and the folder's own
// file of constraints, are stepped aside from.
func (d Declaration) Path() string {
	folder := rootOf(d.Kind).Folder
	base := d.Name
	if strings.HasSuffix(base, "_test") || strings.HasSuffix(base, "_tool") || base == folder {
		base += "_" + strings.ReplaceAll(string(d.Kind), " ", "_")
	}
	return folder + "/" + base + ".cue"
}

func rootOf(kind schema.Kind) schema.Root {
	for _, root := range schema.Roots() {
		if root.Kind == kind {
			return root
		}
	}
	return schema.Root{}
}

// Source is the file's text, as CUE's own formatter leaves it.
func (d Declaration) Source() ([]byte, error) {
	root := rootOf(d.Kind)
	var b strings.Builder
	b.WriteString("package " + root.Folder + "\n\nimport \"weir.local/schema\"\n\n")
	for _, name := range append(append([]string{}, root.Path...), d.Name) {
		b.WriteString(labelText(name) + ": ")
	}
	b.WriteString("schema.#" + d.Definition + " & {\n")
	for _, f := range d.Fields {
		writeField(&b, f)
	}
	b.WriteString("}\n")
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		return nil, fmt.Errorf("formatting %s: %w", d.Path(), err)
	}
	return out, nil
}

func labelText(name string) string {
	if ast.StringLabelNeedsQuoting(name) {
		return literal.String.Quote(name)
	}
	return name
}

// writeField writes a field; a struct of one field is written in one line, as people write it.
func writeField(b *strings.Builder, f Field) {
	b.WriteString(labelText(f.Label) + ": ")
	switch v := f.Value.(type) {
	case Fields:
		if len(v) == 1 {
			writeField(b, v[0])
			return
		}
		writeStruct(b, v)
	case []Fields:
		b.WriteString("[\n")
		for _, item := range v {
			writeStruct(b, item)
			b.WriteString(",\n")
		}
		b.WriteString("]")
	case schema.Reference:
		writeReference(b, v)
	case []string:
		var items []string
		for _, s := range v {
			items = append(items, literal.String.Quote(s))
		}
		b.WriteString("[" + strings.Join(items, ", ") + "]")
	case string:
		b.WriteString(literal.String.Quote(v))
	default:
		fmt.Fprint(b, v)
	}
	b.WriteString("\n")
}

func writeStruct(b *strings.Builder, fields Fields) {
	b.WriteString("{\n")
	for _, f := range fields {
		writeField(b, f)
	}
	b.WriteString("}")
}

func writeReference(b *strings.Builder, r schema.Reference) {
	fields := Fields{}.With("parameter", r.Parameter).With("secret", r.Secret).With("key", r.Key)
	if len(fields) == 1 {
		b.WriteString(labelText(fields[0].Label) + ": " + literal.String.Quote(fields[0].Value.(string)))
		return
	}
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Label+": "+literal.String.Quote(f.Value.(string)))
	}
	b.WriteString("{" + strings.Join(parts, ", ") + "}")
}
