package k8s

import (
	"maps"
	"slices"

	"weir.local/generator/artifact"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// watched is where the environment says who watches its clusters.
func watched(e *model.Environment, labels ...string) *source.Origin {
	return source.Declared(e.At(append([]string{"eks", "prometheus"}, labels...)...))
}

// scrapes are what makes Prometheus ask every node. It asks Trino's own /metrics: the chart's exporter is a second process in each pod,
// of an image that nobody maintains (bitnamilegacy), and exports no types, while resource groups, queries and memory are all there natively.
// They come before Trino: a ScaledObject whose metric nobody makes is not healthy, and Argo CD would never come to what makes it.
func scrapes(e *model.Environment, c *model.Cluster) []manifest {
	if c.Watch == nil {
		return nil
	}
	why := watched(e)
	return []manifest{
		{
			apiVersion: "v1", kind: "Secret", name: c.Name + "-metrics", wave: beforeTrino, why: why,
			comment: "No secret: the name that Trino asks for, and no password. The operator of Prometheus reads both from here only.",
			body: artifact.Map{
				text("type", why, "Opaque"),
				{Key: "stringData", Value: artifact.Map{text("username", why, metrics.User), text("password", why, "")}},
			},
		},
		{
			apiVersion: "monitoring.coreos.com/v1", kind: "PodMonitor", name: c.Name, wave: beforeTrino, why: why, labels: chosenBy(e, c),
			body: artifact.Map{{Key: "spec", Value: artifact.Map{
				{Key: "selector", Value: artifact.Map{{Key: "matchLabels", Value: trinoPods(c)}}},
				{Key: "podMetricsEndpoints", Value: artifact.List{endpoint(e, c, why)}},
			}}},
		},
	}
}

// trinoPods are the labels that the pods of both roles have.
func trinoPods(c *model.Cluster) artifact.Map {
	return slices.DeleteFunc(chartLabels(c, &c.Worker), func(entry artifact.Entry) bool { return entry.Key == componentLabel })
}

// componentLabel is the chart's label of a pod's role.
const componentLabel = "app.kubernetes.io/component"

func endpoint(e *model.Environment, c *model.Cluster, why *source.Origin) artifact.Node {
	key := func(name string) artifact.Node {
		return artifact.Map{text("name", why, c.Name+"-metrics"), text("key", why, name)}
	}
	label := func(name, value string, origin *source.Origin) artifact.Node {
		return artifact.Map{text("targetLabel", origin, name), text("replacement", origin, value)}
	}
	role := source.Fixed("the chart's label of a pod's role (trinodb/charts 1.42.2)")
	drop := source.Fixed("a third of what the coordinator exports; nothing here reads it")
	return artifact.Map{
		text("port", source.Fixed("the chart's name of Trino's port"), "http"),
		text("path", source.Fixed("Trino's own metrics"), "/metrics"),
		text("interval", watched(e, "interval"), c.Watch.Interval),
		{Key: "basicAuth", Value: artifact.Map{{Key: "username", Value: key("username")}, {Key: "password", Value: key("password")}}},
		{Key: "relabelings", Value: artifact.List{
			label(metrics.LabelEnvironment, e.Name, source.Declared(e.Place)),
			label(metrics.LabelCluster, c.Name, source.Declared(c.Place)),
			artifact.Map{
				{Key: "sourceLabels", Value: artifact.Strings(role, "__meta_kubernetes_pod_label_app_kubernetes_io_component")},
				text("targetLabel", role, metrics.LabelRole),
			},
		}},
		{Key: "metricRelabelings", Value: artifact.List{artifact.Map{
			{Key: "sourceLabels", Value: artifact.Strings(drop, "__name__")},
			text("regex", drop, "(io_airlift_http_client|io_airlift_stats|trino_sql_planner)_.*"),
			text("action", drop, "drop"),
		}}},
	}
}

// chosenBy are the labels by which the operator picks what it reads.
func chosenBy(e *model.Environment, c *model.Cluster) artifact.Map {
	var labels artifact.Map
	for _, name := range slices.Sorted(maps.Keys(c.Watch.Labels)) {
		labels = append(labels, text(name, watched(e, "labels", name), c.Watch.Labels[name]))
	}
	return labels
}
