package adopt

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"weir.local/schema"
)

// Preset is a definition of the schema that fills in properties of a connector from friendly fields: #MySQL.
type Preset struct {
	Name      string // "MySQL"
	Connector string // "mysql"
	Fields    []PresetField
	templates []template // sorted by property
	empty     bool       // it adds nothing to the connector: #TPCH
}

// PresetField is a field that the templates take, or that the definition asks for.
type PresetField struct {
	Name      string // "host"
	Required  bool
	Default   string // "3306"; empty: none
	Reference bool   // it takes a reference to a secret, and nothing else
	Number    bool

	value cue.Value
}

// template is a property and what it is filled from.
type template struct {
	property string
	parts    []part
}

// part is literal text of a template, or the name of a field.
type part struct {
	text  string
	field bool
}

// Presets are those of the schema that this program carries, by name.
var Presets = sync.OnceValues(readPresets)

func readPresets() ([]Preset, error) {
	root, err := carriedSchema()
	if err != nil {
		return nil, fmt.Errorf("reading the schema's presets: %w", err)
	}
	var all []Preset
	iter, err := root.Fields(cue.Definitions(true))
	for err == nil && iter.Next() {
		if p, ok := presetOf(strings.TrimPrefix(iter.Selector().String(), "#"), iter.Value()); ok {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b Preset) int { return cmp.Compare(a.Name, b.Name) })
	return all, err
}

// carriedSchema is the package schema, evaluated.
func carriedSchema() (cue.Value, error) {
	inst := build.NewContext().NewInstance("schema", nil)
	names, err := fs.Glob(schema.Files, "*.cue")
	if err != nil {
		return cue.Value{}, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			return cue.Value{}, err
		}
		file, err := parser.ParseFile(name, data)
		if err != nil {
			return cue.Value{}, err
		}
		if err := inst.AddSyntax(file); err != nil {
			return cue.Value{}, err
		}
	}
	v := cuecontext.New().BuildInstance(inst)
	return v, v.Err()
}

// presetOf reads a definition that has a connector's name and templates.
func presetOf(name string, v cue.Value) (Preset, bool) {
	connector, err := v.LookupPath(cue.ParsePath("connector")).String()
	if err != nil {
		return Preset{}, false
	}
	p := Preset{Name: name, Connector: connector}
	iter, err := v.LookupPath(cue.ParsePath("preset")).Fields()
	for err == nil && iter.Next() {
		text, _ := iter.Value().String()
		p.templates = append(p.templates, template{iter.Selector().Unquoted(), partsOf(text)})
	}
	slices.SortFunc(p.templates, func(a, b template) int { return cmp.Compare(a.property, b.property) })
	p.empty = len(p.templates) == 0
	p.Fields = fieldsOf(v)
	return p, err == nil
}

// general are the fields that every catalog has, beside the definition's own.
func general() []string {
	return []string{"name", "connector", "owner", "clusters", "description", "only", "waive", "preset", "properties", "environments"}
}

func fieldsOf(v cue.Value) []PresetField {
	var all []PresetField
	iter, err := v.Fields(cue.Optional(true))
	for err == nil && iter.Next() {
		sel := iter.Selector()
		name := strings.TrimRight(sel.String(), "?!")
		if slices.Contains(general(), name) {
			continue
		}
		f := PresetField{Name: name, Required: sel.ConstraintType() == cue.RequiredConstraint, value: iter.Value()}
		kind := iter.Value().IncompleteKind()
		f.Reference, f.Number = kind == cue.StructKind, kind&(cue.IntKind|cue.FloatKind) != 0
		if d, ok := iter.Value().Default(); ok && kind != cue.StructKind {
			f.Default = strings.Trim(fmt.Sprint(d), `"`)
		}
		all = append(all, f)
	}
	return all
}

// partsOf cuts a template at its placeholders: "jdbc:mysql://{host}:{port}".
func partsOf(text string) []part {
	var parts []part
	for text != "" {
		open := strings.IndexByte(text, '{')
		end := strings.IndexByte(text, '}')
		if open < 0 || end < open {
			return append(parts, part{text: text})
		}
		if open > 0 {
			parts = append(parts, part{text: text[:open]})
		}
		parts = append(parts, part{text[open+1 : end], true})
		text = text[end+1:]
	}
	return parts
}

// field is the one of a name.
func (p Preset) field(name string) (PresetField, bool) {
	for _, f := range p.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return PresetField{}, false
}

// takes says whether a field may have a value.
func (f PresetField) takes(value string) bool {
	ctx := cuecontext.New()
	given := ctx.Encode(value)
	if f.Number {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return false
		}
		given = ctx.Encode(n)
	}
	return f.value.Unify(given).Validate(cue.Concrete(true)) == nil
}

// alone is the field that a template is, when it is exactly one: "{password}".
func (t template) alone() (string, bool) {
	if len(t.parts) == 1 && t.parts[0].field {
		return t.parts[0].text, true
	}
	return "", false
}

// backwards finds the fields of a text that the template made.
func (t template) backwards(value string) (map[string]string, bool) {
	found := map[string]string{}
	for i, p := range t.parts {
		if !p.field {
			rest, ok := strings.CutPrefix(value, p.text)
			if !ok {
				return nil, false
			}
			value = rest
			continue
		}
		field := value
		if i+1 < len(t.parts) {
			end := strings.Index(value, t.parts[i+1].text)
			if end < 0 {
				return nil, false
			}
			field = value[:end]
		}
		if before, twice := found[p.text]; field == "" || twice && before != field {
			return nil, false
		}
		found[p.text], value = field, value[len(field):]
	}
	return found, value == ""
}

// forwards fills the template; nothing when a field of it has no value.
func (t template) forwards(field func(string) string) (string, bool) {
	var b strings.Builder
	for _, p := range t.parts {
		text := p.text
		if p.field {
			if text = field(p.text); text == "" {
				return "", false
			}
		}
		b.WriteString(text)
	}
	return b.String(), true
}
