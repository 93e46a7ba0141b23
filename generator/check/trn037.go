package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func badPattern() Rule {
	return Rule{
		ID: "TRN037", Level: diag.Error,
		Title:  "a pattern of access control that Trino cannot read",
		Why:    "Users, groups, catalogs, schemas and tables are Java's regular expressions. With one that cannot be read Trino does not start; read again in a running server, it fails every query of everybody until it is mended.",
		Source: "measured on Trino 476: a broken rules file that is read again answers each query with GENERIC_INTERNAL_ERROR",
		Bad: `clusters: adhoc: accessControl: {
	drain: "drain"
	admins: users: ["*@example.com"] // here
}`,
		Good: `clusters: adhoc: accessControl: {
	drain: "drain"
	admins: users: [".*@example.com"]
}`,
		Model: onClusters(patternsAreRead),
	}
}

func patternsAreRead(_ *here, c *model.Cluster) diag.List {
	if c.Access == nil {
		return nil
	}
	spec := c.Spec.AccessControl
	all := append(unread(c, spec.Admins.Users, "accessControl", "admins", "users"), unread(c, spec.Admins.Groups, "accessControl", "admins", "groups")...)
	for _, name := range slices.Sorted(maps.Keys(spec.Roles)) {
		role, at := spec.Roles[name], []string{"accessControl", "roles", name}
		all = append(all, unread(c, role.Users, append(at, "users")...)...)
		all = append(all, unread(c, role.Groups, append(at, "groups")...)...)
		all = append(all, unreadablePattern(field(c, append(at, "schemas")...), role.Schemas)...)
	}
	for i, t := range spec.Tables {
		at := field(c, "accessControl", "tables").At(source.Index(i))
		for _, p := range []struct{ label, pattern string }{{"user", t.User}, {"group", t.Group}, {"catalog", t.Catalog}, {"schema", t.Schema}, {"table", t.Table}} {
			all = append(all, unreadablePattern(at.At(p.label), p.pattern)...)
		}
	}
	return all
}

func unread(c *model.Cluster, patterns []string, path ...string) diag.List {
	var all diag.List
	for i, pattern := range patterns {
		all = append(all, unreadablePattern(field(c, path...).At(source.Index(i)), pattern)...)
	}
	return all
}
