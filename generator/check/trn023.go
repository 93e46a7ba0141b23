package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func idleGroup() Rule {
	return Rule{
		ID: "TRN023", Level: diag.Warning,
		Title:  "a resource group without queries",
		Why:    "No selector leads to it, so that its limits hold for nobody: somebody's queries run under limits that were not meant for them.",
		Source: "Trino documentation, Resource groups: a query is assigned by selectors alone",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: {
		reporting: hardConcurrencyLimit: 5 // here
		others: hardConcurrencyLimit: 20
	}
	selectors: [{group: "others"}]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: {
		reporting: hardConcurrencyLimit: 5
		others: hardConcurrencyLimit: 20
	}
	selectors: [{source: "superset.*", group: "reporting"}, {group: "others"}]
}`,
		Model: onGroups(groupsHaveQueries),
	}
}

func groupsHaveQueries(_ *model.Cluster, g *model.ResourceGroups) diag.List {
	groups, used := byID(g), map[string]bool{}
	for _, s := range g.Selectors {
		if groups[s.Group] == nil {
			return nil // misspelt, and perhaps this one was meant
		}
		used[s.Group] = true
	}
	var all diag.List
	for _, id := range leaves(g) {
		if !used[id] && !ledAbove(id, groups, used) && len(g.Selectors) > 0 {
			all = append(all, found(groups[id].Origin.Place, "no selector leads to group "+quote(id), "add {…, group: "+quote(id)+"} to selectors, or remove the group"))
		}
	}
	return all
}

// ledAbove says whether a selector leads to a group above, which another rule refuses: perhaps this one was meant.
func ledAbove(id string, groups map[string]*model.ResourceGroup, used map[string]bool) bool {
	for i := range id {
		if id[i] == '.' && used[id[:i]] && groups[id[:i]] != nil {
			return true
		}
	}
	return false
}
