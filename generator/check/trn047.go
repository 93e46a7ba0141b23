package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func workersComeInTime() Rule {
	return Rule{
		ID: "TRN047", Level: diag.Error,
		Title:  "queries that give up before a worker can start",
		Why:    "Where there may be fewer workers than a query waits for, the wait has to outlast a node, the pull of its image, its configuration and Trino's start. weir writes ten minutes by itself.",
		Source: "measured on Trino 476: a query without workers fails after query-manager.required-workers-max-wait; a start with 300 catalogs alone took 88 s",
		Bad: `clusters: plain: {
	workers: {min: 0, scale: {queued: 5, group: "global"}}
	resourceGroups: {groups: global: jmxExport: true, selectors: [{group: "global"}]}
	properties: "query-manager.required-workers-max-wait": "2m" // here
}`,
		Good: `clusters: plain: {
	workers: {min: 0, scale: {queued: 5, group: "global"}}
	resourceGroups: {groups: global: jmxExport: true, selectors: [{group: "global"}]}
	properties: "query-manager.required-workers-max-wait": "15m"
}`,
		Model: onClusters(waitOutlastsStart),
	}
}

// startMinutes is how long a first worker may take; a duration is read in nanoseconds.
const startMinutes = 10

func waitOutlastsStart(_ *here, c *model.Cluster) diag.List {
	f, _ := c.Coordinator.File("config.properties")
	line, ok := lineOf(f.Lines, workersMaxWait)
	wait, err := trino.ParseDuration(line.Value)
	if _, n := required(c); !ok || err != nil || c.Workers.Least >= n || wait >= startMinutes*60e9 {
		return nil
	}
	return one(cause(line.Origin), workersMaxWait+" "+line.Value+" is less than a first worker needs to start", "write "+itoa(startMinutes)+"m or more, or remove it")
}
