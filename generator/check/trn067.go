package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func cacheHasCatalogs() Rule {
	return Rule{
		ID: "TRN067", Level: diag.Error,
		Title:  "a file system cache for a connector that has none",
		Why:    "The cache keeps files of the lake, and only connectors that read those have it: hive, iceberg, delta_lake and hudi. For any other weir writes nothing, and what was to be fast is as slow as before.",
		Source: "which connectors have fs.cache.enabled is harvested from each version of Trino itself",
		Bad: `clusters: adhoc: {
	ephemeralStorage: 100
	cache: catalogs: ["tpch"] // here
}`,
		Good: `clusters: adhoc: {
	ephemeralStorage: 100
	cache: catalogs: ["lakehouse"]
}
catalogs: lakehouse: schema.#GlueIceberg & {owner: "data-platform", clusters: ["adhoc"]}`,
		Model: onClusters(cachesAreHad),
	}
}

func cachesAreHad(h *here, c *model.Cluster) diag.List {
	cache := c.Spec.Cache
	if cache == nil || cache.Enabled != nil && !*cache.Enabled {
		return nil
	}
	if len(cache.Catalogs) == 0 {
		if len(c.Catalogs) == 0 || h.mayCache(c, "**") {
			return nil
		}
		return one(field(c, "cache"), "no catalog of cluster "+c.Name+" has the file system cache", "remove cache, or offer a catalog of the lake on the cluster")
	}
	var all diag.List
	for i, glob := range cache.Catalogs {
		if strings.HasPrefix(glob, "!") || !slices.ContainsFunc(catalogNames(c), func(name string) bool { return offered([]string{glob}, name) }) || h.mayCache(c, glob) {
			continue
		}
		all = append(all, found(field(c, "cache", "catalogs").At(source.Index(i)), h.withoutCache(c, glob), orElse(choose("", h.cacheable(c)), "remove it")))
	}
	return all
}

// mayCache says whether a pattern leads to a catalog of a cluster that has the cache, or whose earlier verdict stands.
func (h *here) mayCache(c *model.Cluster, glob string) bool {
	return slices.ContainsFunc(slices.Concat(h.cacheable(c), h.standing()), func(name string) bool { return offered([]string{glob}, name) })
}

// cacheable are the catalogs of a cluster whose connector has the cache.
func (h *here) cacheable(c *model.Cluster) []string {
	release := c.Release
	if release == nil {
		release = h.trino.Newest()
	}
	var names []string
	for _, catalog := range c.Catalogs {
		connector, known := release.Connector(catalog.Connector)
		if !known || h.verdicts.of(connector).trait("fs.cache.enabled").known {
			names = append(names, catalog.Name)
		}
	}
	return names
}

// withoutCache says what a pattern leads to.
func (h *here) withoutCache(c *model.Cluster, glob string) string {
	for _, catalog := range c.Catalogs {
		if catalog.Name == glob {
			return "connector " + catalog.Connector + " of catalog " + glob + " has no file system cache"
		}
	}
	return "no catalog that " + quote(glob) + " matches has the file system cache"
}
