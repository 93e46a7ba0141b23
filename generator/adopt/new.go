package adopt

import (
	"fmt"
	"slices"
	"strings"

	"weir.local/generator/nearest"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// New is a catalog to declare from scratch, as `weir add` is told of it.
type New struct {
	Name        string
	Preset      string // "MySQL"; empty: by the connector alone
	Connector   string // "prometheus", where there is no preset
	Description string
	Owner       string
	Clusters    []string
	Only        []string
	Set         []Setting // fields of the preset and properties of the connector, as they were given
	Secrets     string    // "/lake/{environment}"
	Version     int       // of Trino
}

// Setting is a name and a value, as a person wrote them: host, db.example.
type Setting struct{ Name, Value string }

// Problem is what is wrong with something that was written, and what to write.
type Problem struct{ Message, Remedy string }

func (p *Problem) Error() string { return p.Message }

func problem(remedy, format string, args ...any) *Problem {
	return &Problem{fmt.Sprintf(format, args...), remedy}
}

// PresetOf is the preset of a name.
func PresetOf(name string) (Preset, bool) {
	presets, _ := Presets()
	i := slices.IndexFunc(presets, func(p Preset) bool { return strings.EqualFold(p.Name, name) })
	if i < 0 {
		return Preset{}, false
	}
	return presets[i], true
}

// Required are the fields that the preset asks for and that no reference stands for by itself.
func (p Preset) Required() []PresetField {
	return slices.DeleteFunc(p.inOrder(), func(f PresetField) bool { return !f.Required || f.Reference })
}

// Check says what is wrong with a field's value.
func (f PresetField) Check(value string) error {
	switch {
	case f.Reference:
		_, err := Reference(value)
		return err
	case !f.takes(value):
		return problem(f.wanted(), "%s cannot be %s", f.Name, quoted(value))
	}
	return nil
}

// wanted is what a field takes, in CUE's own words.
func (f PresetField) wanted() string {
	if text := fmt.Sprint(f.value); len(text) < 200 && !strings.Contains(text, "\n") {
		return "the schema takes " + text
	}
	return "docs/reference/schema.md says what it takes"
}

// Reference reads a reference as it is written on a command line: "/lake/{environment}/orders/password" is a parameter,
// "secret:orders#password" the key of a secret, "secret:sheets" a secret as a whole.
func Reference(value string) (schema.Reference, error) {
	if strings.HasPrefix(value, "/") {
		return schema.Reference{Parameter: value}, nil
	}
	if rest, ok := strings.CutPrefix(value, "secret:"); ok && rest != "" && rest[0] != '#' {
		name, key, _ := strings.Cut(rest, "#")
		return schema.Reference{Secret: name, Key: key}, nil
	}
	return schema.Reference{}, problem("write a parameter's name, /lake/{environment}/orders/password, or secret:orders#password", "a secret is a reference, never a literal")
}

// Declaration is the catalog's, with the secrets that somebody stores. An error is a *Problem.
func (n New) Declaration() (Declaration, []Secret, error) {
	d := Declaration{Kind: schema.KindCatalog, Name: n.Name, Definition: "Catalog"}
	if !fileName.MatchString(n.Name) {
		return d, nil, problem("write lower-case letters, digits and _: orders", "%s cannot be the name of a catalog", quoted(n.Name))
	}
	preset, isPreset := PresetOf(n.Preset)
	connector := n.Connector
	if isPreset {
		connector, d.Definition = preset.Connector, preset.Name
	} else {
		d.Fields = d.Fields.With("connector", connector)
	}
	file, known := Options{Version: n.Version}.release().Connector(connector)
	if !known {
		return d, nil, problem("", "Trino has no connector %s", quoted(connector))
	}
	d.Fields = d.Fields.With("owner", n.Owner).With("description", n.Description).With("clusters", n.Clusters).With("only", n.Only)
	set := map[string]Setting{}
	for _, s := range n.Set {
		if _, twice := set[s.Name]; twice {
			return d, nil, problem("leave one of them out", "%s is set twice", quoted(s.Name))
		}
		set[s.Name] = s
	}
	fields, secrets, err := n.fields(preset, set)
	if err != nil {
		return d, nil, err
	}
	own, err := n.properties(preset, file, set)
	d.Fields = append(d.Fields, fields...).With("properties", own)
	return d, secrets, err
}

// fields are the preset's. A reference that was not given is to lie where weir would look for it first.
func (n New) fields(p Preset, set map[string]Setting) (Fields, []Secret, error) {
	var fields Fields
	var secrets []Secret
	for _, f := range p.inOrder() {
		s, given := set[f.Name]
		switch {
		case given && s.Value != "":
			if err := f.Check(s.Value); err != nil {
				return nil, nil, err
			}
		case f.Reference && f.Required:
			s.Value = Options{Secrets: n.Secrets}.reference("", n.Name, f.Name).Parameter
		case f.Required:
			return nil, nil, problem(f.wanted(), "%s is missing", f.Name)
		default:
			continue
		}
		switch {
		case f.Reference:
			ref, err := Reference(s.Value)
			if err != nil {
				return nil, nil, err
			}
			fields = fields.With(f.Name, ref)
			secrets = append(secrets, Secret{Reference: ref, For: "catalog " + n.Name + ": " + f.Name})
		case s.Value == f.Default:
		case f.Number:
			fields = fields.With(f.Name, typed("int", s.Value))
		default:
			fields = fields.With(f.Name, s.Value)
		}
	}
	return fields, secrets, nil
}

// properties are what was set and is no field of the preset: the connector's own.
func (n New) properties(p Preset, file *trino.File, set map[string]Setting) (Fields, error) {
	var own []setting
	for _, s := range set {
		if _, isField := p.field(s.Name); isField {
			continue
		}
		property, status := file.Lookup(s.Name)
		if status != trino.Known && status != trino.Legacy {
			return nil, problem(n.meant(p, file, s.Name), "%s is no property of connector %s", quoted(s.Name), file.Name)
		}
		one := setting{key: s.Name, value: s.Value}
		if property.Sensitive {
			ref, err := Reference(s.Value)
			if err != nil {
				return nil, err
			}
			one.value, one.ref = "", ref
		}
		own = append(own, one)
	}
	return properties(file, own), nil
}

// meant is the remedy for a name that is neither a field nor a property.
func (n New) meant(p Preset, file *trino.File, name string) string {
	var have []string
	for _, f := range p.Fields {
		have = append(have, f.Name)
	}
	for _, property := range file.Properties() {
		have = append(have, property.Name)
	}
	if near := nearest.Names(name, have, 2); len(near) > 0 {
		return "write " + strings.Join(near, " or ")
	}
	return "docs/reference/schema.md lists them"
}
