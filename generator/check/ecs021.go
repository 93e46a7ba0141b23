package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func targetsAreLoads() Rule {
	return Rule{
		ID: "ECS021", Level: diag.Error,
		Title:  "a load of nothing for each worker",
		Why:    "The number of workers is the load divided by what one worker is to have of it. Application Auto Scaling refuses a target of zero.",
		Source: "Application Auto Scaling API, TargetTrackingScalingPolicyConfiguration: TargetValue is at least 8.515920e-109",
		Bad:    `clusters: plain: workers: scale: queued: 0 // here`,
		Good:   `clusters: plain: workers: scale: queued: 1`,
		Model:  onClusters(loadsAreMore),
	}
}

func loadsAreMore(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, t := range c.Scaling.Tracks {
		if t.Target.Value <= 0 {
			all = append(all, found(field(c, "workers", "scale", t.Name), t.Name+" 0 divides by nothing", "write 1 or more, or remove "+t.Name))
		}
	}
	return all
}
