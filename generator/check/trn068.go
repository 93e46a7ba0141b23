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

func tagsAreKept() Rule {
	return Rule{
		ID: "TRN068", Level: diag.Error,
		Title: "tables that a role's tags leave out, and Trino shows",
		Why: "A role of the lake says by tags what it may read, and Lake Formation holds Athena to it. Trino's access control knows no tags: on a cluster a role reads all tables " +
			"of the catalogs and schemas that it reaches, those with other tags and columns among them.",
		Source: "Trino documentation, File-based access control: rules go by user, group, catalog, schema, table and column",
		Bad: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: {groups: ["analysts"], catalogs: ["raw"]} // here
}
catalogs: raw: schema.#GlueHive & {owner: "data-platform", clusters: ["adhoc"]}
lake: datasets: events: table: {database: "web_raw", format: "json", columns: [{name: "id", type: "string"}]}`,
		Good: `clusters: adhoc: accessControl: {
	drain: "drain"
	roles: analyst: {groups: ["analysts"], catalogs: ["raw"], schemas: "web_clean"}
}
catalogs: raw: schema.#GlueHive & {owner: "data-platform", clusters: ["adhoc"]}
lake: datasets: events: table: {database: "web_raw", format: "json", columns: [{name: "id", type: "string"}]}`,
		Model: onClusters(tagsHoldInTrino),
	}
}

func tagsHoldInTrino(h *here, c *model.Cluster) diag.List {
	if c.Access == nil {
		return nil
	}
	var all diag.List
	for _, r := range c.Access.Roles {
		role, ok := h.lakeRole(r.Name)
		if !ok || len(role.Match) == 0 || !slices.Contains(r.May, "select") {
			continue
		}
		if shown := h.shown(c, r, role); len(shown) > 0 {
			all = append(all, found(field(c, "accessControl", "roles", r.Name), "role "+r.Name+" reads "+some(shown)+", which its tags in the lake leave out; Trino knows no tags",
				"narrow schemas, or write a rule for it in accessControl: tables, which comes first"))
		}
	}
	return all
}

func (h *here) lakeRole(name string) (schema.Role, bool) {
	for _, item := range h.env.Lake.Roles {
		if item.Name == name {
			return item.Spec, true
		}
	}
	return schema.Role{}, false
}

// shown are the tables and columns that a role reads on a cluster, though its tags leave them out.
func (h *here) shown(c *model.Cluster, r *model.AccessRole, role schema.Role) []string {
	var all []string
	for _, item := range h.env.Lake.Datasets {
		for _, t := range tablesOf(item) {
			if !reads(c, r, t) || ruledByHand(c, r, t) {
				continue
			}
			if out := leftOut(role.Match, item.Spec.Tags); out != "" {
				all = append(all, "table "+t.database+"."+t.name+" ("+out+")")
				continue
			}
			for _, column := range item.Spec.Table.Columns {
				if out := leftOut(role.Match, over(item.Spec.Tags, column.Tags)); out != "" {
					all = append(all, "column "+column.Name+" of "+t.database+"."+t.name+" ("+out+")")
				}
			}
		}
	}
	return all
}

// lakeTable is a table of a dataset, as catalogs of the Data Catalog see it.
type lakeTable struct {
	database, name string
	iceberg        bool
}

// tablesOf are a dataset's table, and the one that its files are merged into.
func tablesOf(item model.Item[schema.Dataset]) []lakeTable {
	t := item.Spec.Table
	if t == nil {
		return nil
	}
	name := t.Name
	if name == "" {
		name = item.Name
	}
	all := []lakeTable{{t.Database, name, t.Format == "iceberg"}}
	if m := item.Spec.Merge; m != nil {
		all = append(all, lakeTable{t.Database, m.Into, m.Table == "iceberg"})
	}
	return all
}

// reads says whether a role reaches a table: by a catalog of the Data Catalog whose connector reads such tables, and in a schema that is the role's.
func reads(c *model.Cluster, r *model.AccessRole, t lakeTable) bool {
	if r.Schemas != "" && !trino.MayMatch(r.Schemas, t.database) {
		return false
	}
	return slices.ContainsFunc(c.Catalogs, func(catalog *model.Catalog) bool {
		return slices.Contains(r.Catalogs, catalog.Name) && catalog.Connector == map[bool]string{true: "iceberg", false: "hive"}[t.iceberg] && ofGlue(catalog)
	})
}

// ofGlue says whether a catalog's tables are those of the Glue Data Catalog.
func ofGlue(c *model.Catalog) bool {
	return slices.ContainsFunc([]string{"hive.metastore", "iceberg.catalog.type"}, func(key string) bool {
		line, ok := lineOf(c.Properties, key)
		return ok && strings.EqualFold(strings.TrimSpace(line.Value), "glue")
	})
}

// ruledByHand says whether a rule that somebody wrote decides on a table for those who have a role; such a rule comes before the role's.
func ruledByHand(c *model.Cluster, r *model.AccessRole, t lakeTable) bool {
	return slices.ContainsFunc(c.Spec.AccessControl.Tables, func(rule schema.TableRule) bool {
		everybody := rule.User == "" && rule.Group == ""
		same := slices.ContainsFunc(r.Who, func(w model.Who) bool { return w.User == rule.User && w.Group == rule.Group })
		names := func(pattern, name string) bool { return pattern == "" || trino.MayMatch(pattern, name) }
		catalog := rule.Catalog == "" || slices.ContainsFunc(r.Catalogs, func(name string) bool { return trino.MayMatch(rule.Catalog, name) })
		return (everybody || same) && catalog && names(rule.Schema, t.database) && names(rule.Table, t.name)
	})
}

// leftOut is why tags do not match: the first key whose value is none of those asked for: `phi "true"`, "no layer".
func leftOut(match map[string][]string, tags map[string]string) string {
	for _, key := range slices.Sorted(maps.Keys(match)) {
		value, has := tags[key]
		switch {
		case !has:
			return "no " + key
		case !slices.Contains(match[key], value):
			return key + " " + quote(value)
		}
	}
	return ""
}

// over are tags with some in place of others.
func over(tags, more map[string]string) map[string]string {
	all := maps.Clone(tags)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, more)
	return all
}

// some names a few of many things.
func some(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + itoa(len(names)-most) + " more"
	}
	return strings.Join(names, ", ")
}
