package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func instancesOnFargate() Rule {
	return Rule{
		ID: "ECS010", Level: diag.Warning,
		Title:  "instance types where there are no instances",
		Why:    "Fargate chooses its own machines: instances says nothing there, and whoever reads the declaration believes otherwise.",
		Source: "Amazon ECS documentation, Amazon ECS launch types and capacity providers",
		Bad:    `clusters: plain: workers: instances: ["r8g.2xlarge"] // here`,
		Good:   `clusters: plain: {launch: "EC2", architecture: "ARM64", workers: instances: ["r8g.2xlarge"]}`,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.ECS == nil || c.Task.Launch.Value != "FARGATE" {
				return nil
			}
			return append(noInstances(c, c.Spec.Coordinator.Instances, "coordinator"), noInstances(c, c.Spec.Workers.Instances, "workers")...)
		}),
	}
}

func noInstances(c *model.Cluster, instances []string, label string) diag.List {
	if len(instances) == 0 {
		return nil
	}
	return one(field(c, label, "instances"), "Fargate has no instances to choose", `remove it, or write launch: "EC2"`)
}
