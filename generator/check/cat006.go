package check

import (
	"cmp"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func literalSecret() Rule {
	return Rule{
		ID: "CAT006", Level: diag.Error,
		Title: "a secret written out",
		Why: "What stands in a declaration stands in every clone of the repository and in out/, in Parameter Store in clear, and in a ConfigMap. " +
			"A reference never does: Trino reads the value from its environment, which the platform fills. The value is never printed here.",
		Source: "trinodb/charts#311: catalog passwords in ConfigMaps; which properties are sensitive is harvested from Trino",
		Bad: `catalogs: stock: schema.#Catalog & {
	connector: "mysql"
	owner:     "commerce"
	clusters: ["adhoc"]
	properties: {
		"connection-url":      "jdbc:mysql://stock.internal:3306"
		"connection-user":     "reader"
		"connection-password": "hunter2" // here
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
		Firm:  true,
		Model: onClusters(secretsAreReferences),
	}
}

func secretsAreReferences(h *here, c *model.Cluster) diag.List {
	release := c.Release
	if release == nil {
		release = h.trino.Newest() // what is secret in it was so before, and will be
	}
	var all diag.List
	for _, catalog := range c.Catalogs {
		connector, _ := release.Connector(catalog.Connector)
		all = append(all, h.writtenOut(connector, catalog.Properties)...)
		all = append(all, h.namedSecrets(connector, catalog.Properties)...)
	}
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			if strings.HasPrefix(f.Path, "catalog/") {
				continue // looked at above
			}
			file, _ := fileOf(release, f)
			all = append(all, h.writtenOut(file, f.Lines)...)
		}
	}
	return all
}

// writtenOut are the lines whose value is a secret in clear. A connector that is not known has no sensitive properties, but
// its URLs are looked at.
func (h *here) writtenOut(file *trino.File, lines []model.Line) diag.List {
	var all diag.List
	for _, line := range lines {
		if line.Secret != "" || line.Value == "" || trino.HoldsSecret(line.Value) {
			continue
		}
		sensitive := file != nil && h.verdicts.of(file).trait(line.Key).sensitive
		if sensitive || trino.InClear(line.Value) || line.Key == "" && trino.FlagInClear(line.Value) {
			all = append(all, inClear(line))
		}
	}
	return all
}

// namedSecrets are the lines of a catalog whose property nobody knows, and whose name says that it is a secret: "some.api-key" of a
// connector of one's own, or of another version.
func (h *here) namedSecrets(connector *trino.File, lines []model.Line) diag.List {
	var all diag.List
	for _, line := range lines {
		known := connector != nil && h.verdicts.of(connector).trait(line.Key).known
		if !known && line.Secret == "" && trino.LooksSecret(line.Key, line.Value) && !trino.InClear(line.Value) {
			all = append(all, inClear(line))
		}
	}
	return all
}

// inClear is the finding on a line, which nobody prints.
func inClear(line model.Line) diag.Diagnostic {
	d := found(cause(line.Origin), cmp.Or(line.Key, "a JVM flag")+" holds a secret in clear",
		"write {parameter: …} or {secret: …, key: …}, and change the secret: whoever can read the repository has it")
	d.Secret = true
	return d
}
