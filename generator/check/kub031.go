package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
)

func metricsLeftOut() Rule {
	return Rule{
		ID: "KUB031", Level: diag.Warning,
		Title: "metrics left out that alerts and dashboards read",
		Why: "Trino exports the JVM's and the exchange's metrics only when " + metrics.BeansProperty + " names them. weir names those that its alerts and dashboards " +
			"read; a list written by hand replaces them, and an alert on the exchange, say, then never fires.",
		Source: "measured on Trino 476: GET /metrics with and without the property",
		Bad: `environments: prod: eks: prometheus: {}
clusters: etl: properties: "openmetrics.jmx-object-names": "java.lang:type=Memory" // here`,
		Good: `environments: prod: eks: prometheus: {}
clusters: etl: properties: "openmetrics.jmx-object-names": "java.lang:type=Memory|` + strings.Join(metrics.Beans(), "|") + `"`,
		Model: onClusters(beansAreNamed),
	}
}

func beansAreNamed(_ *here, c *model.Cluster) diag.List {
	if c.Watch == nil {
		return nil
	}
	f, _ := c.Coordinator.File("config.properties")
	line, ok := lineOf(f.Lines, metrics.BeansProperty)
	if !ok || !byHand(line.Origin) {
		return nil
	}
	named := strings.Split(line.Value, "|")
	missing := slices.DeleteFunc(metrics.Beans(), func(bean string) bool { return slices.Contains(named, bean) })
	if len(missing) == 0 {
		return nil
	}
	return one(cause(line.Origin), metrics.BeansProperty+" leaves out what alerts and dashboards read: "+strings.Join(missing, ", "),
		`write "`+strings.Join(append(slices.Clone(named), missing...), "|")+`"`)
}
