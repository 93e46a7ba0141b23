package check

import (
	"fmt"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
)

func metricsUnknown() Rule {
	return Rule{
		ID: "KUB030", Level: diag.Warning,
		Title: "a version of Trino whose metrics weir does not know",
		Why: "Trino renames metrics between versions, and an alert on a name that nothing exports never fires. weir writes alerts, dashboards and " +
			"what Prometheus reads them by for the versions whose names it has measured, and for no other: such a cluster is seen by nobody. " +
			"KEDA is given the names of the newest of them, and where one is gone it keeps as many workers as there are.",
		Source: "Trino 477 renames DiscoveryNodeManager of 476, which counts the active nodes",
		Bad: `environments: prod: eks: prometheus: {}
clusters: etl: trino: version: 470 // here`,
		Good: `environments: prod: eks: prometheus: {}
clusters: etl: trino: version: 476`,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			if eks := h.env.Spec.Eks; c.EKS == nil || eks == nil || eks.Prometheus == nil || c.Watch != nil {
				return nil
			}
			return one(field(c, "trino", "version"), fmt.Sprintf("the metrics of Trino %d are not known: %s in %s has no alerts and no dashboards", c.Version, c.Name, c.Environment),
				"run "+numbers(metrics.Versions())+", or write waive: KUB030: with who sees this cluster")
		}),
	}
}

func numbers(versions []int) string {
	var all []string
	for _, v := range versions {
		all = append(all, fmt.Sprint(v))
	}
	return strings.Join(all, " or ")
}
