package k8s

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/monitoring"
	"weir.local/generator/source"
)

// alerts are what somebody is told of. Whom, is Alertmanager's affair, which routes by severity.
func alerts(e *model.Environment, c *model.Cluster) []manifest {
	if c.Watch == nil {
		return nil
	}
	why := watched(e)
	var rules artifact.List
	for _, a := range monitoring.Alerts(c) {
		rules = append(rules, alertRule(e, c, a))
	}
	group := artifact.Map{text("name", why, "trino-"+c.Name), {Key: "rules", Value: rules}}
	return []manifest{{
		apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", name: c.Name, wave: seeing, why: why, labels: chosenBy(e, c),
		body: artifact.Map{{Key: "spec", Value: artifact.Map{{Key: "groups", Value: artifact.List{group}}}}},
	}}
}

func alertRule(e *model.Environment, c *model.Cluster, a monitoring.Alert) artifact.Node {
	runbook := text("runbook", a.Origin, "weir explain "+a.Name)
	if published := c.Watch.Runbooks; published != "" {
		runbook = text("runbook_url", watched(e, "runbooks"), strings.TrimSuffix(published, "/")+"/"+a.Name+".md")
	}
	return artifact.Map{
		text("alert", a.Origin, a.Name),
		text("expr", a.Origin, a.Expr),
		text("for", a.Origin, a.For),
		{Key: "labels", Value: artifact.Map{
			text("severity", a.Origin, a.Severity),
			text(metrics.LabelEnvironment, source.Declared(e.Place), e.Name),
			text(metrics.LabelCluster, source.Declared(c.Place), c.Name),
		}},
		{Key: "annotations", Value: artifact.Map{text("summary", a.Origin, a.Summary), runbook}},
	}
}
