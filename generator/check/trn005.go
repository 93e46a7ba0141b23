package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func retryNeedsExchange() Rule {
	return Rule{
		ID: "TRN005", Level: diag.Error,
		Title: "retries without an exchange",
		Why: "What is retried needs a place for intermediate results. Trino starts without one, and then every query fails with " +
			"EXCHANGE_MANAGER_NOT_CONFIGURED when tasks are retried, and every large result when queries are.",
		Source: "measured on Trino 476; Trino documentation, Fault-tolerant execution",
		Bad:    `clusters: adhoc: retry: "TASK" // here`,
		Good:   `clusters: adhoc: {retry: "TASK", exchange: bucket: "exchange"}`,
		Model:  onClusters(retriesHaveExchange),
	}
}

func retriesHaveExchange(_ *here, c *model.Cluster) diag.List {
	_, exchange := c.Coordinator.File("exchange-manager.properties")
	policy, line := retryOf(c)
	if exchange || !retries(policy) {
		return nil
	}
	return one(or(cause(line.Origin), field(c, "retry")), "retry "+quote(policy)+" has no exchange", `write exchange: bucket: with a bucket whose use is "exchange", or retry: "NONE"`)
}

// retryOf is the retry policy that Trino will read, and its line.
func retryOf(c *model.Cluster) (string, model.Line) {
	f, _ := c.Coordinator.File("config.properties")
	line, ok := lineOf(f.Lines, "retry-policy")
	if !ok {
		return c.Spec.Retry, line
	}
	return strings.ToUpper(strings.TrimSpace(line.Value)), line
}

func retries(policy string) bool { return policy == "TASK" || policy == "QUERY" }
