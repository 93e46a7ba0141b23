package check

import (
	"regexp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func instancesOfArchitecture() Rule {
	return Rule{
		ID: "ECS009", Level: diag.Error,
		Title:  "instances of another processor",
		Why:    "A task definition names one architecture, and ECS places its tasks on instances of no other: with Graviton instances and X86_64, or the other way round, the service waits for ever.",
		Source: "Amazon ECS API, RuntimePlatform: cpuArchitecture; Amazon EC2 User Guide, Instance type naming conventions: g stands for AWS Graviton",
		Bad:    `clusters: plain: {launch: "EC2", architecture: "ARM64", workers: instances: ["r7i.2xlarge"]} // here`,
		Good:   `clusters: plain: {launch: "EC2", architecture: "ARM64", workers: instances: ["r8g.2xlarge"]}`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.ECS == nil || c.Task.Launch.Value != "EC2" {
				return nil
			}
			return append(instancesFit(c, c.Spec.Coordinator.Instances, "coordinator"), instancesFit(c, c.Spec.Workers.Instances, "workers")...)
		}),
	}
}

// graviton begins the name of an instance type with AWS's own processor: r8g, c7gn, im4gn, x2gd, a1.
var graviton = regexp.MustCompile(`^([a-z]+[0-9]+g[a-z]*|a1)\.`)

func instancesFit(c *model.Cluster, instances []string, label string) diag.List {
	asked := c.Task.Architecture.Value
	i := slices.IndexFunc(instances, func(name string) bool { return graviton.MatchString(name) != (asked == "ARM64") })
	if i < 0 {
		return nil
	}
	has := "X86_64"
	if asked == has {
		has = "ARM64"
	}
	return one(field(c, label, "instances"), instances[i]+" is "+has+", and the cluster's architecture "+asked, "write architecture: "+quote(has)+", or instances of "+asked)
}
