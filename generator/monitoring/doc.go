// Package monitoring is what is seen of a cluster on EKS: the alerts and the dashboards, over the metrics that Trino exports.
//
//	monitoring.Alerts(cluster)     // those that can fire on this cluster, filled in
//	monitoring.Dashboards(cluster) // Grafana's JSON
//
// Both are written once, over places that fill puts a cluster's own words into: @coordinator@ is what picks its coordinator's
// series. Alerts are the table in alerts.go, each with a page in docs/runbooks. Dashboards are jsonnet; `go generate` evaluates it
// into the JSON beside, so that the evaluator is no part of weir's binary and costs no build any time.
//
// Every metric that they read is one of package metrics, or of Others; a test reads all expressions.
package monitoring

//go:generate go run ./gen dashboards
