package check

import (
	"cmp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func ruleNeverApplies() Rule {
	return Rule{
		ID: "TRN036", Level: diag.Error,
		Title:  "a rule for tables that can never apply",
		Why:    "Of the rules for tables the first that matches counts. One behind another that matches all that it does is never read: what it allows stays forbidden, and what it keeps back is shown.",
		Source: "measured on Trino 476: the first match wins; Trino documentation, File-based access control",
		Bad: `clusters: adhoc: accessControl: {
	drain: "drain"
	tables: [
		{group: "analysts", catalog: "tpch", privileges: ["SELECT"]},
		{group: "analysts", catalog: "tpch", table: "customer", privileges: []}, // here
	]
}`,
		Good: `clusters: adhoc: accessControl: {
	drain: "drain"
	tables: [
		{group: "analysts", catalog: "tpch", table: "customer", privileges: []},
		{group: "analysts", catalog: "tpch", privileges: ["SELECT"]},
	]
}`,
		Model: onClusters(everyRuleApplies),
	}
}

func everyRuleApplies(_ *here, c *model.Cluster) diag.List {
	if c.Access == nil {
		return nil
	}
	var all diag.List
	for i, late := range c.Access.Tables {
		earlier := slices.IndexFunc(c.Access.Tables[:i], func(early model.TableRule) bool { return early.Role == "" && coversRule(early, late) })
		switch {
		case earlier < 0:
		case late.Role == "":
			d := found(late.Origin.Place, "rule "+itoa(i+1)+" never applies: rule "+itoa(earlier+1)+" matches all that it does", "write it before that one, or remove it")
			d.Related = []diag.Related{{Message: "the one before", Place: c.Access.Tables[earlier].Origin.Place}}
			all = append(all, d)
		default:
			all = append(all, found(c.Access.Tables[earlier].Origin.Place, "rule "+itoa(earlier+1)+" matches all that role "+late.Role+" reaches, which then gives nothing", "narrow it, or remove role "+late.Role+" here"))
		}
	}
	return all
}

// coversRule says whether a rule matches all that another does.
func coversRule(wide, narrow model.TableRule) bool {
	for _, pair := range [][2]string{
		{wide.User, narrow.User}, {wide.Group, narrow.Group}, {wide.Catalog, narrow.Catalog}, {wide.Schema, narrow.Schema}, {wide.Table, narrow.Table},
	} {
		if wide, narrow := cmp.Or(pair[0], ".*"), cmp.Or(pair[1], ".*"); !trino.Covers(wide, narrow) {
			return false
		}
	}
	return true
}
