package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func queryMemoryAtMin() Rule {
	return Rule{
		ID: "TRN008", Level: diag.Warning,
		Title: "query memory that the fewest workers do not have",
		Why: "query.max-memory is what one query may take in the whole cluster. Above the memory of the fewest workers it is no limit at quiet times: " +
			"a query fills the cluster and is killed, or all others with it, before more workers come. Trino ignores the property when tasks are retried.",
		Source: "Cloudera, Trino memory: query.max-memory is memory per node times workers; Trino documentation, Resource management properties",
		Bad:    `clusters: adhoc: {queryMaxMemory: "500GB", workers: {min: 1, heap: "96GB"}} // here`,
		Good:   `clusters: adhoc: {queryMaxMemory: "60GB", workers: {min: 1, heap: "96GB"}}`,
		Model:  onClusters(fewestWorkersSuffice),
	}
}

func fewestWorkersSuffice(_ *here, c *model.Cluster) diag.List {
	policy, _ := retryOf(c)
	query := effective(&c.Coordinator, "query.max-memory", c.Workers.QueryMemory, c.Coordinator.Heap)
	workers := int64(max(c.Workers.Min, 1))
	have := (c.Worker.Heap.Value - c.Worker.Headroom.Value) * workers
	if policy == "TASK" || have <= 0 || query.Value <= have {
		return nil
	}
	return one(or(firstByHand(query), field(c, "queryMaxMemory")),
		"query memory "+query.Text+" is more than the "+floorText(have)+" of the fewest workers ("+itoa(int(workers))+")",
		"write "+floorText(have)+" or less, or raise workers: min")
}
