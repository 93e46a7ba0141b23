package metrics

// Labels that weir's PodMonitors give every series, by which alerts, dashboards and triggers find a cluster's. They are not
// called "cluster", which Prometheus servers that share a store give themselves.
const (
	LabelEnvironment = "trino_environment" // "prod"
	LabelCluster     = "trino_cluster"     // "etl"
	LabelRole        = "trino_role"        // "coordinator" or "worker"
)

// User is whom Prometheus comes as: Trino's /metrics answers nobody without a name.
const User = "metrics"

// Matchers pick the series of one role of a cluster: `trino_environment="prod",trino_cluster="etl",trino_role="coordinator"`.
func Matchers(environment, cluster, role string) string {
	return OfCluster(environment, cluster) + "," + LabelRole + `="` + role + `"`
}

// OfCluster pick the series of all nodes of a cluster: `trino_environment="prod",trino_cluster="etl"`.
func OfCluster(environment, cluster string) string {
	return LabelEnvironment + `="` + environment + `",` + LabelCluster + `="` + cluster + `"`
}
