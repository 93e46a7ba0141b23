// Package metrics has a real Prometheus do with weir's manifests what the Prometheus operator and Grafana would have it do: read a real
// Trino, and answer every expression of every alert and panel. Its own tests need no Trino: promtool tries each alert.
package metrics
