package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func diskFitsStore() Rule {
	return Rule{
		ID: "KUB018", Level: diag.Error,
		Title: "a local disk that the node does not have",
		Why: "A worker asks for its disk as ephemeral storage. The node's is its instance store, or its root volume: images and logs lie there too. " +
			"A pod that asks for more waits for ever; one that fills more than there is is evicted.",
		Source: "Karpenter documentation, NodeClasses: instanceStorePolicy RAID0; Kubernetes documentation, Local ephemeral storage",
		Bad: `clusters: etl: {
	spill: {}
	workers: {instances: ["r8gd.4xlarge"], disk: size: "2000GiB"} // here
}`,
		Good: `clusters: etl: {
	spill: {}
	workers: {instances: ["r8gd.4xlarge"], disk: size: "700GiB"}
}`,
		Model: onClusters(diskIsThere),
	}
}

// usable is what of a node's storage pods may ask for, in percent: the kubelet evicts them at 90, and keeps some for itself.
const usable = 85

func diskIsThere(_ *here, c *model.Cluster) diag.List {
	if c.Nodes == nil || c.Disk.Volume != model.EmptyDir || c.Disk.Size.Value == 0 {
		return nil
	}
	class := c.Nodes.Class(model.Worker)
	if class.Store == nil {
		if most := (class.Volume.Value - imagesTake*gib); nodesOf(c).Volume != "" && c.Disk.Size.Value > most {
			return one(field(c, "workers", "disk", "size"), "a disk of "+c.Disk.Size.Text+" on a root volume of "+class.Volume.Text+", which holds images and logs too",
				"write volume: "+quote(itoa(int((c.Disk.Size.Value+gib-1)/gib)+imagesTake)+"GiB")+" or more in nodes, or leave it out")
		}
		return nil
	}
	for _, t := range candidates(c, &c.Worker) {
		most := int64(t.NVMe) * 1e9 * usable / 100
		if c.Disk.Size.Value > most {
			return one(field(c, "workers", "disk", "size"), "a disk of "+c.Disk.Size.Text+", and "+t.Name+" has "+itoa(t.NVMe)+" GB of instance store",
				"write "+quote(itoa(int(most/gib))+"GiB")+" or less, or other instances")
		}
	}
	return nil
}

// imagesTake is what images and logs take of a node's root volume, in GiB.
const imagesTake = 50
