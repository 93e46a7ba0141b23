package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func scalingHasPrometheus() Rule {
	return Rule{
		ID: "KUB016", Level: diag.Error,
		Title:  "scaling by queries, and nobody to ask",
		Why:    "KEDA reads how many queries wait and run from the Prometheus that scrapes Trino. Without an address it refuses the trigger, and the workers stay as few as they are.",
		Source: "KEDA 2.21, tried: \"missing required parameter serverAddress\", Ready is False",
		Bad:    `clusters: etl: workers: scale: queued: 5 // here`,
		Good: `clusters: etl: workers: scale: queued: 5
environments: prod: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"
environments: dev: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"`,
		Firm: true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.Scaler == nil || c.Nodes == nil || c.Scaler.Prometheus.Value != "" {
				return nil
			}
			for _, t := range c.Scaler.Triggers {
				if t.Query != "" {
					return one(field(c, "workers", "scale", t.Name), "scale by "+t.Name+" queries, and environment "+c.Environment+" names no Prometheus",
						`write eks: prometheus: address: "http://prometheus-operated.monitoring.svc:9090" in the environment, with yours`)
				}
			}
			return nil
		}),
	}
}
