package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func spotWorkers() Rule {
	return Rule{
		ID: "TRN006", Level: diag.Error,
		Title: "spot workers that queries do not survive",
		Why: "AWS takes spot capacity back at two minutes' notice. Without retries every query with a task on that worker fails; " +
			"with them, but without one worker on demand, there may be none left to retry on. Environments whose tier is development are left alone.",
		Source: "Trino documentation, Fault-tolerant execution; trino#19137, trino#25707: queries fail when spot capacity leaves no node",
		Bad:    `clusters: etl: workers: {spot: true, onDemandBase: 0} // here`,
		Good:   `clusters: etl: workers: {spot: true, onDemandBase: 1}`,
		Model:  onClusters(spotIsSafe),
	}
}

func spotIsSafe(h *here, c *model.Cluster) diag.List {
	if !c.Workers.Spot || h.env.Spec.Tier == "development" {
		return nil
	}
	at := field(c, "workers", "spot")
	if policy, _ := retryOf(c); !retries(policy) {
		return one(at, "workers on spot capacity, and retry is "+quote(policy), `write retry: "TASK" with an exchange, or spot: false`)
	}
	if c.Workers.OnDemandBase < 1 {
		return one(field(c, "workers", "onDemandBase"), "workers on spot capacity, and none on demand", "write onDemandBase: 1")
	}
	return nil
}
