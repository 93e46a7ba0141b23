package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func graceFits() Rule {
	return Rule{
		ID: "TRN019", Level: diag.Error,
		Title: "a grace period that a leaving worker does not have",
		Why: "A worker that leaves waits the grace period twice, before and after its last task. What is left of the time until the platform kills it is all that running tasks have; " +
			"with none left every scale-in fails the queries on that worker.",
		Source: "Trino documentation, Graceful shutdown; Amazon ECS API, ContainerDefinition: stopTimeout is at most 120 seconds",
		Bad:    `clusters: adhoc: workers: grace: "60s" // here`,
		Good:   `clusters: adhoc: workers: grace: "15s"`,
		Model:  onClusters(graceLeavesTime),
	}
}

func graceLeavesTime(_ *here, c *model.Cluster) diag.List {
	if c.Workers.Drain.Value > 0 {
		return nil
	}
	return one(field(c, "workers", "grace"), "grace "+c.Workers.Grace.Value+" is waited twice, and the worker is killed after "+itoa(c.Workers.StopTimeout.Value)+"s",
		"write 30s or less")
}
