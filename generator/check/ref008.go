package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

func absentClusters() Rule {
	return Rule{
		ID: "REF008", Level: diag.Warning,
		Title:  "an environment where none of the catalog's clusters is",
		Why:    "A catalog exists where one of its clusters does. only narrows that, and cannot add an environment: in this one there is no such catalog.",
		Source: "weir",
		Bad: `clusters: plain: only: ["dev"]
catalogs: tpch: {clusters: ["plain"], only: ["dev", "prod"]} // here`,
		Good: `clusters: plain: only: ["dev"]
catalogs: tpch: {clusters: ["plain"], only: ["dev"]}`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, c := range d.byKind[schema.KindCatalog] {
				for i, environment := range c.Head().Only {
					if d.has(schema.KindEnvironment, environment) && !d.offeredIn(c, environment) {
						all = append(all, found(c.At("only", source.Index(i)), "none of the catalog's clusters is in "+environment, "remove "+environment+", or choose another cluster"))
					}
				}
			}
			return all
		},
	}
}

// offeredIn says whether one of a catalog's clusters is in an environment.
func (d *declared) offeredIn(c *schema.Declaration, environment string) bool {
	globs := c.Head().Clusters
	if list, ok := c.Head().Environments[environment]["clusters"].([]any); ok {
		globs = nil
		for _, item := range list {
			glob, _ := item.(string)
			globs = append(globs, glob)
		}
	}
	return slices.ContainsFunc(d.byKind[schema.KindCluster], func(cluster *schema.Declaration) bool {
		return slices.Contains(d.environmentsOf(cluster), environment) && offered(globs, cluster.Name)
	})
}
