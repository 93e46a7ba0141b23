package check

import (
	"regexp"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

func groupTextsRead() Rule {
	return Rule{
		ID: "TRN027", Level: diag.Error,
		Title: "a pattern or name that Trino cannot read",
		Why: "Trino refuses to start on a pattern that is none of Java's, on a group's name with a dot or a stray brace, on a ${NAME} that the selector's patterns do not give, " +
			"and on two groups of one name in a selector's patterns.",
		Source: "measured on Trino 476: \"unresolved variables\", \"Invalid resource group name\"; java.util.regex.Pattern",
		Bad: `clusters: adhoc: {
	resourceGroups: {
		groups: {all: hardConcurrencyLimit: 5, "${team}": hardConcurrencyLimit: 5}
		selectors: [
			{source: "(superset|tableau", group: "all"}, // here
			{user: "etl-.*", group: "${team}"}, // here
			{group: "all"},
		]
	}
	sessionProperties: rules: [{user: "*", sessionProperties: query_max_run_time: "1h"}] // here
}`,
		Good: `clusters: adhoc: {
	resourceGroups: {
		groups: {all: hardConcurrencyLimit: 5, "${team}": hardConcurrencyLimit: 5}
		selectors: [
			{source: "superset|tableau", group: "all"},
			{user: "(?<team>[a-z]+)-etl", group: "${team}"},
			{group: "all"},
		]
	}
	sessionProperties: rules: [{user: ".*", sessionProperties: query_max_run_time: "1h"}]
}`,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			var all diag.List
			if c.Groups != nil {
				all = unreadableNames(c.Groups)
				for _, s := range c.Groups.Selectors {
					all = append(all, unreadable(s)...)
				}
			}
			for _, r := range c.Session {
				for _, p := range []patterned{{field: "user", pattern: r.User}, {field: "source", pattern: r.Source}, {field: "group", pattern: r.Group}} {
					all = append(all, unreadablePattern(r.Origin.Place.At(p.field), p.pattern)...)
				}
			}
			return all
		}),
	}
}

// variable is a name in a group's name that stands for a text of the query: "${USER}".
var variable = regexp.MustCompile(`\$\{([a-zA-Z][a-zA-Z0-9]*)\}`)

// unreadableNames are the groups whose names Trino does not read.
func unreadableNames(g *model.ResourceGroups) diag.List {
	var all diag.List
	for _, group := range g.All() {
		switch rest := variable.ReplaceAllString(group.Name, ""); {
		case group.Name == "":
			all = append(all, found(group.Origin.Place, "a resource group without a name", "name it"))
		case strings.Contains(group.Name, "."):
			all = append(all, found(group.Origin.Place, "group "+quote(group.Name)+" has a dot in its name, which parts it from the group above", "leave it out, or put the group into subGroups of "+quote(group.Name[:strings.Index(group.Name, ".")])))
		case strings.ContainsAny(rest, "${}"):
			all = append(all, found(group.Origin.Place, "group "+quote(group.Name)+" has $, { or } in its name beside ${NAME}", "write ${USER}, ${SOURCE} or a named group of a selector's pattern"))
		}
	}
	return all
}

func unreadable(s model.Selector) diag.List {
	var all diag.List
	given := []string{"USER", "SOURCE"}
	for _, p := range patternsOf(s) {
		at := s.Origin.Place.At(p.field)
		all = append(all, unreadablePattern(at, p.pattern)...)
		if !p.names {
			continue
		}
		for _, name := range trino.NamedGroups(p.pattern) {
			if slices.Contains(given, name) {
				all = append(all, found(at, "the group (?<"+name+">…) is there twice", "name one of them otherwise"))
			}
			given = append(given, name)
		}
	}
	for _, m := range variable.FindAllStringSubmatch(s.Group, -1) {
		if !slices.Contains(given, m[1]) {
			all = append(all, found(s.Origin.Place.At("group"), m[0]+" stands for nothing in this selector",
				orElse(choose(m[1], given), "add (?<"+m[1]+">…) to a pattern of it")))
		}
	}
	return all
}

func unreadablePattern(at source.Place, pattern string) diag.List {
	if err := trino.CheckPattern(pattern); err != nil {
		return one(at, err.Error(), `write a pattern of Java's such as "etl-.*"; \ before a mark stands for the mark itself`)
	}
	return nil
}
