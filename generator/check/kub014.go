package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func nodesForWorkers() Rule {
	return Rule{
		ID: "KUB014", Level: diag.Error,
		Title: "fewer nodes than workers",
		Why: "Each worker has a node of its own. Beyond the pool's limit workers that KEDA asks for wait for ever; at the limit a new version waits too, as its " +
			"first worker comes before an old one goes.",
		Source: "Karpenter documentation, NodePools: limits; Kubernetes documentation, Deployments: maxSurge",
		Bad:    `clusters: etl: nodes: max: 8 // here`,
		Good:   `clusters: etl: nodes: max: 12`,
		Model:  onClusters(nodesSuffice),
	}
}

func nodesSuffice(_ *here, c *model.Cluster) diag.List {
	most := int(nodesOf(c).Max)
	if most == 0 || most > c.Workers.Max {
		return nil
	}
	return one(field(c, "nodes", "max"), "at most "+itoa(most)+" nodes, and at most "+itoa(c.Workers.Max)+" workers", "write "+itoa(c.Workers.Max+1)+" or more, or lower max of workers")
}
