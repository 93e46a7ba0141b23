package check

import (
	"maps"
	"regexp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func roleOfNobody() Rule {
	return Rule{
		ID: "TRN034", Level: diag.Error,
		Title:  "a role that names nobody",
		Why:    "A role of the lake means something on a cluster once someone has it. Without users and groups, or with a group that the cluster's own groups do not know, it makes no rule that ever applies.",
		Source: "weir; Trino documentation, File-based access control",
		Bad: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: catalogs: ["tpch"] // here
}`,
		Good: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: {catalogs: ["tpch"], groups: ["analysts"]}
}`,
		Model: onClusters(rolesNameSomeone),
	}
}

func rolesNameSomeone(_ *here, c *model.Cluster) diag.List {
	if c.Access == nil {
		return nil
	}
	var all diag.List
	for _, r := range c.Access.Roles {
		at := []string{"accessControl", "roles", r.Name}
		if len(r.Who) == 0 {
			all = append(all, found(field(c, at...), "no one has role "+r.Name+" here", `write users: or groups: with who has it`))
		}
		all = append(all, unknownGroups(c, c.Spec.AccessControl.Roles[r.Name].Groups, append(at, "groups")...)...)
	}
	return append(all, unknownGroups(c, c.Spec.AccessControl.Admins.Groups, "accessControl", "admins", "groups")...)
}

// unknownGroups are groups that no user is in, where the cluster itself says who is in which.
func unknownGroups(c *model.Cluster, patterns []string, path ...string) diag.List {
	groups := slices.Sorted(maps.Keys(c.Spec.AccessControl.Groups))
	if len(groups) == 0 {
		return nil
	}
	var all diag.List
	for i, pattern := range patterns {
		if whole, ok := wholePattern(pattern); ok && !slices.ContainsFunc(groups, whole.MatchString) {
			at := field(c, path...)
			all = append(all, found(at.At(source.Index(i)), "no group of accessControl: groups is "+quote(pattern), choose(pattern, groups)))
		}
	}
	return all
}

// wholePattern is a pattern that matches whole names, as Trino's do; false for one that only Java can read.
func wholePattern(pattern string) (*regexp.Regexp, bool) {
	whole, err := regexp.Compile("^(?:" + pattern + ")$")
	return whole, err == nil
}
