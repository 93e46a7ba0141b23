package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/schema"
)

func scalesByLoad() Rule {
	return Rule{
		ID: "KUB015", Level: diag.Error,
		Title: "scaling by no load",
		Why: "KEDA takes a ScaledObject with triggers alone, and the HPA a target above zero. From zero workers only queries bring the first: " +
			"no pod is there whose CPU could be busy.",
		Source: "KEDA 2.21 CRD, ScaledObject: triggers; Kubernetes API, HorizontalPodAutoscaler: averageValue is positive; KEDA documentation, CPU: it does not scale to zero",
		Bad:    `clusters: etl: workers: scale: cooldown: "10m" // here`,
		Good: `clusters: etl: workers: scale: {cooldown: "10m", queued: 5}
environments: prod: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"
environments: dev: eks: prometheus: address: "http://prometheus.monitoring.svc:9090"`,
		Model: onClusters(loadIsNamed),
	}
}

func loadIsNamed(_ *here, c *model.Cluster) diag.List {
	scale := c.Spec.Workers.Scale
	if c.EKS == nil || scale == nil {
		return nil
	}
	at := field(c, "workers", "scale")
	switch {
	case scale.Queued == nil && scale.Running == nil && scale.Cpu == nil:
		return one(at, "scale names no load", "write queued: 5 or running: 10, what one worker answers")
	case scale.Queued == nil && scale.Running == nil && c.Workers.Min == 0:
		return one(at, "scale by CPU alone, and there may be no worker", "write running: 10 too, or min: 1")
	}
	return zeroLoads(c, scale)
}

// zeroLoads are loads of which one worker would answer nothing.
func zeroLoads(c *model.Cluster, scale *schema.ScaleFields) diag.List {
	var all diag.List
	for _, load := range []struct {
		name string
		n    *int64
	}{{"queued", scale.Queued}, {"running", scale.Running}} {
		if load.n != nil && *load.n == 0 {
			all = append(all, found(field(c, "workers", "scale", load.name), load.name+" 0: no number of workers would be enough", "write 1 or more"))
		}
	}
	return all
}
