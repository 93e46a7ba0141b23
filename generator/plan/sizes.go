package plan

import (
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// sizes works out both containers, and what a query may take in the whole cluster.
func (d *draft) sizes() {
	d.Coordinator = d.role(model.Coordinator, "coordinator", d.Spec.Coordinator)
	d.Worker = d.role(model.Worker, "workers", poolOf(d.Spec.Workers))
}

// role works out one container: heap, headroom and query memory from its memory.
func (d *draft) role(name model.RoleName, label string, pool schema.PoolFields) model.Role {
	memory := parseSize(string(pool.Memory))
	r := model.Role{
		Name:      name,
		CPU:       model.Number{Value: pool.Cpu, Origin: d.decl.origin(label, "cpu")},
		Memory:    model.Bytes{Value: memory, Text: string(pool.Memory), Origin: d.decl.origin(label, "memory")},
		Instances: pool.Instances,
	}
	d.note(name, "container cpu", strconv.FormatFloat(pool.Cpu, 'f', -1, 64), ruleDeclared, r.CPU.Origin)
	d.note(name, "container memory", r.Memory.Text, ruleDeclared, r.Memory.Origin)
	r.Heap = d.size(name, "heap", ruleHeap, pool.Heap, floorTo(memory*heapShare/100), r.Memory.Origin, label, "heap")
	r.Headroom = d.size(name, "headroom", ruleHeadroom, pool.Headroom, share(r.Heap.Value, headroomShare), r.Heap.Origin, label, "headroom")
	r.PerNode = d.size(name, "query memory per node", rulePerNode, pool.MaxMemoryPerNode, share(r.Heap.Value, perNodeShare), r.Heap.Origin, label, "maxMemoryPerNode")
	return r
}

// size is a size set by hand, or the one that a rule gives.
func (d *draft) size(role model.RoleName, name string, r rule, byHand schema.DataSize, computed int64, from *source.Origin, path ...string) model.Bytes {
	if byHand != "" {
		origin := d.decl.origin(path...)
		d.note(role, name, string(byHand), ruleDeclared, origin)
		return model.Bytes{Value: parseSize(string(byHand)), Text: string(byHand), Origin: origin}
	}
	text := dataSize(computed)
	return model.Bytes{Value: parseSize(text), Text: text, Origin: d.sum(role, name, text, r, from)}
}

// workers says how many there are, what a query may take of them, and how long one needs to leave.
func (d *draft) workers() {
	w := d.Spec.Workers
	d.Workers = model.Workers{
		Min: int(w.Min), Max: int(w.Max), Spot: w.Spot, OnDemandBase: int(w.OnDemandBase),
		MinOrigin: d.decl.origin("workers", "min"), MaxOrigin: d.decl.origin("workers", "max"),
		SpotOrigin: d.decl.origin("workers", "spot"), BaseOrigin: d.decl.origin("workers", "onDemandBase"),
	}
	d.note("", "workers", strconv.Itoa(d.Workers.Min)+" to "+strconv.Itoa(d.Workers.Max), ruleDeclared, d.Workers.MinOrigin)
	d.Workers.Least, d.Workers.Most = d.Workers.Min, d.Workers.Max
	d.hours()
	fewest := max(d.Workers.Least, 1)
	per := d.Worker.PerNode
	d.Workers.QueryMemory = d.size("", "query memory", ruleQueryMemory, d.Spec.QueryMaxMemory, per.Value*int64(fewest), per.Origin, "queryMaxMemory")
	d.Workers.AtMin = d.total("query memory at the smallest", ruleAtMin, per, d.Workers.Least, d.Workers.MinOrigin)
	d.Workers.AtMax = d.total("query memory at the largest", ruleAtMax, per, d.Workers.Most, d.Workers.MaxOrigin)
	d.leaving()
}

// total is what a number of workers can give a query.
func (d *draft) total(name string, r rule, per model.Bytes, workers int, count *source.Origin) model.Bytes {
	bytes := per.Value * int64(workers)
	text := dataSize(bytes)
	return model.Bytes{Value: bytes, Text: text, Origin: d.sum("", name, text, r, per.Origin, count)}
}

// leaving works out the periods in which a worker finishes its tasks and ends.
func (d *draft) leaving() {
	grace := model.Text{Value: string(d.Spec.Workers.Grace), Origin: d.decl.origin("workers", "grace")}
	d.note(model.Worker, "grace period", grace.Value, ruleGrace, grace.Origin)
	twice := 2 * seconds(grace.Value)
	stop, r := stopSeconds, d.stopRule()
	if r == ruleStopEKS {
		stop = twice + taskSecondsEKS
	}
	from := []*source.Origin{grace.Origin}
	if drain := string(d.Spec.Workers.Drain); drain != "" {
		stop, r = twice+seconds(drain)+endSeconds, ruleStopDrain
		from = append(from, d.decl.origin("workers", "drain"))
	}
	d.Workers.Grace = grace
	d.Workers.StopTimeout = d.period("stop timeout", stop, r, from...)
	d.drainWait()
	d.Workers.Drain = d.period("time for running tasks", max(stop-endSeconds-twice, 0), ruleTasks, d.Workers.StopTimeout.Origin, grace.Origin)
}

func (d *draft) stopRule() rule {
	switch {
	case d.ECS != nil && d.ECS.Launch == "FARGATE":
		return ruleStopFargate
	case d.ECS != nil:
		return ruleStopEC2
	case d.Spec.Workers.Spot:
		return ruleStopSpot
	}
	return ruleStopEKS
}

func (d *draft) period(name string, n int, r rule, from ...*source.Origin) model.Seconds {
	origin := d.sum(model.Worker, name, strconv.Itoa(n)+"s", r, from...)
	return model.Seconds{Value: n, Origin: origin}
}

// poolOf is what workers have in common with a coordinator.
func poolOf(w schema.WorkerFields) schema.PoolFields {
	return schema.PoolFields{
		Cpu: w.Cpu, Memory: w.Memory, Instances: w.Instances, Heap: w.Heap, Headroom: w.Headroom,
		MaxMemoryPerNode: w.MaxMemoryPerNode, Jvm: w.Jvm, Properties: w.Properties,
	}
}
