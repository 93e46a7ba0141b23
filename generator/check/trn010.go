package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
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
		Model: onClusters(func(h *here, cluster *model.Cluster) diag.List {
			var all diag.List
			for _, c := range cluster.Catalogs {
				all = append(all, h.connectorExists(cluster, c)...)
			}
			return all
		}),
	}
}

func (h *here) connectorExists(cluster *model.Cluster, c *model.Catalog) diag.List {
	if cluster.Release == nil {
		return nil
	}
	if _, ok := cluster.Release.Connector(c.Connector); ok {
		return nil
	}
	at := within(c.Place, c.Head, cluster.Environment, "connector")
	message := "connector " + quote(c.Connector) + " is not in Trino " + itoa(cluster.Version)
	if others := versionsWith(h.trino, c.Connector); len(others) > 0 {
		return one(at, message+"; Trino "+strings.Join(others, " and ")+" has it", "remove the catalog, or offer it on clusters of such a version")
	}
	return one(at, message, choose(c.Connector, cluster.Release.Connectors()))
}

// versionsWith lists the versions of Trino that have a connector.
func versionsWith(known trino.Releases, connector string) []string {
	var versions []string
	for _, release := range known.All() {
		if _, ok := release.Connector(connector); ok {
			versions = append(versions, itoa(release.Version))
		}
	}
	return versions
}
