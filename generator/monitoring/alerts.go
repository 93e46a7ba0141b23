package monitoring

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// alert is a row of the table: when a cluster has it, and what it says over the places of fill.
type alert struct {
	name     string
	severity string
	long     string // Prometheus' "for"
	when     func(*model.Cluster) (*source.Origin, bool)
	summary  string
	expr     string
}

// table is every alert. Thresholds that the declarations do not give are chosen to be quiet on a healthy cluster; the runbook of
// each says why it is what it is.
func table() []alert {
	return []alert{
		{"TrinoCoordinatorDown", Critical, "2m", always, "no coordinator answers, so nobody can query",
			`absent(up{@coordinator@} == 1)`},
		{"TrinoWorkersMissing", Critical, "10m", keepsWorkers, "fewer workers than the declared @min@",
			`trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount{@coordinator@} - 1 < @min@`},
		{"TrinoWorkerUnresponsive", Warning, "5m", always, "a worker announces itself and does not answer",
			`trino_metadata_name_DiscoveryNodeManager_InactiveNodeCount{@coordinator@} > 0`},
		{"TrinoNoWorker", Critical, "5m", seesGroups, "queries wait for a first worker that does not come",
			`@running@ > 0 and trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount{@coordinator@} < 2`},
		{"TrinoQueueGrowing", Warning, "10m", always, "queries wait, and ever more of them",
			`min_over_time(trino_execution_name_QueryManager_QueuedQueries{@coordinator@}[10m]) > 0 and deriv(trino_execution_name_QueryManager_QueuedQueries{@coordinator@}[10m]) > 0`},
		{"TrinoInternalFailures", Warning, "0m", always, "queries fail by errors of Trino's own",
			`increase(trino_execution_name_QueryManager_InternalFailures{@coordinator@}[10m]) > 2`},
		{"TrinoExternalFailures", Warning, "0m", always, "queries fail by errors of the systems behind the catalogs",
			`increase(trino_execution_name_QueryManager_ExternalFailures{@coordinator@}[10m]) > 2`},
		{"TrinoResourceFailures", Warning, "0m", always, "queries fail for want of memory, workers or time",
			`increase(trino_execution_name_QueryManager_InsufficientResourcesFailures{@coordinator@}[10m]) > 2`},
		{"TrinoUserErrors", Info, "15m", always, "more than half of the queries fail by their own mistakes",
			`increase(trino_execution_name_QueryManager_UserErrorFailures{@coordinator@}[30m]) > 0.5 * increase(trino_execution_name_QueryManager_CompletedQueries{@coordinator@}[30m]) and increase(trino_execution_name_QueryManager_CompletedQueries{@coordinator@}[30m]) > 20`},
		{"TrinoMemoryPoolFull", Warning, "5m", always, "workers have no memory left for queries, which stand still",
			`trino_memory_type_ClusterMemoryPool_name_general_BlockedNodes{@coordinator@} > 0`},
		{"TrinoQueriesKilledForMemory", Warning, "0m", always, "Trino killed queries to get memory back",
			`increase(trino_memory_name_ClusterMemoryManager_QueriesKilledDueToOutOfMemory{@coordinator@}[15m]) > 0`},
		{"TrinoSpotChurn", Warning, "5m", onSpot, "@churn@ or more workers were replaced within half an hour",
			// Pods seen in half an hour, less the more of those before and those now: what scaling took away or added is not counted.
			`count(count by (pod) (count_over_time(up{@worker@}[30m]))) - (count(up{@worker@} offset 30m) or vector(0)) - clamp_min((count(up{@worker@}) or vector(0)) - (count(up{@worker@} offset 30m) or vector(0)), 0) >= @churn@`},
		{"TrinoTasksFailing", Warning, "0m", retries, "tasks are tried again because of errors that are not the query's own",
			`increase(trino_execution_scheduler_name_TaskExecutionStats_FailedTasks_InternalError_PeakMemoryReservationInBytes_AllTime_Count{@coordinator@}[15m]) + increase(trino_execution_scheduler_name_TaskExecutionStats_FailedTasks_ExternalError_PeakMemoryReservationInBytes_AllTime_Count{@coordinator@}[15m]) > 10`},
		{"TrinoExchangeFailing", Warning, "0m", retries, "intermediate results cannot be written or read",
			`@exchange@ > 0`},
		{"TrinoAtMostWorkers", Warning, "15m", scaled, "queries wait, and the declared @max@ workers are there already",
			`trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount{@coordinator@} > @max@ and trino_execution_name_QueryManager_QueuedQueries{@coordinator@} > 0`},
		{"TrinoScalerFailing", Warning, "5m", scaled, "KEDA cannot read what it scales by, so workers stay as many as they are",
			`sum(increase(keda_scaler_detail_errors_total{scaledObject="@cluster@-worker"}[10m])) > 0`},
		{"TrinoEventListenerSlow", Warning, "10m", listens, "who is told of queries takes seconds to take it, or does not",
			`trino_eventlistener_name_EventListenerManager_QueryCompletedTime_FiveMinutes{@coordinator@,quantile="0.9"} > 5000 or trino_eventlistener_name_EventListenerManager_ConcurrentQueryCompletedEvents{@coordinator@} > 20`},
	}
}

func always(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: on every cluster that Prometheus reads", source.Declared(c.Place)), true
}

func keepsWorkers(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: below the fewest workers", c.Workers.MinOrigin), c.Workers.Min > 0
}

func seesGroups(c *model.Cluster) (*source.Origin, bool) {
	roots := exported(c)
	var from []*source.Origin
	for _, g := range roots {
		from = append(from, g.Origins["jmxExport"])
	}
	return source.Computed("alert: root resource groups with jmxExport count queries that wait for workers", from...), len(roots) > 0
}

func onSpot(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: AWS takes spot capacity back", c.Workers.SpotOrigin, c.Workers.MaxOrigin), c.Workers.Spot
}

func retries(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: tasks are retried over an exchange", source.Declared(c.At("retry"))), c.Spec.Retry == "TASK"
}

func scaled(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: workers are scaled", source.Declared(c.At("workers", "scale"))), c.Spec.Workers.Scale != nil
}

func listens(c *model.Cluster) (*source.Origin, bool) {
	return source.Computed("alert: somebody is told of queries", source.Declared(c.At("eventListeners"))), c.Spec.EventListeners != nil
}
