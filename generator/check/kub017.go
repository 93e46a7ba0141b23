package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func cooldownIsTaken() Rule {
	return Rule{
		ID: "KUB017", Level: diag.Error,
		Title: "a cooldown that the HPA does not take",
		Why: "How long load must stay low is the HPA's stabilizationWindowSeconds, at most one hour: KEDA makes no HPA with more, and nothing scales. " +
			"Below a minute each pause between two queries takes a worker away that the next one waits for.",
		Source: "Kubernetes API, HorizontalPodAutoscaler v2: stabilizationWindowSeconds is at most 3600; an HPA decides every 15 seconds",
		Bad:    `clusters: etl: workers: scale: {cpu: 70, cooldown: "2h"} // here`,
		Good:   `clusters: etl: workers: scale: {cpu: 70, cooldown: "30m"}`,
		Model:  onClusters(cooldownFits),
	}
}

// The HPA's longest window, and what is too short for Trino, in seconds.
const (
	longestCooldown  = 3600
	shortestCooldown = 60
)

func cooldownFits(_ *here, c *model.Cluster) diag.List {
	if c.Scaler == nil {
		return nil
	}
	n := c.Scaler.Cooldown.Value
	if n >= shortestCooldown && n <= longestCooldown {
		return nil
	}
	return one(field(c, "workers", "scale", "cooldown"), "cooldown "+string(c.Spec.Workers.Scale.Cooldown)+" is "+itoa(n)+" seconds", `write "1m" to "60m"`)
}
