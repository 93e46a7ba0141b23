package metrics

// Meaning is what a metric tells, whoever spells it.
type Meaning string

// The meanings. Queries that wait for a first worker are in none of them: Names.Group counts those.
const (
	QueuedQueries         Meaning = "queries queued"
	RunningQueries        Meaning = "queries running"
	StartedQueries        Meaning = "queries started"
	CompletedQueries      Meaning = "queries completed, failed ones among them"
	FailedQueries         Meaning = "queries failed"
	InternalFailures      Meaning = "queries failed by an internal error"
	UserFailures          Meaning = "queries failed by the user's error"
	ResourceFailures      Meaning = "queries failed for want of resources"
	ExternalFailures      Meaning = "queries failed by another system's error"
	ActiveNodes           Meaning = "active nodes, the coordinator among them"
	InactiveNodes         Meaning = "inactive nodes"
	RequiredWorkers       Meaning = "workers that a query waits for"
	ClusterMemoryTotal    Meaning = "memory of all nodes for queries, in bytes"
	ClusterMemoryFree     Meaning = "free memory of all nodes for queries, in bytes"
	ClusterMemoryReserved Meaning = "reserved memory of all nodes for queries, in bytes"
	BlockedNodes          Meaning = "nodes whose memory is used up"
	KilledForMemory       Meaning = "queries killed for memory"
	NodeMemoryMax         Meaning = "memory of a node for queries, in bytes"
	NodeMemoryFree        Meaning = "free memory of a node for queries, in bytes"
)

// meant is how both sources spell what is asked for most; measured on 476.
var meant = map[Meaning]map[Source]Selector{
	QueuedQueries:         manager("QueuedQueries", ""),
	RunningQueries:        manager("RunningQueries", ""),
	StartedQueries:        manager("StartedQueries", "_TotalCount"),
	CompletedQueries:      manager("CompletedQueries", "_TotalCount"),
	FailedQueries:         manager("FailedQueries", "_TotalCount"),
	InternalFailures:      manager("InternalFailures", "_TotalCount"),
	UserFailures:          manager("UserErrorFailures", "_TotalCount"),
	ResourceFailures:      manager("InsufficientResourcesFailures", "_TotalCount"),
	ExternalFailures:      manager("ExternalFailures", "_TotalCount"),
	ActiveNodes:           named("trino_metadata", "DiscoveryNodeManager", "ActiveNodeCount"),
	InactiveNodes:         named("trino_metadata", "DiscoveryNodeManager", "InactiveNodeCount"),
	RequiredWorkers:       named("trino_execution", "ClusterSizeMonitor", "RequiredWorkers"),
	ClusterMemoryTotal:    pool("ClusterMemoryPool", "TotalDistributedBytes"),
	ClusterMemoryFree:     pool("ClusterMemoryPool", "FreeDistributedBytes"),
	ClusterMemoryReserved: pool("ClusterMemoryPool", "ReservedDistributedBytes"),
	BlockedNodes:          pool("ClusterMemoryPool", "BlockedNodes"),
	KilledForMemory:       named("trino_memory", "ClusterMemoryManager", "QueriesKilledDueToOutOfMemory"),
	NodeMemoryMax:         pool("MemoryPool", "MaxBytes"),
	NodeMemoryFree:        pool("MemoryPool", "FreeBytes"),
}

// manager is an attribute of the query manager. A counter is one number natively, and several to an agent.
func manager(attribute, agentSuffix string) map[Source]Selector {
	return map[Source]Selector{
		Native: {Name: "trino_execution_name_QueryManager_" + attribute},
		Agent:  {Name: "trino_execution_QueryManager_" + attribute + agentSuffix},
	}
}

// named is an attribute of a bean with one key, its name.
func named(domain, bean, attribute string) map[Source]Selector {
	return map[Source]Selector{
		Native: {Name: domain + "_name_" + bean + "_" + attribute},
		Agent:  {Name: domain + "_" + bean + "_" + attribute},
	}
}

// pool is an attribute of the memory pool "general", the only one there is.
func pool(bean, attribute string) map[Source]Selector {
	return map[Source]Selector{
		Native: {Name: "trino_memory_type_" + bean + "_name_general_" + attribute},
		Agent:  {"trino_memory_" + bean + "_" + attribute, "name", "general"},
	}
}

// Of picks the series that mean something: Of(ActiveNodes).
func (n *Names) Of(m Meaning) Selector { return meant[m][n.Source] }
