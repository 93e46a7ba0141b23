package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func scalesByGroup() Rule {
	return Rule{
		ID: "TRN062", Level: diag.Error,
		Title: "scaling by a resource group whose numbers nobody gets",
		Why: "workers: scale: group: names the group whose queued and running queries count. One that is not declared has no numbers, and of one without jmxExport Trino tells none: " +
			"scaling sees nothing to do, whatever waits. A group beneath another does not count the queries beside it.",
		Source: "Trino documentation, Resource groups: jmxExport is false unless it is set; measured on Trino 476",
		Bad: `clusters: adhoc: {
	resourceGroups: {groups: global: {hardConcurrencyLimit: 40, jmxExport: true}, selectors: [{group: "global"}]}
	workers: scale: group: "globl" // here
}`,
		Good: `clusters: adhoc: {
	resourceGroups: {groups: global: {hardConcurrencyLimit: 40, jmxExport: true}, selectors: [{group: "global"}]}
	workers: scale: group: "global"
}`,
		Model: onClusters(groupHasNumbers),
	}
}

func groupHasNumbers(_ *here, c *model.Cluster) diag.List {
	scale := c.Spec.Workers.Scale
	_, known := queriesAreIn(c)
	if scale == nil || scale.Group == "" || !known {
		return nil
	}
	at := field(c, "workers", "scale", "group")
	if c.Groups == nil {
		return one(at, "scale counts the queries of group "+quote(scale.Group)+", and no group is declared", "declare it in resourceGroups, with jmxExport: true")
	}
	var roots []string
	for above, g := range c.Groups.All() {
		switch {
		case above != nil && g.ID == scale.Group:
			return one(at, "group "+quote(scale.Group)+" is beneath another, and does not count the queries beside it", "write "+strings.Split(scale.Group, ".")[0])
		case above == nil && g.ID == scale.Group && (g.Spec.JmxExport == nil || !*g.Spec.JmxExport):
			return one(or(groupField(g, "jmxExport"), at), "scale counts the queries of group "+quote(g.ID)+", which are not exported", "write jmxExport: true in the group")
		case above == nil && g.ID == scale.Group:
			return nil
		case above == nil:
			roots = append(roots, g.ID)
		}
	}
	return one(at, "group "+quote(scale.Group)+", whose queries scale counts, is not declared", orElse(choose(scale.Group, roots), "declare it in resourceGroups"))
}
