package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func queriesWithoutGroup() Rule {
	return Rule{
		ID: "TRN020", Level: diag.Error,
		Title: "no selector for every query",
		Why: "Trino starts without one, and then rejects each query that no selector matches: \"Query did not match any selection rule\". " +
			"Whoever comes with a new tool or a new user is locked out.",
		Source: "measured on Trino 476: QUERY_REJECTED; Trino documentation, Resource groups",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: all: hardConcurrencyLimit: 20
	selectors: [{source: "superset.*", group: "all"}] // here
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: all: hardConcurrencyLimit: 20
	selectors: [{source: "superset.*", group: "all"}, {group: "all"}]
}`,
		Model: onGroups(everyQueryHasAGroup),
	}
}

func everyQueryHasAGroup(c *model.Cluster, g *model.ResourceGroups) diag.List {
	if slices.ContainsFunc(g.Selectors, matchesEveryQuery) {
		return nil
	}
	remedy := `end selectors with {group: "…"}`
	if ids := leaves(g); len(ids) > 0 {
		remedy = "end selectors with {group: " + quote(ids[0]) + "} or another group"
	}
	at := field(c, "resourceGroups", "selectors")
	if len(g.Selectors) == 0 {
		return one(field(c, "resourceGroups"), "no selectors, so that Trino rejects every query", "write selectors: [{group: …}]")
	}
	return one(at, "no selector matches every query, and Trino rejects those that none matches", remedy)
}

// matchesEveryQuery says whether a selector certainly matches whatever comes.
func matchesEveryQuery(s model.Selector) bool {
	return s.QueryType == "" && len(s.ClientTags) == 0 && !slices.ContainsFunc(patternsOf(s), func(p patterned) bool {
		return !p.always || !trino.MatchesAll(p.pattern)
	})
}
