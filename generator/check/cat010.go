package check

import (
	"path"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func ownCacheFolder() Rule {
	return Rule{
		ID: "CAT010", Level: diag.Error,
		Title: "two catalogs with one cache folder",
		Why: "Each catalog runs a file system cache of its own, with its own count of what it keeps. In one folder the one that begins later counts the other's files as its own, " +
			"and evicts them: neither keeps what it read.",
		Source: "Trino documentation, File system cache, migration from catalog-level caching: until then catalogs need separate cache directories; measured on Trino 476: the second restores the first one's pages",
		Bad: `clusters: adhoc: {cache: {}, ephemeralStorage: 100}
catalogs: lakehouse: schema.#GlueIceberg & {
	owner: "data-platform"
	clusters: ["adhoc"]
	properties: "fs.cache.directories": "/data/trino/disk/cache"
}
catalogs: raw: schema.#GlueIceberg & {
	owner: "data-platform"
	clusters: ["adhoc"]
	properties: "fs.cache.directories": "/data/trino/disk/cache" // here
}`,
		Good: `clusters: adhoc: {cache: {}, ephemeralStorage: 100}
catalogs: lakehouse: schema.#GlueIceberg & {
	owner: "data-platform"
	clusters: ["adhoc"]
}
catalogs: raw: schema.#GlueIceberg & {
	owner: "data-platform"
	clusters: ["adhoc"]
}`,
		Model: onClusters(cacheFoldersDiffer),
	}
}

func cacheFoldersDiffer(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	taken := map[string]string{}
	for _, catalog := range c.Catalogs {
		on, ok := lineOf(catalog.Properties, "fs.cache.enabled")
		line, said := lineOf(catalog.Properties, "fs.cache.directories")
		if !ok || !said || !isTrue(on) {
			continue
		}
		for _, folder := range strings.Split(line.Value, ",") {
			folder = path.Clean(strings.TrimSpace(folder))
			if other, is := taken[folder]; is && other != catalog.Name {
				all = append(all, found(or(cause(line.Origin), catalog.Place), "fs.cache.directories "+folder+" is the cache of catalog "+other+" too",
					"write "+path.Join(folder, catalog.Name)+", or leave it to the cluster's block cache"))
			}
			taken[folder] = catalog.Name
		}
	}
	return all
}
