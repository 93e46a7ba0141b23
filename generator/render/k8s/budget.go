package k8s

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// budgets say how many pods may be evicted at once, as who empties a node does: Karpenter, an upgrade, kubectl drain.
// Scaling in deletes pods and asks no budget.
func budgets(c *model.Cluster) []manifest {
	return []manifest{
		budget(c, &c.Coordinator, 0, "No eviction takes the coordinator: every query that runs would end with it. To move it, delete its pod."),
		budget(c, &c.Worker, 1, "Evictions take workers one at a time: each first finishes its tasks."),
	}
}

func budget(c *model.Cluster, r *model.Role, most int, comment string) manifest {
	why := source.Computed("eviction spares queries that run", source.Declared(c.Place))
	return manifest{
		apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: c.PoolOf(r.Name), wave: beforeTrino, why: why, comment: comment,
		body: artifact.Map{{Key: "spec", Value: artifact.Map{
			number("maxUnavailable", why, most),
			{Key: "selector", Value: artifact.Map{{Key: "matchLabels", Value: chartLabels(c, r)}}},
		}}},
	}
}

// chartLabels are those by which the chart's Deployments know the pods of a role.
func chartLabels(c *model.Cluster, r *model.Role) artifact.Map {
	why := source.Computed("labels: as the chart selects its pods, of the release that is named as the cluster", source.Declared(c.Place))
	var labels artifact.Map
	for _, l := range c.PodLabels(r.Name) {
		labels = append(labels, text(l.Key, why, l.Value))
	}
	return labels
}
