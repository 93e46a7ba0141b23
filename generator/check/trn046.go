package check

import (
	"strconv"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

const (
	requiredWorkers = "query-manager.required-workers"
	workersMaxWait  = "query-manager.required-workers-max-wait"
)

func enoughWorkers() Rule {
	return Rule{
		ID: "TRN046", Level: diag.Error,
		Title:  "queries that wait for more workers than there are",
		Why:    "With fewer workers than that every query waits, even one of system tables, and then fails. Waiting queries are not counted as queued, so that no worker is added for them.",
		Source: "measured on Trino 476: GENERIC_INSUFFICIENT_RESOURCES after query-manager.required-workers-max-wait",
		Bad:    `clusters: plain: properties: "query-manager.required-workers": 2 // here`,
		Good:   `clusters: plain: {properties: "query-manager.required-workers": 2, workers: min: 2}`,
		Model:  onClusters(workersSuffice),
	}
}

func workersSuffice(_ *here, c *model.Cluster) diag.List {
	line, n := required(c)
	byGroup := c.Spec.Workers.Scale != nil && c.Spec.Workers.Scale.Group != ""
	if n <= c.Workers.Least || n <= 1 || byGroup && n <= c.Workers.Max {
		return nil
	}
	return one(cause(line.Origin), requiredWorkers+" is "+itoa(n)+", and "+itoa(c.Workers.Min)+" may be all",
		"write "+itoa(max(c.Workers.Min, 1))+" or less, or raise min in workers")
}

// required is how many workers a query waits for; Trino's own default is 1.
func required(c *model.Cluster) (model.Line, int) {
	f, _ := c.Coordinator.File("config.properties")
	line, ok := lineOf(f.Lines, requiredWorkers)
	n, err := strconv.Atoi(strings.TrimSpace(line.Value))
	if !ok || err != nil {
		return line, 1
	}
	return line, n
}
