package metrics

import (
	"fmt"
	"strings"
)

// Pod is a target as Kubernetes would discover it.
type Pod struct {
	Namespace string // "trino"
	Name      string // "etl-worker-0"
	Role      string // the chart's label app.kubernetes.io/component
	Address   string // "127.0.0.1:40123"
}

// Config is Prometheus' configuration, as the operator makes it of a PodMonitor: the endpoint's fields are renamed, and each target has what
// Kubernetes says of its pod. Only the interval is another, so that a test has several answers within seconds.
func (m Manifests) Config(pods []Pod, interval string) (map[string]any, error) {
	if len(m.Monitor.Spec.PodMetricsEndpoints) != 1 {
		return nil, fmt.Errorf("the PodMonitor has %d endpoints, want 1", len(m.Monitor.Spec.PodMetricsEndpoints))
	}
	endpoint := m.Monitor.Spec.PodMetricsEndpoints[0]
	var targets []map[string]any
	for _, p := range pods {
		targets = append(targets, map[string]any{
			"targets": []string{p.Address},
			"labels":  map[string]string{"namespace": p.Namespace, "pod": p.Name, "__meta_kubernetes_pod_label_app_kubernetes_io_component": p.Role},
		})
	}
	return map[string]any{
		"global": map[string]any{"scrape_interval": interval, "evaluation_interval": interval},
		"scrape_configs": []map[string]any{{
			"job_name":               "trino",
			"metrics_path":           endpoint.Path,
			"basic_auth":             map[string]string{"username": m.Secret.StringData.Username, "password": m.Secret.StringData.Password},
			"static_configs":         targets,
			"relabel_configs":        renamed(endpoint.Relabelings),
			"metric_relabel_configs": renamed(endpoint.MetricRelabelings),
		}},
	}, nil
}

// renamed spells keys as Prometheus does: sourceLabels is source_labels.
func renamed(relabelings []map[string]any) []map[string]any {
	var all []map[string]any
	for _, r := range relabelings {
		one := map[string]any{}
		for key, value := range r {
			var name strings.Builder
			for _, letter := range key {
				if 'A' <= letter && letter <= 'Z' {
					name.WriteByte('_')
				}
				name.WriteString(strings.ToLower(string(letter)))
			}
			one[name.String()] = value
		}
		all = append(all, one)
	}
	return all
}
