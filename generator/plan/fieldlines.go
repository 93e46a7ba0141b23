package plan

import (
	"slices"
	"strings"

	"weir.local/generator/model"
)

// fieldLines are the properties that the fields of a block of the declaration set, in the table's order; an absent field sets none.
func (d *draft) fieldLines(block ...string) []model.Line {
	var lines []model.Line
	for _, f := range model.FieldsOf(block...) {
		lines = d.fieldLine(lines, f.Property, append(slices.Clone(block), f.Name)...)
	}
	return lines
}

// fieldLine adds the property that one field of the declaration sets, where it does.
func (d *draft) fieldLine(lines []model.Line, property string, path ...string) []model.Line {
	if !d.has(path...) {
		return lines
	}
	last := len(path) - 1
	return append(lines, d.clusterLine(property, joined(d.at(path[:last]...)[path[last]]), path...))
}

// clusterLine is a property of the cluster that a field of its declaration sets.
func (d *draft) clusterLine(property string, value any, path ...string) model.Line {
	return withScope(d.line(d.ofCluster(), property, value, d.scope, d.decl.origin(path...)), model.BothRoles)
}

// at is the struct at a path of the merged declaration; nil where there is none.
func (d *draft) at(path ...string) map[string]any {
	value := d.decl.value
	for _, label := range path {
		value, _ = value[label].(map[string]any)
	}
	return value
}

// has says whether the merged declaration has a field at a path.
func (d *draft) has(path ...string) bool { return has(d.decl.value, path) }

// joined is a list as a properties file spells it: "openid,email". Anything else stays.
func joined(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = plain(item)
	}
	return strings.Join(texts, ",")
}

// scoped gives all lines a scope.
func scoped(lines []model.Line, s model.Scope) []model.Line {
	for i := range lines {
		lines[i].Scope = s
	}
	return lines
}
