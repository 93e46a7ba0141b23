package check

import (
	"weir.local/generator/aws/instances"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// nodesOf is what a cluster says of its nodes.
func nodesOf(c *model.Cluster) schema.NodesFields {
	if c.EKS == nil || c.EKS.Nodes == nil {
		return schema.NodesFields{}
	}
	return *c.EKS.Nodes
}

// candidate is an instance type that a role's nodes may be, and where the declaration says so.
type candidate struct {
	instances.Type
	at     source.Place
	family bool // it is one of a family that is named
}

// candidates are the types that a role names and weir knows; none where Karpenter chooses.
func candidates(c *model.Cluster, r *model.Role) []candidate {
	if c.Nodes == nil {
		return nil
	}
	var all []candidate
	for i, name := range r.Instances {
		if t, ok := instances.Of(name); ok {
			all = append(all, candidate{Type: t, at: field(c, pool(r), "instances").At(source.Index(i))})
		}
	}
	if len(r.Instances) > 0 {
		return all
	}
	for i, family := range nodesOf(c).Families {
		for _, t := range instances.Family(family) {
			all = append(all, candidate{Type: t, at: field(c, "nodes", "families").At(source.Index(i)), family: true})
		}
	}
	return all
}

// roomOn is what a node of a type leaves for a pod of Trino.
func roomOn(c *model.Cluster, t instances.Type) instances.Room {
	return t.ForPods.Less(c.Nodes.Daemons)
}

// holds says whether a pod of a role has room on a node of a type.
func holds(c *model.Cluster, r *model.Role, t instances.Type) bool {
	return roomOn(c, t).Holds(r.CPU.Value, r.Memory.Value)
}
