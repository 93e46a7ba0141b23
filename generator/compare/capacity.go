package compare

import "weir.local/generator/model"

// capacities are the clusters whose size, or number of workers, changes; those that come and go among them.
func (c Change) capacities() []Capacity {
	if c.Before == nil {
		return nil
	}
	var all []Capacity
	for _, place := range c.places() {
		before, after := capacityOf(c.cluster(c.Before, place)), capacityOf(c.cluster(c.After, place))
		if before != after {
			all = append(all, Capacity{Where: []string{place}, Before: before, After: after})
		}
	}
	return all
}

func capacityOf(k *model.Cluster) Size {
	if k == nil {
		return Size{}
	}
	low, high := k.Workers.Least, k.Workers.Most // at any hour
	return Size{
		Min: low, Max: high,
		CPUMin:    k.Coordinator.CPU.Value + float64(low)*k.Worker.CPU.Value,
		CPUMax:    k.Coordinator.CPU.Value + float64(high)*k.Worker.CPU.Value,
		Memory:    k.Coordinator.Memory.Value + int64(low)*k.Worker.Memory.Value,
		MemoryMax: k.Coordinator.Memory.Value + int64(high)*k.Worker.Memory.Value,
	}
}
