package check

import (
	"strconv"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func fargateSize() Rule {
	return Rule{
		ID: "ECS001", Level: diag.Error,
		Title:  "a size that Fargate does not have",
		Why:    "Fargate runs tasks of certain pairs of cpu and memory only, and refuses a task definition with any other when it is registered.",
		Source: "Amazon ECS documentation, Troubleshoot Amazon ECS task definition invalid CPU or memory errors; 16 vCPU: numbers of third parties",
		Bad:    `clusters: adhoc: workers: {cpu: 16, memory: "121GiB"} // here`,
		Good:   `clusters: adhoc: workers: {cpu: 16, memory: "120GiB"}`,
		Firm:   true,
		Model:  onClusters(fargateHasSizes),
	}
}

// fargate is a size of task: from so many MiB to so many, in steps.
type fargate struct {
	cpu             float64
	from, to, steps int64
}

func fargateSizes() []fargate {
	return []fargate{
		{0.25, 512, 2048, 512}, {0.5, 1024, 4096, 1024}, {1, 2048, 8192, 1024}, {2, 4096, 16384, 1024},
		{4, 8192, 30720, 1024}, {8, 16384, 61440, 4096}, {16, 32768, 122880, 8192},
	}
}

func fargateHasSizes(_ *here, c *model.Cluster) diag.List {
	if c.Task.Launch.Value != "FARGATE" {
		return nil
	}
	return append(fargateHas(c, c.Coordinator, "coordinator"), fargateHas(c, c.Worker, "workers")...)
}

func fargateHas(c *model.Cluster, r model.Role, label string) diag.List {
	mib := r.Memory.Value >> 20
	for _, size := range fargateSizes() {
		if size.cpu != r.CPU.Value {
			continue
		}
		if mib >= size.from && mib <= size.to && (mib-size.from)%size.steps == 0 && r.Memory.Value%(1<<20) == 0 {
			return nil
		}
		return one(field(c, label, "memory"), "Fargate has no task of "+vcpu(r.CPU.Value)+" vCPU with "+r.Memory.Text,
			"write "+inGiB(size.from)+" to "+inGiB(size.to)+" in steps of "+inGiB(size.steps)+", or launch: \"EC2\"")
	}
	return one(field(c, label, "cpu"), "Fargate has no task of "+vcpu(r.CPU.Value)+" vCPU", "write 0.25, 0.5, 1, 2, 4, 8 or 16, or launch: \"EC2\"")
}

func vcpu(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func inGiB(mib int64) string {
	if mib%1024 != 0 {
		return strconv.FormatInt(mib, 10) + "MiB"
	}
	return strconv.FormatInt(mib/1024, 10) + "GiB"
}
