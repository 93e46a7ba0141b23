package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func dropsUnderRetries() Rule {
	return Rule{
		ID: "TRN051", Level: diag.Warning,
		Title: "dynamic catalogs where tasks are retried",
		Why: "A catalog that is dropped, even to be made again at once, takes running queries with it: tasks that start afterwards fail with \"Missing catalogs\", " +
			"are retried, and the query fails after minutes. Without retries running queries survive a drop.",
		Source: "measured on Trino 476: 3 of 3 queries with tasks still to start failed with REMOTE_TASK_ERROR; trino#28019, trino#27025",
		Bad:    `clusters: etl: dynamicCatalogs: {} // here`,
		Good:   `clusters: adhoc: dynamicCatalogs: {}`,
		Model:  onClusters(dropsAreSafe),
	}
}

func dropsAreSafe(_ *here, c *model.Cluster) diag.List {
	management, ok := propertyOf(c, "catalog.management")
	policy, _ := retryOf(c)
	if !ok || !strings.EqualFold(strings.TrimSpace(management.Value), "dynamic") || policy != "TASK" {
		return nil
	}
	return one(cause(management.Origin), "dynamic catalogs with retry "+quote(policy)+": dropping one fails queries that run",
		"leave catalogs static here, or waive TRN051 and only ever add catalogs")
}
