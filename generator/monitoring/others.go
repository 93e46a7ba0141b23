package monitoring

// Other is a metric that is not Trino's, which an expression may read.
type Other struct {
	Name string
	From string // who exports it
	Here bool   // whether conformance's Prometheus has it: what Kubernetes and KEDA export needs them
}

// Others are the metrics of others: names as their documentation has them.
func Others() []Other {
	const (
		prometheus = "Prometheus itself"
		kubernetes = "kube-state-metrics"
		keda       = "KEDA's operator, 2.16 and newer (KEDA documentation, Prometheus exporter metrics)"
	)
	return []Other{
		{"up", prometheus, true},
		{"kube_deployment_spec_replicas", kubernetes, false},
		{"kube_pod_container_status_restarts_total", kubernetes, false},
		{"keda_scaler_detail_errors_total", keda, false},
		{"keda_scaler_metrics_value", keda, false},
	}
}
