package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func urlOfConnector() Rule {
	return Rule{
		ID: "CAT009", Level: diag.Error,
		Title:  "the JDBC URL of another database",
		Why:    "Trino starts, and the catalog is there; the connector's driver does not take the URL, and every query of the catalog fails.",
		Source: "measured on Trino 476 with postgresql, redshift, sqlserver, clickhouse, singlestore (\"Driver returned null connection\") and oracle (\"Unable to start the Universal Connection Pool\")",
		Bad: `catalogs: billing: schema.#Catalog & {
	connector: "postgresql"
	owner:     "finance"
	clusters: ["adhoc"]
	properties: "connection-url": "jdbc:mysql://billing:3306/billing" // here
}`,
		Good: `catalogs: billing: schema.#Catalog & {
	connector: "postgresql"
	owner:     "finance"
	clusters: ["adhoc"]
	properties: "connection-url": "jdbc:postgresql://billing:5432/billing"
}`,
		Model: onCatalogs(urlsAreTheDrivers),
	}
}

// drivers are what each connector's driver takes a URL by. mysql, mariadb and ignite are left out: of them Trino refuses another itself.
func drivers() map[string][]string {
	return map[string][]string{
		"clickhouse":  {"jdbc:clickhouse:", "jdbc:ch:"},
		"druid":       {"jdbc:avatica:remote:"},
		"duckdb":      {"jdbc:duckdb:"},
		"exasol":      {"jdbc:exa:"},
		"oracle":      {"jdbc:oracle:"},
		"postgresql":  {"jdbc:postgresql:"},
		"redshift":    {"jdbc:redshift:"},
		"singlestore": {"jdbc:singlestore:"},
		"snowflake":   {"jdbc:snowflake:"},
		"sqlserver":   {"jdbc:sqlserver:"},
		"vertica":     {"jdbc:vertica:"},
	}
}

func urlsAreTheDrivers(_ *model.Cluster, c *model.Catalog) diag.List {
	schemes, known := drivers()[c.Connector]
	line, ok := lineOf(c.Properties, "connection-url")
	if !known || !ok || trino.HoldsSecret(line.Value) {
		return nil
	}
	if slices.ContainsFunc(schemes, func(scheme string) bool { return strings.HasPrefix(strings.TrimSpace(line.Value), scheme) }) {
		return nil
	}
	return one(or(cause(line.Origin), c.Place), "connection-url begins with "+quote(schemeOf(line.Value))+", which connector "+c.Connector+" does not take",
		"begin it with "+strings.Join(schemes, " or "))
}

// schemeOf is how a URL begins, and no more of it: what follows may hold a password.
func schemeOf(url string) string {
	parts := strings.SplitN(url, ":", 3)
	if len(parts) < 3 || len(parts[0])+len(parts[1]) > 24 {
		return "…"
	}
	return parts[0] + ":" + parts[1] + ":"
}
