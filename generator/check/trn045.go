package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func firstWorkerComes() Rule {
	return Rule{
		ID: "TRN045", Level: diag.Error,
		Title: "workers that nothing brings back from zero",
		Why: "A query that waits for a first worker is neither queued nor running in Trino's own counts, and no worker's CPU is busy: scaling sees nothing to do, " +
			"and the query fails after query-manager.required-workers-max-wait. The root resource group counts such queries.",
		Source: "measured on Trino 476: QueuedQueries and RunningQueries are 0 while the query is WAITING_FOR_RESOURCES, the resource group's RunningQueries is 1",
		Bad:    `clusters: plain: workers: {min: 0, scale: queued: 5} // here`,
		Good: `clusters: plain: {
	workers: {min: 0, scale: {queued: 5, group: "global"}}
	resourceGroups: {groups: global: jmxExport: true, selectors: [{group: "global"}]}
}`,
		Model: onClusters(zeroIsSeen),
	}
}

func zeroIsSeen(_ *here, c *model.Cluster) diag.List {
	scale := c.Spec.Workers.Scale
	if c.Workers.Least > 0 || scale != nil && scale.Group != "" {
		return nil
	}
	remedy := `write min: 1, or scale: group: with the name of a root resource group that has jmxExport`
	if scale == nil {
		return one(field(c, "workers", "min"), "min 0, and nothing adds a first worker", remedy)
	}
	return one(field(c, "workers", "min"), "min 0, and scale counts queries that a first worker already runs", remedy)
}
