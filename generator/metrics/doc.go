// Package metrics is what Trino's metrics are called, for each version: as Trino's own /metrics spells them, and as the JMX
// exporter does. A name that is not here is one that nothing exports, and an alert or a trigger on it never fires.
//
//	names, ok := metrics.Of(476, metrics.Native)
//	names.Find("trino_execution_name_QueryManager_QueuedQuerys") // no, and Nearest names the right one
//	names.Group("global", "QueuedQueries").String()              // trino_execution_resourcegroups_type_InternalResourceGroup_name_global_QueuedQueries
//	names.Of(metrics.ActiveNodes).String()                       // trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount
//
// The lists are measured: the first line of each file in data/ says on what and how. conformance/metrics holds them to a real
// Trino. They are per version, as properties are: DiscoveryNodeManager of 476 is another bean in 477.
package metrics
