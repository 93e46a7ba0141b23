package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func nodesHaveOwnNames() Rule {
	return Rule{
		ID: "TRN064", Level: diag.Error,
		Title: "one node.id for several nodes",
		Why: "Nodes announce themselves to the coordinator under their node.id, and of two with the same one only one is a node: the others start, wait, and get no work. " +
			"Trino gives every node an id of its own by itself.",
		Source: "measured on Trino 476: of a coordinator and a worker with one node.id system.runtime.nodes has one",
		Bad:    `clusters: plain: properties: "node.id": "plain-1" // here`,
		Good:   `clusters: plain: coordinator: properties: "node.id": "plain-coordinator"`,
		Model:  onClusters(idsDiffer),
	}
}

func idsDiffer(_ *here, c *model.Cluster) diag.List {
	for _, name := range []string{"config.properties", "node.properties"} {
		f, _ := c.Worker.File(name)
		if id, ok := lineOf(f.Lines, "node.id"); ok && byHand(id.Origin) && !strings.Contains(id.Value, "${ENV:") {
			return one(cause(id.Origin), "node.id "+id.Value+" is the id of every worker", "remove it, or write ${ENV:HOSTNAME}")
		}
	}
	return nil
}
