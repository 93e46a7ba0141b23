package plan

import (
	"cmp"
	"slices"
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// What pods may ask for beside Trino's own container, each: an exporter of metrics, a container that starts first.
const (
	sideCPU    = 1
	sideMemory = gib
)

// namespaces are those of an environment's clusters on EKS, where weir makes them.
func namespaces(e *model.Environment) []*model.Namespace {
	if e.Spec.Eks == nil || e.Spec.Eks.Namespaces != "weir" {
		return nil
	}
	by := map[string]*model.Namespace{}
	var all []*model.Namespace
	for _, c := range e.Clusters {
		name := c.Home.Namespace
		if c.EKS == nil || name.Value == "" {
			continue
		}
		n := by[name.Value]
		if n == nil {
			n = &model.Namespace{Name: name, Application: namespaceApplication(e, name)}
			by[name.Value], all = n, append(all, n)
		}
		n.Clusters = append(n.Clusters, c)
	}
	for _, n := range all {
		quota(n)
		n.Security = security(n)
	}
	slices.SortFunc(all, func(a, b *model.Namespace) int { return cmp.Compare(a.Name.Value, b.Name.Value) })
	return all
}

// namespaceApplication is the name of a namespace's Application, which no cluster's has: theirs have no ".".
func namespaceApplication(e *model.Environment, name model.Text) model.Text {
	return model.Text{
		Value:  applicationName(e.Name) + "-namespace." + name.Value,
		Origin: source.Computed("Application: <environment>-namespace.<namespace>", source.Declared(e.Place), name.Origin),
	}
}

// quota is the most that a namespace's clusters ask for: each twice, as a pod that leaves counts until its tasks are done, while
// its successor runs already.
func quota(n *model.Namespace) {
	var from []*source.Origin
	for _, c := range n.Clusters {
		workers := float64(2 * c.Workers.Max)
		n.Pods.Value += 2 + workers
		n.CPU.Value += 2*(c.Coordinator.CPU.Value+sideCPU) + workers*(c.Worker.CPU.Value+sideCPU)
		n.Memory.Value += 2*(c.Coordinator.Memory.Value+sideMemory) + int64(workers)*(c.Worker.Memory.Value+sideMemory)
		from = append(from, c.Workers.MaxOrigin, c.Coordinator.Memory.Origin, c.Worker.Memory.Origin)
	}
	origin := source.Computed("quota: coordinator and most workers, each with 1 vCPU and 1 GiB beside it, twice: those that leave count too", from...)
	n.Pods.Origin, n.CPU.Origin, n.Memory.Origin = origin, origin, origin
	n.Memory.Text = strconv.FormatInt((n.Memory.Value+gib-1)/gib, 10) + "GiB"
}

// security is the Pod Security Standard that Trino keeps: it needs no privilege, but one that mounts a folder of its node is none of
// "baseline" (Kubernetes, Pod Security Standards: HostPath Volumes).
func security(n *model.Namespace) model.Text {
	for _, c := range n.Clusters {
		if c.Disk.Volume == model.NodeFolder {
			return model.Text{Value: "privileged", Origin: source.Computed("Pod Security Standard: a folder of the node is mounted", c.Disk.Node.Origin)}
		}
	}
	return model.Text{Value: "baseline", Origin: source.Computed("Pod Security Standard: Trino needs no privilege", n.Name.Origin)}
}
