package check

import (
	"path"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func unsetVariable() Rule {
	return Rule{
		ID: "CAT008", Level: diag.Error,
		Title: "a variable that nobody sets",
		Why: "Trino refuses to start when ${ENV:X} names a variable that is not there. weir sets those of the references in a cluster's declarations; " +
			"one written by hand is set only if something outside does it, and then a waiver can say what.",
		Source: "measured on Trino 476: \"Environment variable is not set\"",
		Bad: `catalogs: stock: schema.#Catalog & {
	connector: "mysql"
	owner:     "commerce"
	clusters: ["adhoc"]
	properties: {
		"connection-url":      "jdbc:mysql://stock.internal:3306"
		"connection-user":     "reader"
		"connection-password": "${ENV:STOCK_PASSWORD}" // here
	}
}`,
		Good: `catalogs: stock: schema.#Catalog & {
	connector: "mysql"
	owner:     "commerce"
	clusters: ["adhoc"]
	properties: {
		"connection-url":      "jdbc:mysql://stock.internal:3306"
		"connection-user":     "reader"
		"connection-password": {parameter: "/lake/{environment}/stock/password"}
	}
}`,
		Model: onClusters(variablesAreSet),
	}
}

func variablesAreSet(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, catalog := range c.Catalogs {
		all = append(all, unset(c, catalog.Properties)...)
	}
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			if path.Dir(f.Path) == "." && path.Ext(f.Path) == ".properties" {
				all = append(all, unset(c, f.Lines)...)
			}
		}
	}
	return all
}

func unset(c *model.Cluster, lines []model.Line) diag.List {
	var all diag.List
	for _, line := range lines {
		_, rest, ok := strings.Cut(line.Value, "${ENV:")
		name, _, closed := strings.Cut(rest, "}")
		if line.Secret != "" || !ok || !closed || isSet(c, name) {
			continue
		}
		all = append(all, found(cause(line.Origin), line.Key+" reads the variable "+name+", which nobody sets", "write {parameter: …} or {secret: …, key: …} in its place"))
	}
	return all
}

// isSet says whether a container of the cluster has a variable: of a secret, or one that every container has.
func isSet(c *model.Cluster, name string) bool {
	return slices.ContainsFunc(c.Secrets, func(s model.Secret) bool { return s.Variable == name }) ||
		slices.Contains([]string{"HOSTNAME", "HOME", "PATH", "JAVA_HOME"}, name)
}
