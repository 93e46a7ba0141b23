package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func selectorsLeadSomewhere() Rule {
	return Rule{
		ID: "TRN021", Level: diag.Error,
		Title: "a selector to a group that takes no queries",
		Why: "Trino refuses to start when a selector names a group that is not there. It starts when the group has others beneath it, and then fails the queries: " +
			"only a group without any takes queries (\"It is not a leaf group\").",
		Source: "measured on Trino 476: INVALID_RESOURCE_GROUP once a group beneath is in use",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: global: {subGroups: reporting: hardConcurrencyLimit: 5, subGroups: others: hardConcurrencyLimit: 5}
	selectors: [
		{source: "superset.*", group: "global.reportin"}, // here
		{user: "root", group: "global.reporting"},
		{user: "eve", group: "global.others"},
		{group: "global"}, // here
	]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: global: {subGroups: reporting: hardConcurrencyLimit: 5, subGroups: others: hardConcurrencyLimit: 5}
	selectors: [{source: "superset.*", group: "global.reporting"}, {group: "global.others"}]
}`,
		Model: onGroups(func(_ *model.Cluster, g *model.ResourceGroups) diag.List {
			groups, ids := byID(g), leaves(g)
			var all diag.List
			for _, s := range g.Selectors {
				at := s.Origin.Place.At("group")
				switch group, ok := groups[s.Group]; {
				case !ok:
					all = append(all, found(at, "group "+quote(s.Group)+" is not declared", orElse(choose(s.Group, ids), "declare it in groups")))
				case len(group.SubGroups) > 0:
					all = append(all, found(at, "group "+quote(s.Group)+" has groups beneath it, and only those take queries", choose("", leaves(&model.ResourceGroups{Roots: group.SubGroups}))))
				}
			}
			return all
		}),
	}
}
