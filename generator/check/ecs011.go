package check

import (
	"math"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// Cpu of a task on instances, in vCPU.
const (
	leastCPU = 0.125
	mostCPU  = 192
)

func instanceSize() Rule {
	return Rule{
		ID: "ECS011", Level: diag.Error,
		Title:  "a size that no task has",
		Why:    "On instances a task has any size of whole units, 1024 to a vCPU, from 128 to 196608, and whole MiB of memory. ECS refuses what is outside and would round what is between.",
		Source: "Amazon ECS API, RegisterTaskDefinition: cpu, memory",
		Bad:    `clusters: plain: {launch: "EC2", workers: cpu: 0.1} // here`,
		Good:   `clusters: plain: {launch: "EC2", workers: cpu: 1.5}`,
		Firm:   true,
		Model: onRoles(func(c *model.Cluster, r *model.Role) diag.List {
			if c.ECS == nil || c.Task.Launch.Value == "FARGATE" {
				return nil
			}
			cpu := r.CPU.Value
			switch {
			case cpu < leastCPU || cpu > mostCPU:
				return one(field(c, pool(r), "cpu"), "ECS has no task of "+vcpu(cpu)+" vCPU", "write "+vcpu(leastCPU)+" to "+itoa(mostCPU))
			case cpu*1024 != math.Trunc(cpu*1024):
				return one(field(c, pool(r), "cpu"), vcpu(cpu)+" vCPU are not whole units of 1024", "write "+vcpu(math.Round(cpu*1024)/1024))
			case r.Memory.Value%mib != 0:
				return one(field(c, pool(r), "memory"), r.Memory.Text+" are not whole MiB", "write "+inGiB(r.Memory.Value/mib))
			}
			return nil
		}),
	}
}
