package trino

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Classes and bindings are stored as lines of fields with tabs between: they are
// read in every run of weir, and this costs a fifth of JSON. The first field says
// what the line is; a line below another belongs to it.
//
//	C class           P name type default flags min max pattern rules enum aliases
//	D defunct name    L legacy name, type, enum
//	A assertion       B class prefix section role
//	W a new clause    S property default values
//	                  F property default
//
// Lists have commas between; no name in them holds one.
type lines struct{ bytes.Buffer }

var escape = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`)
var unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n")

func (l *lines) add(kind string, fields ...string) {
	l.WriteString(kind)
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for _, f := range fields {
		l.WriteByte('\t')
		l.WriteString(escape.Replace(f))
	}
	l.WriteByte('\n')
}

func (l *lines) class(name string, c Class) {
	l.add("C", name)
	for _, p := range c.Properties {
		var aliases []string
		for _, text := range slices.Sorted(maps.Keys(p.Aliases)) {
			aliases = append(aliases, text+"="+p.Aliases[text])
		}
		l.add("P", p.Name, p.Type, p.Default, p.flags(), p.Min, p.Max, p.Pattern,
			strings.Join(p.Rules, ","), strings.Join(p.Enum, ","), strings.Join(aliases, ","))
		for _, old := range p.Legacy {
			l.add("L", old.Name, old.Type, strings.Join(old.Enum, ","))
		}
	}
	for _, name := range c.Defunct {
		l.add("D", name)
	}
	for _, name := range c.Assertions {
		l.add("A", name)
	}
}

// flag letters, with the field that each stands for.
func (p *ClassProperty) flag(letter byte) *bool {
	switch letter {
	case 'r':
		return &p.Required
	case 's':
		return &p.Sensitive
	case 'd':
		return &p.Deprecated
	case 'h':
		return &p.Hidden
	case 'm':
		return &p.MinExclusive
	case 'x':
		return &p.MaxExclusive
	}
	return new(bool)
}

func (p ClassProperty) flags() string {
	var set []byte
	for _, letter := range []byte("rsdhmx") {
		if *p.flag(letter) {
			set = append(set, letter)
		}
	}
	return string(set)
}

func (l *lines) binding(b Binding, section int) {
	l.add("B", b.Class, b.Prefix, strconv.Itoa(section), string(b.Role))
	for _, clause := range b.When {
		l.add("W")
		for _, s := range clause {
			values := strings.Join(s.Values, ",")
			if len(s.Values) == 0 {
				values = "*"
			}
			l.add("S", s.Property, s.Default, values+",")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Defaults)) {
		l.add("F", name, b.Defaults[name])
	}
}

// each cuts a text into lines, and a line into its fields.
func each(text string, do func(kind string, field func(int) string)) {
	var fields [12]string
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		n := 0
		for more := true; more && n < len(fields); n++ {
			fields[n], line, more = strings.Cut(line, "\t")
		}
		do(fields[0], func(i int) string {
			switch {
			case i >= n:
				return ""
			case strings.IndexByte(fields[i], '\\') >= 0:
				return unescape.Replace(fields[i])
			}
			return fields[i]
		})
	}
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// readClasses reads what class wrote.
func readClasses(text string) map[string]*Class {
	all := map[string]*Class{}
	c, p := &Class{}, &ClassProperty{}
	each(text, func(kind string, field func(int) string) {
		switch kind {
		case "C":
			c = &Class{}
			all[field(1)] = c
		case "P":
			c.Properties = append(c.Properties, readProperty(field))
			p = &c.Properties[len(c.Properties)-1]
		case "L":
			p.Legacy = append(p.Legacy, LegacyName{field(1), field(2), list(field(3))})
		case "D":
			c.Defunct = append(c.Defunct, field(1))
		case "A":
			c.Assertions = append(c.Assertions, field(1))
		}
	})
	return all
}

func readProperty(field func(int) string) ClassProperty {
	p := ClassProperty{
		Name: field(1), Type: field(2), Default: field(3), Min: field(5), Max: field(6), Pattern: field(7),
		Rules: list(field(8)), Enum: list(field(9)),
	}
	for _, letter := range []byte(field(4)) {
		*p.flag(letter) = true
	}
	for _, alias := range list(field(10)) {
		if p.Aliases == nil {
			p.Aliases = map[string]string{}
		}
		text, constant, _ := strings.Cut(alias, "=")
		p.Aliases[text] = constant
	}
	return p
}

// A bound is a binding as it is stored: with the section of its class.
type bound struct {
	Binding
	section int
}

// readBindings reads what binding wrote.
func readBindings(text string) []bound {
	var all []bound
	b := &bound{}
	each(text, func(kind string, field func(int) string) {
		switch kind {
		case "B":
			section, _ := strconv.Atoi(field(3))
			all = append(all, bound{Binding{Class: field(1), Prefix: field(2), Role: Role(field(4))}, section})
			b = &all[len(all)-1]
		case "W":
			b.When = append(b.When, nil)
		case "S":
			if n := len(b.When); n > 0 {
				b.When[n-1] = append(b.When[n-1], readSelector(field))
			}
		case "F":
			if b.Defaults == nil {
				b.Defaults = map[string]string{}
			}
			b.Defaults[field(1)] = field(2)
		}
	})
	return all
}

func readSelector(field func(int) string) Selector {
	s := Selector{Property: field(1), Default: field(2)}
	if values := strings.TrimSuffix(field(3), ","); values != "*" {
		s.Values = strings.Split(values, ",")
	}
	return s
}
