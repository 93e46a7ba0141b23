package check

import (
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

func emptyGlob() Rule {
	return Rule{
		ID: "REF002", Level: diag.Error,
		Title:  "clusters that are not there",
		Why:    "A catalog is offered on the clusters that its patterns match. A name that is misspelt, or a pattern that matches none, offers it nowhere, without a word.",
		Source: "weir; patterns are those of doublestar",
		Bad:    `catalogs: tpch: clusters: ["adhok"] // here`,
		Good:   `catalogs: tpch: clusters: ["adhoc"]`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			seen := map[string]bool{}
			for _, c := range d.byKind[schema.KindCatalog] {
				for _, s := range sides(c) {
					all = append(all, d.clustersMatch(s, seen)...)
				}
			}
			return all
		},
	}
}

// clustersMatch looks at the patterns of one side; sound remembers those that match something.
func (d *declared) clustersMatch(s side, sound map[string]bool) diag.List {
	list, said := s.value["clusters"].([]any)
	if !said {
		return nil
	}
	var all diag.List
	globs := make([]string, 0, len(list))
	for i, item := range list {
		glob, _ := item.(string)
		globs = append(globs, glob)
		if sound[glob] {
			continue
		}
		if message := d.unmatched(glob); message != "" {
			all = append(all, found(s.at("clusters", source.Index(i)), message, choose(strings.TrimPrefix(glob, "!"), d.names[schema.KindCluster])))
			continue
		}
		sound[glob] = true
	}
	if len(all) == 0 && !slices.ContainsFunc(d.names[schema.KindCluster], func(name string) bool { return offered(globs, name) }) {
		all = one(s.at("clusters"), "the patterns leave no cluster", choose("", d.names[schema.KindCluster]))
	}
	return all
}

// unmatched says what is wrong with a pattern; nothing when a cluster matches it.
func (d *declared) unmatched(glob string) string {
	pattern := strings.TrimPrefix(glob, "!")
	switch {
	case !doublestar.ValidatePattern(pattern):
		return "pattern " + quote(glob) + " cannot be read"
	case slices.ContainsFunc(d.names[schema.KindCluster], func(name string) bool { return doublestar.MatchUnvalidated(pattern, name) }):
		return ""
	case strings.ContainsAny(pattern, "*?[{"):
		return "pattern " + quote(glob) + " matches no cluster"
	}
	return "cluster " + quote(pattern) + " is not declared"
}

// offered says whether patterns choose a cluster: one of them matches, and none that begins with "!" does.
func offered(globs []string, cluster string) bool {
	chosen := false
	for _, glob := range globs {
		not, excludes := strings.CutPrefix(glob, "!")
		if excludes && doublestar.MatchUnvalidated(not, cluster) {
			return false
		}
		chosen = chosen || !excludes && doublestar.MatchUnvalidated(glob, cluster)
	}
	return chosen
}
