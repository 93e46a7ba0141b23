package monitoring

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Alert is a rule of Prometheus that somebody is told of.
type Alert struct {
	Name     string         // "TrinoCoordinatorDown", the name of its runbook too
	Expr     string         // PromQL
	For      string         // how long it must hold: "2m"
	Severity string         // Critical, Warning or Info
	Summary  string         // "etl (prod): no coordinator answers"
	Origin   *source.Origin // why it is there
}

// The severities, as Alertmanager's routes mostly know them.
const (
	Critical = "critical" // users cannot work: wake somebody
	Warning  = "warning"  // they soon cannot, or some cannot: look today
	Info     = "info"     // worth a look, nobody's duty
)

// Alerts are those that can fire on a cluster, in the table's order; none of a version whose metrics are not known.
func Alerts(c *model.Cluster) []Alert {
	if !Known(c) {
		return nil
	}
	fill := filler(c)
	var alerts []Alert
	for _, a := range table() {
		why, ok := a.when(c)
		if !ok {
			continue
		}
		alerts = append(alerts, Alert{
			Name: a.name, Expr: fill.Replace(a.expr), For: a.long, Severity: a.severity,
			Summary: fill.Replace("@cluster@ (@environment@): " + a.summary), Origin: why,
		})
	}
	return alerts
}

// Names are those of all alerts, on whatever cluster: each has a runbook.
func Names() []string {
	var names []string
	for _, a := range table() {
		names = append(names, a.name)
	}
	return names
}
