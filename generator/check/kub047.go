package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func portsAreKnown() Rule {
	return Rule{
		ID: "KUB047", Level: diag.Error,
		Title:  "an address that the network policy cannot read",
		Why:    "A network policy lets connections out to ports. weir reads them off the addresses of catalogs and event listeners; one that is a secret, or of a driver whose port nobody here knows, would be cut off: queries wait for a connection until they fail.",
		Source: "Kubernetes, Network Policies",
		Bad: `clusters: etl: networkPolicy: namespaces: ["airflow"]
catalogs: plans: schema.#Catalog & {
	owner:     "data-platform"
	clusters:  ["etl"]
	connector: "exasol"
	properties: {
		"connection-url":      "jdbc:exa:plans.internal:8563" // here
		"connection-user":     parameter: "/lake/{environment}/plans/user"
		"connection-password": parameter: "/lake/{environment}/plans/password"
	}
}`,
		Good: `clusters: etl: networkPolicy: {namespaces: ["airflow"], ports: [8563]}
catalogs: plans: schema.#Catalog & {
	owner:     "data-platform"
	clusters:  ["etl"]
	connector: "exasol"
	properties: {
		"connection-url":      "jdbc:exa:plans.internal:8563"
		"connection-user":     parameter: "/lake/{environment}/plans/user"
		"connection-password": parameter: "/lake/{environment}/plans/password"
	}
}`,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.Traffic == nil || len(c.EKS.NetworkPolicy.Ports) > 0 {
				return nil
			}
			var all diag.List
			for _, u := range c.Traffic.Unread {
				all = append(all, found(or(cause(u.Origin), field(c, "networkPolicy")), u.Thing+": "+u.Property+" holds an address whose port cannot be read",
					"write the ports of all such addresses of cluster "+quote(c.Name)+": networkPolicy: ports: [3306]"))
			}
			return all
		}),
	}
}
