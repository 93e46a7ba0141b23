package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

func noSuchCatalog() Rule {
	return Rule{
		ID: "TRN035", Level: diag.Error,
		Title: "access to, or a cache for, a catalog that is not on the cluster",
		Why: "A rule for a catalog that the cluster does not offer never applies: the name is misspelt, and whoever should have access has none, or what should be kept back is not. " +
			"The file system cache of such a catalog is one that nobody gets.",
		Source: "weir; Trino documentation, File-based access control",
		Bad: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: {groups: ["analysts"], catalogs: ["tphc"]} // here
}`,
		Good: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: {groups: ["analysts"], catalogs: ["tpch"]}
}`,
		Model: onClusters(catalogsAreThere),
	}
}

func catalogsAreThere(h *here, c *model.Cluster) diag.List {
	if c.Spec.Cache == nil && c.Access == nil {
		return nil
	}
	names := h.offeredNames(c)
	var all diag.List
	if cache := c.Spec.Cache; cache != nil {
		all = unmatchedCatalogs(c, field(c, "cache", "catalogs"), cache.Catalogs, names)
	}
	if c.Access == nil {
		return all
	}
	for _, r := range c.Access.Roles {
		spec := c.Spec.AccessControl.Roles[r.Name]
		at := field(c, "accessControl", "roles", r.Name)
		all = append(all, unmatchedCatalogs(c, at.At("catalogs"), spec.Catalogs, names)...)
		all = append(all, unmatchedCatalogs(c, at.At("functions"), spec.Functions, names)...)
	}
	for i, t := range c.Spec.AccessControl.Tables {
		at := field(c, "accessControl", "tables").At(source.Index(i), "catalog")
		if whole, ok := wholePattern(t.Catalog); t.Catalog != "" && ok && !slices.ContainsFunc(append(names, "system"), whole.MatchString) {
			all = append(all, found(at, "no catalog of cluster "+c.Name+" is "+quote(t.Catalog), choose(t.Catalog, names)))
		}
	}
	return all
}

// unmatchedCatalogs finds the globs of a list that match no catalog of a cluster, whether they choose or exclude.
func unmatchedCatalogs(c *model.Cluster, at source.Place, globs, names []string) diag.List {
	var all diag.List
	for i, glob := range globs {
		name := strings.TrimPrefix(glob, "!")
		if !slices.ContainsFunc(names, func(have string) bool { return offered([]string{name}, have) }) {
			all = append(all, found(at.At(source.Index(i)), "no catalog of cluster "+c.Name+" is "+quote(name), choose(name, names)))
		}
	}
	return all
}

// offeredNames are the catalogs that a cluster has here or in another environment, where the same rules hold, and those whose declarations
// are not looked at this time.
func (h *here) offeredNames(c *model.Cluster) []string {
	names := catalogNames(c)
	seen := map[string]bool{}
	for _, d := range h.byKind[schema.KindCatalog] {
		seen[d.Name] = true
		if slices.ContainsFunc(sides(d), func(s side) bool { return offered(s.texts("clusters"), c.Name) }) {
			names = append(names, d.Name)
		}
	}
	for _, name := range h.names[schema.KindCatalog] {
		if !seen[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
