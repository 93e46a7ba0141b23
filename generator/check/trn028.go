package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
	"weir.local/schema"
)

func sessionPropertiesExist() Rule {
	return Rule{
		ID: "TRN028", Level: diag.Error,
		Title: "a session property that Trino refuses",
		Why: "Trino reads session properties when a query begins, not when it starts: with an unknown name, a catalog that is not there, or a value of the wrong type, " +
			"every query that the rule matches fails, or reads the value as another.",
		Source: "measured on Trino 476: INVALID_SESSION_PROPERTY, CATALOG_NOT_FOUND, \"yes\" read as false; the names and types are harvested from each version of Trino itself",
		Bad: `clusters: adhoc: sessionProperties: rules: [{sessionProperties: {
	query_max_runtime:       "1h" // here
	join_distribution_type:  "AUTO" // here
	spill_enabled:           "yes" // here
	"tpch.splits":           4 // here
	"shopp.join_pushdown_enabled": true // here
}}]`,
		Good: `clusters: adhoc: sessionProperties: rules: [{sessionProperties: {
	query_max_run_time:      "1h"
	join_distribution_type:  "AUTOMATIC"
	spill_enabled:           "true"
	"shop.join_pushdown_enabled": true
}}]`,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			if c.Release == nil {
				return nil
			}
			var all diag.List
			for _, r := range c.Session {
				for _, name := range slices.Sorted(maps.Keys(r.Values)) {
					all = append(all, h.sessionProperty(c.Release, c, name, r.Values[name])...)
				}
			}
			return all
		}),
	}
}

func (h *here) sessionProperty(release *trino.Release, c *model.Cluster, name string, value model.Text) diag.List {
	catalog, property, of := strings.Cut(name, ".")
	if !of {
		return sessionValue(release.Server(), release.SessionProperties(), "Trino "+itoa(c.Version), name, name, value)
	}
	i := slices.IndexFunc(c.Catalogs, func(one *model.Catalog) bool { return one.Name == catalog })
	if i < 0 {
		if h.stands(catalog) {
			return nil
		}
		return one(value.Origin.Place, "catalog "+quote(catalog)+" is not on cluster "+c.Name, orElse(choose(catalog, catalogNames(c)), "remove "+name))
	}
	connector, ok := release.Connector(c.Catalogs[i].Connector)
	if !ok {
		return nil
	}
	known := connector.SessionProperties()
	if known == nil {
		return nil // they could not be learnt
	}
	return sessionValue(connector, known, "connector "+connector.Name, name, property, value)
}

// stands says whether a catalog was left out because an earlier verdict on it stands: then it stands on this too.
func (h *here) stands(catalog string) bool {
	return h.has(schema.KindCatalog, catalog) && !slices.ContainsFunc(h.byKind[schema.KindCatalog], func(d *schema.Declaration) bool { return d.Name == catalog })
}

// standing are the catalogs whose earlier verdict stands.
func (h *here) standing() []string {
	looked := map[string]bool{}
	for _, d := range h.byKind[schema.KindCatalog] {
		looked[d.Name] = true
	}
	return slices.DeleteFunc(slices.Clone(h.names[schema.KindCatalog]), func(name string) bool { return looked[name] })
}

func catalogNames(c *model.Cluster) []string {
	var names []string
	for _, one := range c.Catalogs {
		names = append(names, one.Name)
	}
	return names
}

// sessionValue looks at a property of the server or of a connector, by its name there, and at its value.
func sessionValue(file *trino.File, known []trino.SessionProperty, of, written, name string, value model.Text) diag.List {
	at := value.Origin.Place
	i := slices.IndexFunc(known, func(p trino.SessionProperty) bool { return p.Name == name })
	if i < 0 {
		return one(at, name+" is not a session property of "+of, orElse(nearestSession(written, name, known), "remove it"))
	}
	if err := file.CheckSession(known[i], value.Value); err != nil {
		return one(at, written+": "+err.Error(), "write "+file.SessionExample(known[i]))
	}
	return nil
}

// nearestSession is the remedy for a name that was misspelt, behind the catalog's name where it has one.
func nearestSession(written, name string, known []trino.SessionProperty) string {
	near := choose(name, trino.SessionNames(known))
	prefix := strings.TrimSuffix(written, name)
	if strings.HasPrefix(near, "write one of") {
		return ""
	}
	return strings.ReplaceAll(strings.Replace(near, "write ", "write "+prefix, 1), " or ", " or "+prefix)
}
