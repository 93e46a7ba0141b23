package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func nodesAreNamedByHost() Rule {
	return Rule{
		ID: "TRN064", Level: diag.Warning,
		Title: "a node.id that nothing reads",
		Why: "Trino's image names each node by its host, on the command line, and what stands there wins over the files: the value in the declaration names no node. " +
			"Were it read, all nodes that carry it would have one name.",
		Source: "trinodb/trino, core/docker/bin/run-trino: -Dnode.id unless node.properties has one; measured on Trino 476: system.runtime.nodes has the name of the command line",
		Bad:    `clusters: plain: properties: "node.id": "plain-1" // here`,
		Good:   `clusters: plain: properties: "query.max-history": 1000`,
		Model:  onRoles(idsAreTheHosts),
	}
}

func idsAreTheHosts(_ *model.Cluster, r *model.Role) diag.List {
	f, _ := r.File("config.properties")
	id, ok := lineOf(f.Lines, "node.id")
	if !ok || !byHand(id.Origin) {
		return nil
	}
	return one(cause(id.Origin), "node.id "+id.Value+" is not read: the image names each node by its host", "remove it")
}
