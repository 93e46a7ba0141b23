package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func somebodyMayAsk() Rule {
	return Rule{
		ID: "KUB046", Level: diag.Error,
		Title:  "a network policy that lets nobody in",
		Why:    "A network policy lets in whom it names and nobody else. One that names no clients leaves a coordinator that nobody can ask, behind a load balancer too.",
		Source: "Kubernetes, Network Policies",
		Bad:    `clusters: etl: networkPolicy: ports: [9093] // here`,
		Good:   `clusters: etl: networkPolicy: {namespaces: ["airflow"], ports: [9093]}`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.Traffic == nil || len(c.Traffic.Clients) > 0 {
				return nil
			}
			return one(field(c, "networkPolicy"), "nobody may ask the coordinator of cluster "+quote(c.Name),
				`write networkPolicy: {namespaces: ["superset"]} for pods, addresses: ["10.0.0.0/16"] for load balancers and people`)
		}),
	}
}
