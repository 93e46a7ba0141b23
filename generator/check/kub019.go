package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func networkIsThere() Rule {
	return Rule{
		ID: "KUB019", Level: diag.Error,
		Title:  "more network than the instances have",
		Why:    "Karpenter counts what an instance has at all times, not what it is advertised with \"up to\": r8g.4xlarge has 7500 Mbit/s. Of types below the least that is asked for it makes no node.",
		Source: "Karpenter 1.14 documentation, Instance Types: karpenter.k8s.aws/instance-network-bandwidth",
		Bad: `clusters: etl: {
	workers: instances: ["r8g.4xlarge"]
	nodes: network: 15000 // here
}`,
		Good: `clusters: etl: {
	workers: instances: ["r8g.4xlarge"]
	nodes: network: 7500
}`,
		Model: onClusters(networkSuffices),
	}
}

func networkSuffices(_ *here, c *model.Cluster) diag.List {
	least, most := int(nodesOf(c).Network), 0
	types := candidates(c, &c.Worker)
	for _, t := range types {
		if t.Network == 0 || t.Network >= least {
			return nil
		}
		most = max(most, t.Network)
	}
	if len(types) == 0 {
		return nil
	}
	return one(field(c, "nodes", "network"), "network "+itoa(least)+" Mbit/s, and the instances have "+itoa(most)+" at most", "write "+itoa(most)+" or less, or other instances")
}
