package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/nearest"
	"weir.local/generator/trino"
)

func sessionOfNoGroup() Rule {
	return Rule{
		ID: "TRN061", Level: diag.Error,
		Title: "session properties for a resource group that no query is in",
		Why: "Trino holds the pattern to the name of the query's group, from the top down and to its end, and starts with one that matches none: the name is misspelt, " +
			"or queries are in the groups beneath it, and nobody gets the session properties. Without declared groups every query is in one group, global.",
		Source: "Trino documentation, Session property managers; measured on Trino 476: a rule for a group that is not there changes no session",
		Bad: `clusters: adhoc: {
	resourceGroups: {
		groups: global: subGroups: {reporting: hardConcurrencyLimit: 5, others: hardConcurrencyLimit: 20}
		selectors: [{source: "superset.*", group: "global.reporting"}, {group: "global.others"}]
	}
	sessionProperties: rules: [
		{group: "global.reportin", sessionProperties: query_max_run_time: "1h"}, // here
		{group: "global", sessionProperties: query_max_run_time: "4h"}, // here
	]
}`,
		Good: `clusters: adhoc: {
	resourceGroups: {
		groups: global: subGroups: {reporting: hardConcurrencyLimit: 5, others: hardConcurrencyLimit: 20}
		selectors: [{source: "superset.*", group: "global.reporting"}, {group: "global.others"}]
	}
	sessionProperties: rules: [
		{group: "global\\.reporting", sessionProperties: query_max_run_time: "1h"},
		{group: "global\\..*", sessionProperties: query_max_run_time: "4h"},
	]
}`,
		Model: onClusters(sessionsHaveGroups),
	}
}

func sessionsHaveGroups(_ *here, c *model.Cluster) diag.List {
	ids, known := queriesAreIn(c)
	if !known {
		return nil
	}
	var all diag.List
	for _, r := range c.Session {
		if r.Group == "" || trino.CheckPattern(r.Group) != nil || mayBeOneOf(r.Group, ids) {
			continue
		}
		at := r.Origin.Place.At("group")
		name := strings.ReplaceAll(r.Group, `\`, "")
		switch group := byID(c.Groups)[name]; {
		case group != nil:
			all = append(all, found(at, "group "+quote(r.Group)+" has groups beneath it, and only those have queries", "write "+patternOf(group)))
		case c.Groups == nil:
			all = append(all, found(at, "no query is in a group "+quote(r.Group)+": without resourceGroups all are in global", "remove group, or declare resourceGroups"))
		default:
			all = append(all, found(at, "no query is in a group "+quote(r.Group), orElse(nearestGroup(name, c.Groups), "declare it in resourceGroups")))
		}
	}
	return all
}

// patternOf is a pattern, as it is written, for the queries of a group: "global\\..*" for those beneath it, "global\\.users\\..*" for each user's.
func patternOf(g *model.ResourceGroup) string {
	pattern := variable.ReplaceAllString(strings.ReplaceAll(g.ID, ".", `\\.`), ".*")
	if len(g.SubGroups) > 0 {
		pattern += `\\..*`
	}
	return quote(pattern)
}

// nearestGroup is the remedy for a pattern that was meant for a group, or for those beneath it.
func nearestGroup(pattern string, groups *model.ResourceGroups) string {
	all := byID(groups)
	if near := nearest.Names(strings.TrimRight(pattern, ".*+"), slices.Collect(maps.Keys(all)), 1); len(near) > 0 {
		return "write " + patternOf(all[near[0]])
	}
	var patterns []string
	for _, id := range leaves(groups) {
		patterns = append(patterns, patternOf(all[id]))
	}
	return choose("", patterns)
}

// queriesAreIn are the groups that a cluster's queries can be in; not known where another manager than the declared groups says it.
func queriesAreIn(c *model.Cluster) (ids []string, known bool) {
	switch {
	case c.Groups == nil && c.Spec.ResourceGroups != nil && len(c.Spec.ResourceGroups.Properties) > 0:
		return nil, false
	case c.Groups == nil:
		return []string{undeclaredGroup}, true
	case len(unreadableNames(c.Groups)) > 0:
		return nil, false
	}
	return leaves(c.Groups), true
}

// undeclaredGroup is the one that Trino makes where nobody declares any.
const undeclaredGroup = "global"

// mayBeOneOf says whether a pattern can match a group's name, with anything in place of ${USER} and the like.
func mayBeOneOf(pattern string, ids []string) bool {
	for _, id := range ids {
		if trino.MayMatch(pattern, variable.Split(id, -1)...) {
			return true
		}
	}
	return false
}
