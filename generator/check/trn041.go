package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func knownDisk() Rule {
	return Rule{
		ID: "TRN041", Level: diag.Error,
		Title: "a local disk of unknown size",
		Why: "Spill and the file system cache fill the disk up to their limits. On a disk whose size nobody says there are none, until it is full: " +
			"Kubernetes then evicts the pod, and on an EC2 instance every container of it suffers. On Fargate the size is known.",
		Source: "Kubernetes documentation, Local ephemeral storage; Trino documentation, Spill to disk",
		Bad:    `clusters: etl: spill: {} // here`,
		Good: `clusters: etl: {
	spill: {}
	workers: disk: size: "400GiB"
}`,
		Firm:  true,
		Model: onClusters(diskIsKnown),
	}
}

func diskIsKnown(_ *here, c *model.Cluster) diag.List {
	if c.Disk.Path == "" || c.Disk.Size.Text != "" {
		return nil
	}
	block := "spill"
	if c.Spec.Spill == nil {
		block = "cache"
	}
	return one(field(c, block), block+" on a local disk of unknown size", `write workers: disk: size: "400GiB", what Trino may fill of a worker's disk`)
}
