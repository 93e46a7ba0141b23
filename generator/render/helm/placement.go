package helm

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// placement puts the pods of a role on the nodes that are made for them, one pod a node.
func placement(v *values, c *model.Cluster, r *model.Role) {
	selector := artifact.Map{}
	if zone := c.Home.Zone; zone.Value != "" {
		selector = append(selector, artifact.Entry{Key: "topology.kubernetes.io/zone", Value: artifact.String(zone.Origin, zone.Value)})
	}
	if c.Nodes != nil {
		selector = append(selector, artifact.Entry{Key: model.PoolLabel, Value: artifact.String(source.Declared(c.Place), c.PoolOf(r.Name))})
		v.put(string(r.Name)+".tolerations", tolerations(c, r))
	}
	if len(selector) > 0 {
		v.put(string(r.Name)+".nodeSelector", selector)
	}
	if r.Name == model.Worker {
		v.put("worker.affinity", apart(c, r))
		return
	}
	v.explain("coordinator.deployment.strategy", artifact.Map{{Key: "type", Value: artifact.String(source.Fixed("two coordinators at once would both answer the Service"), "Recreate")}},
		"The old coordinator goes before the new one comes: two would both answer the Service, and each know half of the workers.")
	if c.Nodes != nil {
		why := source.Fixed("its node is never taken for another: every running query would end")
		v.put("coordinator.annotations", artifact.Map{{Key: "karpenter.sh/do-not-disrupt", Value: artifact.String(why, "true")}})
	}
}

// tolerations let a role's pods onto nodes that nothing else may run on.
func tolerations(c *model.Cluster, r *model.Role) artifact.List {
	why := source.Computed("toleration: of the taint that the role's nodes have", source.Declared(c.Place))
	return artifact.List{artifact.Map{
		{Key: "key", Value: artifact.String(why, model.PoolLabel)},
		{Key: "operator", Value: artifact.String(why, "Equal")},
		{Key: "value", Value: artifact.String(why, c.PoolOf(r.Name))},
		{Key: "effect", Value: artifact.String(why, "NoSchedule")},
	}}
}

// apart keeps workers from each other's nodes: two would share the memory bandwidth, the disk and the network that one is sized for.
func apart(c *model.Cluster, r *model.Role) artifact.Map {
	why := source.Computed("anti-affinity: one worker a node, by the labels that the chart gives its pods", source.Declared(c.Place))
	labels := artifact.Map{}
	for _, l := range c.PodLabels(r.Name) {
		labels = append(labels, artifact.Entry{Key: l.Key, Value: artifact.String(why, l.Value)})
	}
	return artifact.Map{{Key: "podAntiAffinity", Value: artifact.Map{{Key: "requiredDuringSchedulingIgnoredDuringExecution", Value: artifact.List{artifact.Map{
		{Key: "topologyKey", Value: artifact.String(why, "kubernetes.io/hostname")},
		{Key: "labelSelector", Value: artifact.Map{{Key: "matchLabels", Value: labels}}},
	}}}}}}
}
