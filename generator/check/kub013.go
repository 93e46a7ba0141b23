package check

import (
	"cmp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func workersFillNodes() Rule {
	return Rule{
		ID: "KUB013", Level: diag.Warning,
		Title:  "a worker that leaves much of its node unused",
		Why:    "There is one worker a node, and nothing else runs there: memory that the worker does not ask for is paid for and used by nobody. A quarter of the node is more than what sizes in whole GiB leave.",
		Source: "one pod a node, and the whole node for it: the published sizing rules for Trino on EKS; Karpenter 1.14 documentation, Instance Types",
		Bad:    `clusters: etl: workers: {memory: "64GiB", instances: ["r8g.4xlarge"]} // here`,
		Good:   `clusters: etl: workers: {memory: "112GiB", instances: ["r8g.4xlarge"]}`,
		Model:  onClusters(workersFill),
	}
}

func workersFill(_ *here, c *model.Cluster) diag.List {
	r := &c.Worker
	var fitting []candidate
	for _, t := range candidates(c, r) {
		if holds(c, r, t.Type) {
			fitting = append(fitting, t)
		}
	}
	if len(fitting) == 0 {
		return nil
	}
	t := slices.MinFunc(fitting, func(a, b candidate) int { return cmp.Compare(a.ForPods.Memory, b.ForPods.Memory) })
	room := roomOn(c, t.Type)
	if unused := room.Memory*mib - r.Memory.Value; unused <= room.Memory*mib/4 {
		return nil
	}
	return one(field(c, "workers", "memory"), "a worker of "+r.Memory.Text+" on "+t.Name+", which leaves a pod "+room.String(),
		"write memory: "+quote(itoa(int(room.Memory/1024))+"GiB")+", or a smaller instance")
}
