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
		Title:  "access to a catalog that is not on the cluster",
		Why:    "A rule for a catalog that the cluster does not offer never applies: the name is misspelt, and whoever should have access has none, or what should be kept back is not.",
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
	if c.Access == nil {
		return nil
	}
	names := h.offeredNames(c)
	var all diag.List
	for _, r := range c.Access.Roles {
		spec := c.Spec.AccessControl.Roles[r.Name]
		for _, list := range []struct {
			label string
			globs []string
		}{{"catalogs", spec.Catalogs}, {"functions", spec.Functions}} {
			at := field(c, "accessControl", "roles", r.Name, list.label)
			for i, glob := range list.globs {
				name := strings.TrimPrefix(glob, "!")
				if !slices.ContainsFunc(names, func(have string) bool { return offered([]string{name}, have) }) {
					all = append(all, found(at.At(source.Index(i)), "no catalog of cluster "+c.Name+" is "+quote(name), choose(name, names)))
				}
			}
		}
	}
	for i, t := range c.Spec.AccessControl.Tables {
		at := field(c, "accessControl", "tables").At(source.Index(i), "catalog")
		if whole, ok := wholePattern(t.Catalog); t.Catalog != "" && ok && !slices.ContainsFunc(append(names, "system"), whole.MatchString) {
			all = append(all, found(at, "no catalog of cluster "+c.Name+" is "+quote(t.Catalog), choose(t.Catalog, names)))
		}
	}
	return all
}

// offeredNames are the catalogs that may be on a cluster: those that are, and those whose declarations are not looked at this time.
func (h *here) offeredNames(c *model.Cluster) []string {
	var names []string
	for _, catalog := range c.Catalogs {
		names = append(names, catalog.Name)
	}
	seen := map[string]bool{}
	for _, d := range h.byKind[schema.KindCatalog] {
		seen[d.Name] = true
	}
	for _, name := range h.names[schema.KindCatalog] {
		if !seen[name] {
			names = append(names, name)
		}
	}
	return names
}
