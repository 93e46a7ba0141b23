package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// onGroups makes a rule of one that looks at a cluster's resource groups, where it has some whose names can be read.
func onGroups(rule func(*model.Cluster, *model.ResourceGroups) diag.List) func(*here) diag.List {
	return onClusters(func(_ *here, c *model.Cluster) diag.List {
		if c.Groups == nil || len(unreadableNames(c.Groups)) > 0 {
			return nil
		}
		return rule(c, c.Groups)
	})
}

// onEachGroup makes a rule of one that looks at a group and the one above it, nil at the top.
func onEachGroup(rule func(above, g *model.ResourceGroup) diag.List) func(*here) diag.List {
	return onGroups(func(_ *model.Cluster, groups *model.ResourceGroups) diag.List {
		var all diag.List
		for above, g := range groups.All() {
			all = append(all, rule(above, g)...)
		}
		return all
	})
}

// groupField is the place of a field of a group; of one that nobody wrote, the group.
func groupField(g *model.ResourceGroup, name string) source.Place {
	if o := g.Origins[name]; byHand(o) {
		return o.Place
	}
	return g.Origin.Place
}

// byID are the groups by their name from the top down.
func byID(groups *model.ResourceGroups) map[string]*model.ResourceGroup {
	all := map[string]*model.ResourceGroup{}
	for _, g := range groups.All() {
		all[g.ID] = g
	}
	return all
}

// leaves are the names of the groups that queries can be in: those with none beneath.
func leaves(groups *model.ResourceGroups) []string {
	var ids []string
	for _, g := range groups.All() {
		if len(g.SubGroups) == 0 {
			ids = append(ids, g.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// patterned is a pattern of a selector, and the text of a query that it is held against.
type patterned struct {
	field, pattern string
	always         bool // every query has that text, if only an empty one
	names          bool // its named groups can stand in a group's name
}

// patternsOf are the patterns of a selector that it sets.
func patternsOf(s model.Selector) []patterned {
	return slices.DeleteFunc([]patterned{
		{"user", s.User, true, true},
		{"userGroup", s.UserGroup, false, false},
		{"originalUser", s.OriginalUser, true, true},
		{"authenticatedUser", s.AuthenticatedUser, true, true},
		{"source", s.Source, true, true},
	}, func(p patterned) bool { return p.pattern == "" })
}

// described is a selector for a message: "source: "etl-.*"", or "all queries".
func described(s model.Selector) string {
	var parts []string
	for _, p := range patternsOf(s) {
		parts = append(parts, p.field+": "+quote(p.pattern))
	}
	if s.QueryType != "" {
		parts = append(parts, "queryType: "+quote(string(s.QueryType)))
	}
	for _, tag := range s.ClientTags {
		parts = append(parts, "client tag "+quote(tag))
	}
	if len(parts) == 0 {
		return "all queries"
	}
	return strings.Join(parts, ", ")
}
