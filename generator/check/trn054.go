package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func diskOfPlatform() Rule {
	return Rule{
		ID: "TRN054", Level: diag.Error,
		Title:  "a local disk that the platform does not have",
		Why:    "Fargate has ephemeral storage and no node: neither a folder of it nor a disk of another size. On EC2 there is no ephemeral storage of tasks, and ECS refuses a task definition that asks for it.",
		Source: "Amazon ECS documentation, Fargate task ephemeral storage; Amazon ECS API, RegisterTaskDefinition: ephemeralStorage is for Fargate",
		Bad:    `clusters: plain: {spill: {}, workers: disk: size: "100GiB"} // here`,
		Good:   `clusters: plain: {spill: {}, ephemeralStorage: 100}`,
		Firm:   true,
		Model:  onClusters(diskIsOfPlatform),
	}
}

func diskIsOfPlatform(_ *here, c *model.Cluster) diag.List {
	switch {
	case c.ECS == nil:
		return nil
	case c.ECS.Launch == "FARGATE" && c.Spec.Workers.Disk != nil:
		return one(field(c, "workers", "disk"), "Fargate has no disk but its ephemeral storage", "write ephemeralStorage: 100 on the cluster, in GiB")
	case c.ECS.Launch != "FARGATE" && c.ECS.EphemeralStorage != 0:
		return one(field(c, "ephemeralStorage"), "ephemeralStorage is Fargate's, and launch is "+quote(c.ECS.Launch), `write workers: disk: size: "100GiB"`)
	}
	return nil
}
