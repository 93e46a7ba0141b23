package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func crossingRoles() Rule {
	return Rule{
		ID: "TRN039", Level: diag.Warning,
		Title: "two roles of which neither has all that the other has",
		Why: "Lake Formation adds up what a person's roles give; in Trino the first rule that matches counts. weir writes the role with more rights first, which is the same as long as it has all " +
			"rights of the other. Otherwise who is in both has less in Trino than in Athena.",
		Source: "measured on Trino 476: a user in two groups got the first rule's columns alone; Trino documentation, File-based access control",
		Bad: `lake: roles: loader: schema.#Role & {principal: "arn:aws:iam::{account}:role/loader", match: layer: ["silver"], may: ["insert", "delete"]}
clusters: adhoc: accessControl: {
	drain: "drain"
	roles: {
		analyst: {groups: ["analysts"], catalogs: ["tpch"]}
		loader: {groups: ["loaders"], catalogs: ["tpch"]} // here
	}
}`,
		Good: `lake: roles: loader: schema.#Role & {principal: "arn:aws:iam::{account}:role/loader", match: layer: ["silver"], may: ["select", "insert", "delete"]}
clusters: adhoc: accessControl: {
	drain: "drain"
	roles: {
		analyst: {groups: ["analysts"], catalogs: ["tpch"]}
		loader: {groups: ["loaders"], catalogs: ["tpch"]}
	}
}`,
		Model: onClusters(rolesNest),
	}
}

func rolesNest(_ *here, c *model.Cluster) diag.List {
	if c.Access == nil {
		return nil
	}
	var all diag.List
	said := map[string]bool{}
	for i, second := range c.Access.Tables {
		for _, first := range c.Access.Tables[:i] {
			if first.Role == "" || second.Role == "" || first.Role == second.Role || !meet(first, second) {
				continue
			}
			lacks := slices.DeleteFunc(slices.Clone(second.Privileges), func(p string) bool { return slices.Contains(first.Privileges, p) })
			roles := []string{first.Role, second.Role}
			slices.Sort(roles)
			if len(lacks) == 0 || !once(said, strings.Join(roles, " ")) {
				continue
			}
			all = append(all, found(field(c, "accessControl", "roles", roles[1]),
				"roles "+roles[0]+" and "+roles[1]+" reach the same tables, and "+first.Role+", which counts first, lacks "+strings.Join(lacks, ", "),
				"give one of them all that the other may, or keep their catalogs apart; waive TRN039 where nobody is in both"))
		}
	}
	return all
}

// meet says whether rules of two roles may be about the same table: they share a catalog, and do not say different schemas by name.
func meet(a, b model.TableRule) bool {
	shared := slices.ContainsFunc(strings.Split(a.Catalog, "|"), func(name string) bool { return slices.Contains(strings.Split(b.Catalog, "|"), name) })
	return shared && (a.Schema == "" || b.Schema == "" || trino.Covers(a.Schema, b.Schema) || trino.Covers(b.Schema, a.Schema))
}
