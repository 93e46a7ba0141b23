package check

import (
	"cmp"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/nearest"
	"weir.local/schema"
)

func presetPlaceholder() Rule {
	return Rule{
		ID: "CAT005", Level: diag.Error,
		Title: "a template that cannot be filled",
		Why: "A preset's entry is left out when its field is absent. One that names a field which no catalog has is never written, without a word; " +
			"and a reference in the middle of a text has nothing to be filled with, as weir never sees a secret.",
		Source: "weir",
		Bad: `catalogs: metrics: schema.#MySQL & {
	owner:    "sre"
	clusters: ["adhoc"]
	host:     "metrics.internal"
	user:     {parameter: "/lake/metrics/user"}
	password: {parameter: "/lake/metrics/password"}
	preset: "jdbc-types-mapped-to-varchar": "{typez}" // here
}`,
		Good: `catalogs: metrics: schema.#MySQL & {
	owner:    "sre"
	clusters: ["adhoc"]
	host:     "metrics.internal"
	user:     {parameter: "/lake/metrics/user"}
	password: {parameter: "/lake/metrics/password"}
	preset: "jdbc-types-mapped-to-varchar": "{name}"
}`,
		Repo: func(d *declared) diag.List {
			fields := catalogFields(d)
			var all diag.List
			for _, c := range d.byKind[schema.KindCatalog] {
				all = append(all, templatesFill(c, fields)...)
			}
			return all
		},
	}
}

// catalogFields are the names that a placeholder of a catalog may have: the fields that weir's own definitions know, those
// that some catalog sets, and what stands for the same everywhere.
func catalogFields(d *declared) map[string]bool {
	fields := map[string]bool{}
	for _, name := range globals() {
		fields[name] = true
	}
	for _, t := range []any{schema.MySQL{}, schema.PostgreSQL{}, schema.Redshift{}, schema.GlueHive{}, schema.GlueIceberg{}, schema.GoogleSheets{}} {
		for f := range reflect.TypeOf(t).Fields() {
			label, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			fields[label] = true
		}
	}
	for _, c := range d.byKind[schema.KindCatalog] {
		for label := range c.Value() {
			fields[label] = true
		}
	}
	return fields
}

func templatesFill(c *schema.Declaration, fields map[string]bool) diag.List {
	var all diag.List
	for _, s := range sides(c) {
		for property, template := range s.table("preset") {
			text, _ := template.(string)
			for name, whole := range placeholders(text) {
				if message, remedy := unfillable(c, name, whole, fields); message != "" {
					all = append(all, found(s.at("preset", property), "{"+name+"} in the template of "+property+" "+message, remedy))
				}
			}
		}
		for property, value := range s.table("properties") {
			text, _ := value.(string)
			for name := range placeholders(text) {
				if isTable(c, name) {
					all = append(all, found(s.at("properties", property), "{"+name+"} in "+property+" is a reference, which fills no text", "write the reference itself, to a secret that holds all of the value"))
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b diag.Diagnostic) int { return strings.Compare(a.Message, b.Message) })
	return all
}

func unfillable(c *schema.Declaration, name string, whole bool, fields map[string]bool) (message, remedy string) {
	if !fields[name] {
		return "is no field", cmp.Or(braced(nearest.Names(name, slices.Collect(maps.Keys(fields)), 2)), "write a field of the catalog")
	}
	if isTable(c, name) && !whole {
		return "is a reference, which fills a property only as a whole", "write the property as one reference, to a secret that holds all of it"
	}
	return "", ""
}

// isTable says whether a field of a catalog is no text, as a reference.
func isTable(c *schema.Declaration, name string) bool {
	_, table := c.Value()[name].(map[string]any)
	return table
}

// globals are the placeholders that stand for the same thing in all of a cluster's declarations.
func globals() []string { return []string{"account", "cluster", "environment", "name", "region"} }

// placeholders yields the names in braces of a text, and whether one is all of it. What cannot be a name, as in a pattern or
// JSON, and what is Trino's own ("${ENV:X}") is no placeholder, for the plan neither.
func placeholders(text string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for from := 0; ; {
			open := strings.IndexByte(text[from:], '{') + from
			if open < from {
				return
			}
			end := strings.IndexByte(text[open:], '}') + open
			if end < open {
				return
			}
			name := text[open+1 : end]
			from = end + 1
			own := open > 0 && text[open-1] == '$'
			if isName(name) && !own && !yield(name, open == 0 && from == len(text)) {
				return
			}
		}
	}
}

func isName(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}
