package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func spotOnArm() Rule {
	return Rule{
		ID: "ECS003", Level: diag.Warning,
		Title:  "Graviton on Fargate Spot",
		Why:    "AWS's page on Fargate's capacity providers says that Fargate Spot runs no ARM64 tasks. It may be dated; if it holds, no worker starts.",
		Source: "Amazon ECS documentation, Amazon ECS clusters for Fargate: Fargate Spot does not support ARM64 (China edition)",
		Bad:    `clusters: plain: {architecture: "ARM64", retry: "TASK", exchange: bucket: "exchange", workers: {spot: true, onDemandBase: 1}} // here`,
		Good:   `clusters: plain: {architecture: "X86_64", retry: "TASK", exchange: bucket: "exchange", workers: {spot: true, onDemandBase: 1}}`,
		Model:  onClusters(spotRunsThere),
	}
}

func spotRunsThere(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil || c.Task.Launch.Value != "FARGATE" || !c.Workers.Spot || c.Task.Architecture.Value != "ARM64" {
		return nil
	}
	return one(field(c, "architecture"), "Fargate Spot may run no ARM64 tasks", `write architecture: "X86_64", or waive this when you have seen one start`)
}
