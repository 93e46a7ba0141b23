// Package metrics has a real Prometheus do with weir's manifests what the Prometheus operator and Grafana would have it do: read what a
// real Trino answered, of which a recording lies here, and answer every expression of every alert and panel. promtool tries each alert.
package metrics
