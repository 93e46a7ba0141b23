package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func cooldownOutlastsChange() Rule {
	return Rule{
		ID: "ECS022", Level: diag.Error,
		Title: "a cooldown that is over before a worker has come or gone",
		Why: "A worker that was taken away drains until the stop timeout, and one that is missed after all takes minutes to come. With a shorter cooldown " +
			"the next worker leaves before anyone could see what the last one did to the load.",
		Source: "Application Auto Scaling, Define cooldown periods; measured on Trino 476: a start with 300 catalogs took 88 s",
		Bad:    `clusters: plain: workers: scale: {queued: 5, cooldown: "60s"} // here`,
		Good:   `clusters: plain: workers: scale: {queued: 5, cooldown: "300s"}`,
		Model:  onClusters(cooldownSuffices),
	}
}

func cooldownSuffices(_ *here, c *model.Cluster) diag.List {
	in, come, goes := c.Scaling.Cooldown.In, c.Scaling.Cooldown.Out.Value, c.Workers.StopTimeout.Value
	if !byHand(in.Origin) || in.Value >= max(come, goes) {
		return nil
	}
	what := itoa(come) + "s that a worker may take to start"
	if goes > come {
		what = itoa(goes) + "s that a worker has to leave"
	}
	return one(cause(in.Origin), "cooldown "+itoa(in.Value)+"s is less than the "+what, "write "+itoa(max(come, goes))+"s or more")
}
