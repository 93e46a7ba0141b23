package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func unknownConnector() Rule {
	return Rule{
		ID: "TRN010", Level: diag.Error,
		Title:  "a connector that this version of Trino does not have",
		Why:    "Trino refuses to start: \"No factory for connector\". Connectors come and go with versions: kudu and phoenix5 left before 476.",
		Source: "measured on Trino 476",
		Bad: `catalogs: metrics: schema.#Catalog & {
	connector: "promethus" // here
	owner:     "sre"
	clusters: ["adhoc"]
	properties: "prometheus.uri": "http://prometheus:9090"
}`,
		Good: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: "prometheus.uri": "http://prometheus:9090"
}`,
		Model: onCatalogs(connectorExists),
	}
}

func connectorExists(cluster *model.Cluster, c *model.Catalog) diag.List {
	if cluster.Release == nil {
		return nil
	}
	if _, ok := cluster.Release.Connector(c.Connector); ok {
		return nil
	}
	return one(within(c.Place, c.Head, cluster.Environment, "connector"),
		"connector "+quote(c.Connector)+" is not in Trino "+itoa(cluster.Version), choose(c.Connector, cluster.Release.Connectors()))
}
