package adopt

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"weir.local/generator/nearest"
	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// fileName is what a declaration's name and so its file may be made of.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$`)

// Catalog takes one catalog's file.
func Catalog(in Input, o Options) (Result, error) {
	var r Result
	all, ok := r.settings(in)
	if !ok {
		return r, nil
	}
	name := strings.TrimSuffix(path.Base(strings.ReplaceAll(in.Name, `\`, "/")), ".properties")
	return r, r.catalog(name, all, source.Pos{File: in.Name, Line: 1}, o)
}

// catalog makes a declaration of a catalog's settings.
func (r *Result) catalog(name string, all []setting, at source.Pos, o Options) error {
	if !fileName.MatchString(name) {
		r.refuse(at, quoted(name)+" cannot be the name of a catalog", "name the file after the catalog: letters, digits and _, as in orders.properties")
		return nil
	}
	i := slices.IndexFunc(all, func(s setting) bool { return s.key == "connector.name" })
	if i < 0 {
		r.refuse(at, "there is no connector.name, so this is no catalog", "write connector.name=mysql, or whatever it connects to")
		return nil
	}
	connector := all[i].value
	if connector == "" || strings.Contains(connector, "$") {
		r.refuse(all[i].at, "connector.name says nothing", "write the connector's name: connector.name=mysql")
		return nil
	}
	rest := slices.Delete(slices.Clone(all), i, i+1)
	file, known := o.release().Connector(connector)
	if !known {
		because := "Trino has no connector of this name"
		if near := nearest.Names(connector, o.release().Connectors(), 1); len(near) > 0 {
			because += "; did you mean " + near[0] + "?"
		}
		r.note(all[i].at, "connector.name", because)
	}
	presets, err := Presets()
	if err != nil {
		return err
	}
	rest = r.hide(o, owner{"catalog " + name, name}, file, rest, useOf(presets, connector))
	d := Declaration{Kind: schema.KindCatalog, Name: name, Definition: "Catalog"}
	head := Fields{}.With("owner", o.owner(r, d)).With("clusters", o.Clusters).With("only", o.only())
	d.Fields = append(Fields{{"connector", connector}}, head...)
	for _, p := range presets {
		if p.Connector != connector {
			continue
		}
		bound, own, because := p.fit(o, rest)
		if because == "" {
			d.Definition, d.Fields, rest = p.Name, append(head, bound...), own
			break
		}
		r.note(at, "catalog "+name, "schema.#"+p.Name+" does not say the same: "+because)
	}
	d.Fields = d.Fields.With("properties", properties(file, rest))
	r.Declarations = append(r.Declarations, d)
	return nil
}

// owner is who answers for what is imported.
func (o Options) owner(r *Result, d Declaration) string {
	if o.Owner == "" {
		r.guess(d, "owner", "unknown", "no file says who answers for it; --owner does")
	}
	return cmp.Or(o.Owner, "unknown")
}

// properties are settings as the struct of that name, sorted.
func properties(file *trino.File, all []setting) Fields {
	var fields Fields
	for _, s := range slices.SortedFunc(slices.Values(all), func(a, b setting) int { return cmp.Compare(a.key, b.key) }) {
		fields = append(fields, property(file, s))
	}
	return fields
}

// useOf names a property in the name of its parameter: by the field that the connector's preset has for it ("password"), or
// by itself. A login that the preset takes by reference is wanted as one.
func useOf(presets []Preset, connector string) func(key string) (name string, wanted bool) {
	return func(key string) (string, bool) {
		for _, p := range presets {
			for _, t := range p.templates {
				if name, alone := t.alone(); p.Connector == connector && t.property == key && alone {
					f, _ := p.field(name)
					return name, f.Reference
				}
			}
		}
		return key, false
	}
}

// fit finds the preset's fields that give these settings, and the settings that are then left to write. It fits when
// nothing else would be written than was found; because says why it does not.
func (p Preset) fit(o Options, all []setting) (fields Fields, own []setting, because string) {
	found := map[string]setting{}
	for _, s := range all {
		found[s.key] = s
	}
	bound, secrets := p.bind(found)
	value := func(name string) string {
		switch f, _ := p.field(name); {
		case bound[name] != "":
			return bound[name]
		case secrets[name].isSecret():
			return name
		case f.Default != "":
			return f.Default
		case name == "region":
			return o.Region
		}
		return ""
	}
	covered := map[string]bool{}
	for _, t := range p.templates {
		made, writes := t.forwards(value)
		s, there := found[t.property]
		field, alone := t.alone()
		switch {
		case writes && !there:
			return nil, nil, "it would write " + t.property + ", too"
		case writes && (made == s.value && !s.isSecret() || alone && secrets[field].isSecret() && secrets[field].key == s.key):
			covered[t.property] = true
		}
	}
	for _, f := range p.Fields {
		if f.Required && bound[f.Name] == "" && !secrets[f.Name].isSecret() {
			return nil, nil, p.source(f.Name) + " does not give its " + f.Name
		}
	}
	for _, s := range all {
		if !covered[s.key] {
			own = append(own, s)
		}
	}
	return p.written(o, bound, secrets), own, ""
}

// source is the property that a field is read from.
func (p Preset) source(field string) string {
	for _, t := range p.templates {
		if slices.Contains(t.parts, part{field, true}) {
			return t.property
		}
	}
	return "nothing"
}

// bind reads the templates backwards.
func (p Preset) bind(found map[string]setting) (map[string]string, map[string]setting) {
	bound, secrets := map[string]string{}, map[string]setting{}
	for _, t := range p.templates {
		s, there := found[t.property]
		if !there {
			continue
		}
		if field, alone := t.alone(); alone {
			if f, _ := p.field(field); f.Reference && s.isSecret() {
				secrets[field] = s
				continue
			}
		}
		fields, ok := t.backwards(s.value)
		if s.isSecret() || !ok {
			continue
		}
		for name, v := range fields {
			if f, known := p.field(name); !known || f.Reference || bound[name] != "" && bound[name] != v || !f.takes(v) {
				ok = false
			}
		}
		for name, v := range fields {
			if ok {
				bound[name] = v
			}
		}
	}
	return bound, secrets
}

// written are the bound fields that differ from what is so without them, in reading order.
func (p Preset) written(o Options, bound map[string]string, secrets map[string]setting) Fields {
	var fields Fields
	for _, f := range p.inOrder() {
		v := bound[f.Name]
		switch {
		case secrets[f.Name].isSecret():
			fields = fields.With(f.Name, secrets[f.Name].ref)
		case v == "" || v == f.Default || f.Name == "region" && v == o.Region:
		case f.Number:
			fields = fields.With(f.Name, typed("int", v))
		default:
			fields = fields.With(f.Name, v)
		}
	}
	return fields
}

// readingOrder is how people write the fields of a source: where it is, then who asks.
var readingOrder = []string{"host", "port", "database", "sslMode", "region", "warehouse", "metadataSheet", "user", "password", "credentials"}

func (p Preset) inOrder() []PresetField {
	return slices.SortedStableFunc(slices.Values(p.Fields), func(a, b PresetField) int {
		rank := func(f PresetField) int {
			if i := slices.Index(readingOrder, f.Name); i >= 0 {
				return i
			}
			return len(readingOrder)
		}
		return cmp.Compare(rank(a), rank(b))
	})
}
