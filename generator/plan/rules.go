package plan

// rule is how a number is worked out, and who says so.
type rule struct{ text, source string }

// The sums of the plan. The texts are what `weir show plan` prints beside each number.
var (
	ruleDeclared = rule{"declared", ""}
	ruleHeap     = rule{
		"80 % of the container's memory, whole GB",
		"Trino documentation, Deploying Trino: -Xmx is 70 to 85 % of the node's memory",
	}
	ruleHeadroom = rule{
		"30 % of the heap",
		"Trino documentation, Resource management properties: default of memory.heap-headroom-per-node",
	}
	rulePerNode = rule{
		"30 % of the heap",
		"Trino documentation, Resource management properties: default of query.max-memory-per-node",
	}
	ruleQueryMemory = rule{
		"query memory per worker, times the fewest workers: what a query can always have",
		"Cloudera, Trino memory: query.max-memory is max-memory-per-node times workers",
	}
	ruleAtMin = rule{"query memory per worker, times the fewest workers", ""}
	ruleAtMax = rule{"query memory per worker, times the most workers", ""}
	ruleGrace = rule{
		"waited before and after the last task of a worker that leaves",
		"Trino documentation, Graceful shutdown: shutdown.grace-period is waited twice",
	}
	ruleStopFargate = rule{"the most that Fargate gives a container to stop", "Amazon ECS API, ContainerDefinition: stopTimeout is at most 120 seconds"}
	ruleStopEC2     = rule{"two minutes, as Fargate, so that a cluster can move", "Amazon ECS API, ContainerDefinition: stopTimeout"}
	ruleStopSpot    = rule{"what spot capacity gives: two minutes' notice", "Amazon EC2, Spot instance interruption notices"}
	ruleStopEKS     = rule{"twice the grace period and ten minutes for tasks", "Trino documentation, Graceful shutdown"}
	ruleTasks       = rule{"what is left for running tasks: the stop timeout less ten seconds to end, less twice the grace period", "measured: DRAINING takes grace, longest task, grace"}
)

// Shares of memory, in percent.
const (
	heapShare     = 80
	headroomShare = 30
	perNodeShare  = 30
)

// Times in seconds.
const (
	stopSeconds    = 120 // Fargate's maximum, and the notice that spot capacity gives
	endSeconds     = 10  // what the process needs to end once it has drained
	taskSecondsEKS = 600
)
