package check

import (
	"cmp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func ownProperty() Rule {
	return Rule{
		ID: "TRN009", Level: diag.Error,
		Title: "a property that weir writes itself",
		Why: "Services, health checks, scaling and the sums of the plan follow from the declaration's own fields. " +
			"A property that says otherwise wins in Trino's file alone, and the rest is then wrong.",
		Source: "weir",
		Bad:    `clusters: adhoc: properties: "http-server.http.port": 9090 // here`,
		Good:   `clusters: adhoc: properties: "query.max-history": 1000`,
		Model:  onClusters(ownPropertiesAreLeft),
	}
}

// written are the properties that weir writes, with the field that says it; none where nothing may.
func written() []struct{ property, field string } {
	return []struct{ property, field string }{
		{"coordinator", ""},
		{"discovery.uri", ""},
		{"http-server.http.port", ""},
		{"internal-communication.shared-secret", "sharedSecret"},
		{"memory.heap-headroom-per-node", "headroom in coordinator and workers"},
		{"query.max-memory", "queryMaxMemory"},
		{"query.max-memory-per-node", "maxMemoryPerNode in coordinator and workers"},
		{"retry-policy", "retry"},
		{"shutdown.grace-period", "grace in workers"},
	}
}

func ownPropertiesAreLeft(_ *here, c *model.Cluster) diag.List {
	all := ownProperties(c, c.Spec.Properties, "properties")
	all = append(all, ownProperties(c, c.Spec.Coordinator.Properties, "coordinator", "properties")...)
	return append(all, ownProperties(c, c.Spec.Workers.Properties, "workers", "properties")...)
}

func ownProperties(c *model.Cluster, properties map[string]any, path ...string) diag.List {
	var all diag.List
	for _, w := range written() {
		if _, ok := properties[w.property]; !ok {
			continue
		}
		remedy := "remove it"
		if w.field != "" {
			remedy = "write " + w.field
		}
		at := field(c, append(slices.Clone(path), w.property)...)
		all = append(all, found(at, w.property+" is "+cmp.Or(w.field, "weir's own layout")+", which other files follow too", remedy))
	}
	return all
}
