package k8s

import (
	"strconv"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// nodePools say which nodes Karpenter makes for the pods of a cluster.
func nodePools(c *model.Cluster) []manifest {
	if c.Nodes == nil {
		return nil
	}
	var all []manifest
	for _, p := range c.Nodes.Pools {
		all = append(all, nodePool(c, p))
	}
	return all
}

func nodePool(c *model.Cluster, p model.NodePool) manifest {
	spec := artifact.Map{
		{Key: "template", Value: artifact.Map{
			{Key: "metadata", Value: artifact.Map{{Key: "labels", Value: artifact.Map{
				text(model.ClusterLabel, source.Declared(c.Place), c.Name),
				text(model.PoolLabel, source.Declared(c.Place), c.PoolOf(p.Role)),
			}}}},
			{Key: "spec", Value: claim(c, p)},
		}},
		{Key: "disruption", Value: disruption(p)},
		{Key: "limits", Value: artifact.Map{number("nodes", p.Most.Origin, int(p.Most.Value))}},
	}
	if p.Weight.Value > 0 {
		spec = append(spec, number("weight", p.Weight.Origin, int(p.Weight.Value)))
	}
	return manifest{
		apiVersion: "karpenter.sh/v1", kind: "NodePool", name: p.Name, unscoped: true, wave: nodes,
		why: p.Capacity.Origin, comment: poolComment(p), body: artifact.Map{{Key: "spec", Value: spec}},
	}
}

// poolComment says whose nodes they are.
func poolComment(p model.NodePool) string {
	switch {
	case p.Role == model.Coordinator:
		return "The coordinator's node: on demand, and never replaced by itself."
	case p.Weight.Value > 0:
		return "Workers that stay on demand: filled before the pool on spot capacity, up to its limit."
	}
	return "The workers' nodes, one pod each."
}

// claim is what each node is like. Nodes do not expire: Karpenter ends an expired one whether or not its successor is there, while a
// drifted one goes once that is, in its turn (Karpenter documentation, Disruption).
func claim(c *model.Cluster, p model.NodePool) artifact.Map {
	class := source.Computed("node class: of the same role", source.Declared(c.Place))
	never := source.Fixed("an expired node goes before its successor comes; a drifted one, after")
	apart := source.Computed("taint: nothing else may run there, as Trino takes the whole node", source.Declared(c.Place))
	return artifact.Map{
		{Key: "nodeClassRef", Value: artifact.Map{
			text("group", class, "karpenter.k8s.aws"),
			text("kind", class, "EC2NodeClass"),
			text("name", class, c.PoolOf(p.Role)),
		}},
		text("expireAfter", never, "Never"),
		{Key: "taints", Value: artifact.List{artifact.Map{
			text("key", apart, model.PoolLabel), text("value", apart, c.PoolOf(p.Role)), text("effect", apart, "NoSchedule"),
		}}},
		{Key: "requirements", Value: requirements(c, p)},
	}
}

// requirements narrow what Karpenter may choose of, in words of labels that every node has.
func requirements(c *model.Cluster, p model.NodePool) artifact.List {
	list := artifact.List{
		in("kubernetes.io/arch", p.Arch),
		in("karpenter.sh/capacity-type", p.Capacity),
		in("topology.kubernetes.io/zone", c.Home.Zone),
	}
	switch {
	case len(p.Instances) > 0:
		list = append(list, in("node.kubernetes.io/instance-type", p.Instances...))
	case len(p.Families) > 0:
		list = append(list, in("karpenter.k8s.aws/instance-family", p.Families...))
	default:
		why := source.Default("no instances are named: compute, general and memory optimized ones, from the sixth generation on", source.Place{})
		list = append(list,
			in("karpenter.k8s.aws/instance-category", model.Text{Value: "c", Origin: why}, model.Text{Value: "m", Origin: why}, model.Text{Value: "r", Origin: why}),
			above("karpenter.k8s.aws/instance-generation", why, 5))
	}
	if p.Network.Value > 0 {
		list = append(list, above("karpenter.k8s.aws/instance-network-bandwidth", p.Network.Origin, int(p.Network.Value)-1))
	}
	return list
}

func budgetOf(why *source.Origin, nodes string, reasons ...string) artifact.Node {
	return artifact.Map{text("nodes", why, nodes), {Key: "reasons", Value: artifact.Strings(why, reasons...)}}
}

func in(key string, values ...model.Text) artifact.Node {
	var list artifact.List
	for _, v := range values {
		list = append(list, artifact.String(v.Origin, v.Value))
	}
	why := values[0].Origin
	return artifact.Map{text("key", why, key), text("operator", why, "In"), {Key: "values", Value: list}}
}

// above asks for more than a number, as text: Gt is the comparison that every version of Karpenter's v1 has.
func above(key string, why *source.Origin, n int) artifact.Node {
	return artifact.Map{text("key", why, key), text("operator", why, "Gt"), {Key: "values", Value: artifact.Strings(why, strconv.Itoa(n))}}
}

// disruption lets Karpenter take every node that no pod of Trino is on, and replace so many of the others at once whose description
// changed. A budget without reasons would hold back empty nodes too (Karpenter documentation, Disruption: budgets).
func disruption(p model.NodePool) artifact.Map {
	empty := source.Fixed("a node with a worker on it may run tasks of a query: it is never taken to save money")
	return artifact.Map{
		text("consolidationPolicy", empty, "WhenEmpty"),
		text("consolidateAfter", p.Idle.Origin, p.Idle.Value),
		{Key: "budgets", Value: artifact.List{
			budgetOf(p.AtOnce.Origin, strconv.Itoa(int(p.AtOnce.Value)), "Drifted", "Underutilized"),
			budgetOf(source.Fixed("an empty node runs no query"), "100%", "Empty"),
		}},
	}
}
