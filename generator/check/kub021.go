package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
)

func measuredMetrics() Rule {
	return Rule{
		ID: "KUB021", Level: diag.Warning,
		Title:  "scaling by metrics of another version of Trino",
		Why:    "Trino names its metrics after classes, which are renamed from version to version: a query for a name that is gone finds nothing, and KEDA falls back to as many workers as there are. weir knows the names of the versions that were measured, and takes those of the newest for the others.",
		Source: "measured on Trino 476; DiscoveryNodeManager of 476 is another class in 477",
		Bad: `clusters: etl: {
	trino: version: 470
	workers: scale: queued: 5 // here
}
environments: prod: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"
environments: dev: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"`,
		Good: `clusters: etl: {
	trino: version: 476
	workers: scale: queued: 5
}
environments: prod: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"
environments: dev: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"`,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.Scaler == nil {
				return nil
			}
			if _, ok := metrics.Of(c.Version, metrics.Native); ok {
				return nil
			}
			for _, t := range c.Scaler.Triggers {
				if t.Query != "" {
					return one(field(c, "workers", "scale", t.Name), "the metrics of Trino "+itoa(c.Version)+" are not known",
						"ask its /metrics for the names in the ScaledObject, and waive KUB021 when they are there")
				}
			}
			return nil
		}),
	}
}
