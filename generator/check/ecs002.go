package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func spotProvider() Rule {
	return Rule{
		ID: "ECS002", Level: diag.Error,
		Title:  "workers on spot where no instances are",
		Why:    "On EC2 tasks run on the instances of a capacity provider. Where the environment names none of spot instances, workers with spot: true would all run on demand, without a word.",
		Source: "Amazon ECS documentation, Amazon ECS capacity providers for the EC2 launch type",
		Bad:    `clusters: plain: {launch: "EC2", retry: "TASK", exchange: bucket: "exchange", workers: {spot: true, onDemandBase: 1}} // here`,
		Good: `clusters: plain: {launch: "EC2", retry: "TASK", exchange: bucket: "exchange", workers: {spot: true, onDemandBase: 1}}
environments: dev: ecs: capacityProviders: {onDemand: "lake", spot: "lake-spot"}
environments: prod: ecs: capacityProviders: {onDemand: "lake", spot: "lake-spot"}`,
		Firm:  true,
		Model: onClusters(spotHasProvider),
	}
}

func spotHasProvider(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil || c.Task.Launch.Value != "EC2" || !c.Workers.Spot || c.Home.Spot.Value != "" {
		return nil
	}
	return one(field(c, "workers", "spot"), "environment "+c.Environment+" names no capacity provider of spot instances",
		"write ecs: capacityProviders: {onDemand: …, spot: …} in the environment, or spot: false")
}
