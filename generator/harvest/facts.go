package harvest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"weir.local/generator/trino"
)

// A rawClass is what Harvest.java says of a class.
type rawClass struct {
	Properties []rawProperty
	Defunct    []string
	Assertions []struct{ Name string }
}

type rawProperty struct {
	rawName
	Default                       *string
	Null, Empty                   bool // at first: no value, or a list of none
	Constraints                   map[string]map[string]any
	Hidden, Sensitive, Deprecated bool
	Legacy                        []rawName
}

type rawName struct {
	Name    string
	Type    string
	Enum    []string
	Taken   map[string]string
	Refused []string // of the samples that were tried
}

// class turns raw facts into a class; other are those of the other machine.
func (r rawClass) class(other rawClass) trino.Class {
	c := trino.Class{Defunct: slices.DeleteFunc(slices.Clone(r.Defunct), func(s string) bool { return s == "" })}
	for _, a := range r.Assertions {
		if !slices.Contains(c.Assertions, a.Name) {
			c.Assertions = append(c.Assertions, a.Name)
		}
	}
	for i, p := range r.Properties {
		property := p.property()
		if i < len(other.Properties) && !same(p.Default, other.Properties[i].Default) {
			property.Default = computed
		}
		c.Properties = append(c.Properties, property)
	}
	slices.SortFunc(c.Properties, func(a, b trino.ClassProperty) int { return strings.Compare(a.Name, b.Name) })
	return c
}

// computed is the default that depends on the machine.
const computed = "computed"

func same(a, b *string) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func (r rawProperty) property() trino.ClassProperty {
	p := trino.ClassProperty{
		Name: r.Name, Type: r.typeName(), Enum: r.Enum, Aliases: r.Taken,
		Hidden: r.Hidden, Sensitive: r.Sensitive, Deprecated: r.Deprecated,
	}
	if r.Default != nil {
		p.Default = *r.Default
	}
	for _, name := range slices.Sorted(keys(r.Constraints)) {
		constrain(&p, name, r.Constraints[name], r.Null, r.Empty)
	}
	if p.Min == "" && (p.Type == "int" || p.Type == "long") {
		p.Min = r.least()
	}
	for _, l := range r.Legacy {
		p.Legacy = append(p.Legacy, trino.LegacyName{Name: l.Name, Type: l.typeName(), Enum: l.Enum})
	}
	return p
}

// typeName names the type as it is written: a thread count and a memory size
// are Strings to airlift, and tell themselves only by what they refuse.
func (r rawName) typeName() string {
	refused := func(samples ...string) bool {
		return !slices.ContainsFunc(samples, func(s string) bool { return !slices.Contains(r.Refused, s) })
	}
	taken := func(samples ...string) bool {
		return !slices.ContainsFunc(samples, func(s string) bool { return slices.Contains(r.Refused, s) })
	}
	if r.Type == "String" || !strings.Contains(r.Type, "<") && len(r.Enum) == 0 {
		switch {
		case refused("?", "10m", "host") && taken("1", "2C"):
			return "ThreadCount"
		case refused("?", "10m", "host") && taken("10MB", "50%"):
			return "MemorySize"
		}
	}
	switch r.Type {
	case "Boolean":
		return "boolean"
	case "Integer":
		return "int"
	case "Long":
		return "long"
	case "Double":
		return "double"
	}
	return r.Type
}

// constrain adds one bean validation annotation. An "each" is about the value
// inside an Optional or a list.
func constrain(p *trino.ClassProperty, name string, members map[string]any, null, empty bool) {
	rule, inner := strings.CutPrefix(name, "each ")
	value := text(members["value"])
	inclusive := members["inclusive"] != false
	switch rule {
	case "NotNull":
		p.Required = p.Required || null && !inner
	case "NotEmpty", "NotBlank", "Size":
		p.Required = p.Required || (null && rule != "Size" || empty) && !inner
		p.Rules = append(p.Rules, rule)
	case "Min", "MinDuration", "MinDataSize", "DecimalMin":
		p.Min, p.MinExclusive = value, !inclusive
	case "Max", "MaxDuration", "MaxDataSize", "DecimalMax":
		p.Max, p.MaxExclusive = value, !inclusive
	case "Positive":
		p.Min, p.MinExclusive = "0", true
	case "PositiveOrZero":
		p.Min = "0"
	case "Pattern":
		p.Pattern = text(members["regexp"])
	default:
		p.Rules = append(p.Rules, rule)
	}
}

// least is the bound of a whole number that its setter keeps by itself.
func (r rawName) least() string {
	switch {
	case slices.Contains(r.Refused, "0"):
		return "1"
	case slices.Contains(r.Refused, "-1"):
		return "0"
	}
	return ""
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		b, _ := json.Marshal(v)
		return string(b)
	}
	return fmt.Sprint(v)
}
