package check

import (
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// inFields is the remedy for a property that is missing where the declaration has fields of its own for it: "write trino in
// eventListeners: openlineage". Empty where it has none.
func (h *here) inFields(p trino.Problem, at source.Place, file *trino.File) string {
	if p.Kind != trino.Missing {
		return ""
	}
	var fields []string
	for _, property := range propertiesIn(p, file) {
		for _, name := range h.fieldsFor(property, at) {
			if !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return "write " + strings.Join(fields, ", or ")
}

// propertiesIn are the property that a problem is about and those that may stand in its place, as its message names them.
func propertiesIn(p trino.Problem, file *trino.File) []string {
	names := []string{p.Property}
	for _, word := range strings.FieldsFunc(p.Message, func(r rune) bool { return strings.ContainsRune(" ,=", r) }) {
		if _, status := file.Lookup(word); status == trino.Known && strings.HasPrefix(p.Message, "or ") {
			names = append(names, word)
		}
	}
	return names
}

// fieldsFor are the fields that would write a property, as a declaration at a place has them: of a cluster those of the block, of a
// catalog those of its preset that are not set.
func (h *here) fieldsFor(property string, at source.Place) []string {
	decl := h.at(at)
	if decl == nil {
		return nil
	}
	if f, ok := model.FieldFor(property); ok && decl.Kind == schema.KindCluster {
		return []string{f.Name + " in " + strings.Join(f.Block, ": ")}
	}
	var fields []string
	if template, ok := get(decl.Value(), "preset", property).(string); ok && decl.Kind == schema.KindCatalog {
		for name := range placeholders(template) {
			if get(decl.Value(), name) == nil && !slices.Contains(globals(), name) {
				fields = append(fields, name)
			}
		}
	}
	return fields
}
