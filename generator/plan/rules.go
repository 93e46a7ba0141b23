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
	ruleStopDrain   = rule{"twice the grace period, the declared time for tasks, and ten seconds to end", "measured: DRAINING takes grace, longest task, grace"}
	ruleDiskFargate = rule{
		"ephemeral storage, less 10 GiB for images, compressed and unpacked, and logs",
		"Amazon ECS documentation, Fargate task ephemeral storage: images lie there too; measured: Trino 476 takes 0.9 GB unpacked",
	}
	ruleDiskShare    = rule{"80 % of the local disk", "Trino documentation, Spill to disk: a full disk that holds logs and the JVM too makes a node unstable"}
	ruleDiskHalf     = rule{"40 % of the local disk, which spill and cache share", "Trino documentation, Spill to disk: a full disk that holds logs and the JVM too makes a node unstable"}
	ruleQuerySpill   = rule{"as much as all queries together", "Trino documentation, Spilling properties: both limits have one default"}
	ruleCatalogCache = rule{"the file system cache, in equal parts", "Trino documentation, File system cache: up to 476 each catalog has a cache of its own"}
	ruleFirstWorker  = rule{
		"ten minutes: a node, its image, its configuration and Trino's start",
		"measured on Trino 476: a query without workers fails after query-manager.required-workers-max-wait, 5m unless it is set",
	}
	ruleRoom = rule{
		"what Karpenter counts with for pods on {instance}, less what the environment's daemons ask for",
		"Karpenter 1.14 documentation, Instance Types",
	}
	ruleMostNodes = rule{
		"the most workers, and a quarter more, rounded up: those that come before others have gone",
		"Kubernetes documentation, Deployments: maxSurge is 25 % unless it is set",
	}
	ruleRootVolume = rule{
		"50 GiB for images and logs; of workers their local disk too, where no instance store carries it",
		"measured: Trino 476 takes 0.9 GB unpacked; Kubernetes documentation, Local ephemeral storage: emptyDir lies on the node's root",
	}
	ruleQueriesAWorker = rule{
		"declared: what one worker answers; there are as many as the largest of these loads asks for",
		"KEDA documentation, Prometheus: threshold with metricType AverageValue; Kubernetes documentation, Horizontal Pod Autoscaling",
	}
	ruleCPUAWorker = rule{
		"declared: of what a worker's pod asks for, on average",
		"KEDA documentation, CPU: Utilization",
	}
	ruleCooldown = rule{
		"how long load must have been low before a worker goes, one after the other",
		"KEDA documentation, Scaling Deployments: cooldownPeriod is about the last one; for the others it is the HPA's stabilizationWindowSeconds",
	}
	ruleDrainWait = rule{
		"the stop timeout less ten seconds to end: how long a worker that drains is waited for",
		"measured on Trino 476: a drained worker ends in less than three seconds",
	}
	ruleStartPeriod = rule{"what a health check leaves a start: 300 catalogs took 88 s", "measured on Trino 476; Amazon ECS API, HealthCheck: startPeriod is at most 300"}
	ruleTrack       = rule{
		"target tracking on the queries of the cluster, divided by the active workers; the load that asks for the most workers wins",
		"Application Auto Scaling, Create a target tracking scaling policy using metric math",
	}
	ruleTrackCPU    = rule{"target tracking on the service's average CPU", "Application Auto Scaling, Predefined metrics: ECSServiceAverageCPUUtilization"}
	ruleCooldownOut = rule{"as long as a worker may take to start: until then it takes no load", "Application Auto Scaling, Define cooldown periods"}
	ruleCooldownIn  = rule{"five minutes", "Application Auto Scaling API, TargetTrackingScalingPolicyConfiguration: default of ScaleInCooldown for ECS"}
	ruleFirstQuery  = rule{
		"a minute until the metric is there, one until the alarm, then a worker: a place, its image, its configuration and Trino's start",
		"measured on Trino 476: a start takes 8 to 88 s; the rest is AWS's and was not measured",
	}
	ruleTasks = rule{"what is left for running tasks: the stop timeout less ten seconds to end, less twice the grace period", "measured: DRAINING takes grace, longest task, grace"}
)

// Shares of memory, in percent.
const (
	heapShare     = 80
	headroomShare = 30
	perNodeShare  = 30
	diskShare     = 80 // of the disk, for spill or cache
	diskHalf      = 40 // for each, where there are both
)

// Times in seconds.
const (
	stopSeconds     = 120 // Fargate's maximum, and the notice that spot capacity gives
	endSeconds      = 10  // what the process needs to end once it has drained
	taskSecondsEKS  = 600
	startPeriod     = 180 // of a health check
	cooldownSeconds = 300
)
