package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func shadowedSelector() Rule {
	return Rule{
		ID: "TRN022", Level: diag.Error,
		Title:  "a selector that is never chosen",
		Why:    "The first selector that matches a query decides. One behind another that matches all the same queries never does, and its queries run, or wait, under other limits than it says.",
		Source: "measured on Trino 476; Trino documentation, Resource groups: selectors are processed in order",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: {reporting: hardConcurrencyLimit: 5, others: hardConcurrencyLimit: 20}
	selectors: [
		{group: "others"},
		{source: "superset.*", group: "reporting"}, // here
	]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: {reporting: hardConcurrencyLimit: 5, others: hardConcurrencyLimit: 20}
	selectors: [
		{source: "superset.*", group: "reporting"},
		{group: "others"},
	]
}`,
		Model: onGroups(func(_ *model.Cluster, g *model.ResourceGroups) diag.List {
			var all diag.List
			for i, s := range g.Selectors {
				before := slices.IndexFunc(g.Selectors[:i], func(first model.Selector) bool { return takesAllOf(first, s) })
				if before < 0 {
					continue
				}
				first := g.Selectors[before]
				d := found(s.Origin.Place, "the selector for "+described(s)+" is never chosen: one before it matches "+described(first), "move it up, or remove it")
				d.Related = []diag.Related{{Message: "the one before it", Place: first.Origin.Place}}
				all = append(all, d)
			}
			return all
		}),
	}
}

// takesAllOf says whether a selector certainly matches every query that another matches.
func takesAllOf(first, s model.Selector) bool {
	if first.QueryType != "" && first.QueryType != s.QueryType {
		return false
	}
	if slices.ContainsFunc(first.ClientTags, func(tag string) bool { return !slices.Contains(s.ClientTags, tag) }) {
		return false
	}
	theirs := patternsOf(s)
	return !slices.ContainsFunc(patternsOf(first), func(p patterned) bool {
		i := slices.IndexFunc(theirs, func(o patterned) bool { return o.field == p.field })
		if i < 0 {
			return !p.always || !trino.MatchesAll(p.pattern)
		}
		return !trino.Covers(p.pattern, theirs[i].pattern)
	})
}
