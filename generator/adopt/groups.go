package adopt

import (
	"encoding/json"
	"slices"
)

// What resource groups, selectors and rules of session properties have fields for, in the order of the schema.
var (
	groupFields    = []string{"softMemoryLimit", "maxQueued", "hardConcurrencyLimit", "softConcurrencyLimit", "softCpuLimit", "hardCpuLimit", "schedulingPolicy", "schedulingWeight", "jmxExport"}
	selectorFields = []string{"user", "userGroup", "originalUser", "authenticatedUser", "source", "queryType", "clientTags", "group"}
	ruleFields     = []string{"user", "source", "queryType", "clientTags", "group"}
)

// resourceGroups takes resource-groups.json.
func (e *etc) resourceGroups(in Input) {
	root := e.r.parseJSON(in)
	e.c.groups = Fields{}.
		With("groups", groupsOf(root.get("rootGroups"))).
		With("selectors", each(root.get("selectors"), selectorFields, nil)).
		With("cpuQuotaPeriod", root.get("cpuQuotaPeriod").string())
}

// groupsOf are groups by name. Trino has them in lists, and no two of one list by one name.
func groupsOf(n *node) Fields {
	var all Fields
	for _, group := range n.each() {
		name := group.get("name").string()
		if name == "" || slices.ContainsFunc(all, func(f Field) bool { return f.Label == name }) {
			continue
		}
		fields := some(group, groupFields)
		all = append(all, Field{name, fields.With("subGroups", groupsOf(group.get("subGroups")))})
	}
	return all
}

// sessionRules takes session-property-config.json.
func (e *etc) sessionRules(in Input) {
	root := e.r.parseJSON(in)
	e.c.session = Fields{}.With("rules", each(root, ruleFields, func(rule *node) Fields {
		set := rule.get("sessionProperties")
		return Fields{{"sessionProperties", some(set, set.names())}}
	}))
}

// names are the keys of a mapping.
func (n *node) names() []string {
	if n == nil {
		return nil
	}
	return n.keys
}

// each are the structs of a list, with the fields that are known.
func each(n *node, known []string, more func(*node) Fields) []Fields {
	var all []Fields
	for _, item := range n.each() {
		fields := some(item, known)
		if more != nil {
			fields = append(fields, more(item)...)
		}
		all = append(all, fields)
	}
	return all
}

// some are fields of a mapping, as the declaration writes them.
func some(n *node, labels []string) Fields {
	var fields Fields
	for _, name := range labels {
		switch v := n.get(name); {
		case v == nil:
		case v.kind == text:
			fields = append(fields, Field{name, v.text})
		case v.kind == number:
			fields = append(fields, Field{name, json.Number(v.text)})
		case v.kind == boolean:
			fields = append(fields, Field{name, v.text == "true"})
		case v.kind == list:
			texts := []string{}
			for _, item := range v.items {
				texts = append(texts, item.string())
			}
			fields = append(fields, Field{name, texts})
		}
	}
	return fields
}
