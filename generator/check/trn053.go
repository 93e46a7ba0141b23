package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func drainFits() Rule {
	return Rule{
		ID: "TRN053", Level: diag.Error,
		Title:  "more time for running tasks than the platform gives",
		Why:    "Fargate kills a container 120 seconds after it asked it to stop, and spot capacity is gone after two minutes, whatever the declaration says: the tasks that still run fail.",
		Source: "Amazon ECS API, ContainerDefinition: stopTimeout is at most 120 seconds; Amazon EC2, Spot instance interruption notices",
		Bad:    `clusters: plain: workers: drain: "10m" // here`,
		Good:   `clusters: plain: workers: drain: "60s"`,
		Model:  onClusters(drainIsGiven),
	}
}

// mostStop is what Fargate and spot capacity give, in seconds.
const mostStop = 120

func drainIsGiven(_ *here, c *model.Cluster) diag.List {
	limited := c.Task.Launch.Value == "FARGATE" || c.Workers.Spot
	if c.Spec.Workers.Drain == "" || !limited || c.Workers.StopTimeout.Value <= mostStop {
		return nil
	}
	most := max(c.Workers.Drain.Value-(c.Workers.StopTimeout.Value-mostStop), 0)
	return one(field(c, "workers", "drain"), "drain "+string(c.Spec.Workers.Drain)+" needs "+itoa(c.Workers.StopTimeout.Value)+"s to stop, and there are "+itoa(mostStop)+"s",
		"write "+itoa(most)+"s or less, or shorten grace")
}
