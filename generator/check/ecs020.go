package check

import (
	"slices"
	"strconv"

	"weir.local/generator/diag"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
)

func scalesOnKnownMetrics() Rule {
	return Rule{
		ID: "ECS020", Level: diag.Warning,
		Title: "scaling on metrics that this version of Trino may not have",
		Why: "What Trino publishes is named after its own classes, and versions rename them. A name that nothing publishes is no error anywhere: " +
			"its policy waits for numbers for ever, and no worker is added.",
		Source: "measured on Trino 476: the names of its /metrics; notes of Trino 477's users: DiscoveryNodeManager became CoordinatorNodeManager",
		Bad:    `clusters: plain: {trino: version: 470, workers: scale: {queued: 5, cpu: 70}} // here`,
		Good:   `clusters: plain: {trino: version: 470, workers: scale: cpu: 70}`,
		Model:  onClusters(metricsAreKnown),
	}
}

func metricsAreKnown(_ *here, c *model.Cluster) diag.List {
	s := c.Scaling.Scrape
	if s == nil {
		return nil
	}
	names, ok := metrics.Of(c.Version, metrics.Native)
	if !ok {
		var known []string
		for _, v := range slices.Backward(metrics.Versions()) {
			known = append(known, strconv.Itoa(v))
		}
		return one(field(c, "trino", "version"), "nobody has measured what the metrics of Trino "+itoa(c.Version)+" are called, and scaling reads three",
			"scale on cpu alone, or "+choose("", known))
	}
	for _, name := range s.Names() {
		if _, known := names.Find(name.Value); !known {
			return one(cause(name.Origin), "Trino "+itoa(c.Version)+" publishes no "+name.Value, choose(name.Value, names.Nearest(name.Value)))
		}
	}
	return nil
}
