package model

import (
	"weir.local/generator/aws/instances"
	"weir.local/generator/source"
)

// Nodes are what the pods of a cluster on EKS run on: pools that Karpenter makes nodes for, one pod a node.
type Nodes struct {
	Pools     []NodePool // the coordinator's, then the workers': those on demand come first
	Classes   []NodeClass
	Role      Text           // IAM role of the nodes: "KarpenterNodeRole-lake-prod"
	Image     Text           // alias of their image: "al2023@latest"
	Discovery Text           // value of the tag karpenter.sh/discovery: "lake-prod"
	Daemons   instances.Room // what DaemonSets ask of every node
}

// Class is what the nodes of a role are like.
func (n *Nodes) Class(r RoleName) NodeClass {
	for _, class := range n.Classes {
		if class.Role == r {
			return class
		}
	}
	return NodeClass{}
}

// Arch is the processor of a role's nodes: "arm64".
func (n *Nodes) Arch(r RoleName) Text {
	for _, p := range n.Pools {
		if p.Role == r {
			return p.Arch
		}
	}
	return Text{}
}

// NodePool is what Karpenter makes the nodes of one role by.
type NodePool struct {
	Name      string   // "etl-worker"
	Role      RoleName // whose pods run there
	Capacity  Text     // "on-demand" or "spot"
	Arch      Text     // as Kubernetes names it: "arm64"
	Instances []Text   // types: "r8g.4xlarge"; empty: those of Families
	Families  []Text   // "r8g"; empty too: any of the compute, general and memory families
	Network   Number   // least bandwidth in Mbit/s; 0: any
	Most      Number   // nodes
	Weight    Number   // pools of a greater one are filled first; 0: the last
	AtOnce    Number   // nodes that Karpenter may replace at once
	Idle      Text     // how long a node without a pod is kept: "5m"
}

// NodeClass is what the nodes of one role are like, in AWS's words.
type NodeClass struct {
	Name   string // "etl-worker"
	Role   RoleName
	Volume Bytes          // of the root: 50GiB
	Store  *source.Origin // why the instance store is one file system for pods; nil: it is not
}

// Scaler is how KEDA counts the workers of a cluster on EKS.
type Scaler struct {
	Triggers   []Trigger
	Prometheus Text    // "http://prometheus-operated.monitoring.svc:9090"
	AuthMode   Text    // "basic", "bearer" or "aws"; empty: Prometheus asks nobody who it is
	Region     Text    // of Amazon's Prometheus: "us-west-2"
	AuthSecret Text    // Kubernetes Secret with what it asks for
	Cooldown   Seconds // how long load must stay low before a worker goes: 300
	Leaving    Seconds // one worker goes in that time: 120
	Polling    Seconds // 15
	Fallback   Number  // fewest workers while Prometheus does not answer: 1; 0: nothing is asked of it
	Failures   Number  // how often it may not: 3
}

// The labels by which nodes and pods of a cluster find each other.
const (
	ClusterLabel = "weir.local/cluster" // whose an object or a node is: "etl"
	PoolLabel    = "weir.local/pool"    // of a role's nodes, which its pods select, and the taint that keeps others away: "etl-worker"
)

// PoolOf is what the chart calls a role's Deployment, and weir what belongs to it: the value of PoolLabel, the names of objects.
func (c *Cluster) PoolOf(r RoleName) string { return c.Name + "-" + string(r) }

// PodLabels are those by which the chart's Deployment of a role knows its pods (trinodb/charts 1.42.2, trino.selectorLabels). The release
// is named as the cluster.
func (c *Cluster) PodLabels(r RoleName) []Tag {
	return []Tag{
		{Key: "app.kubernetes.io/name", Value: "trino"},
		{Key: "app.kubernetes.io/instance", Value: c.Name},
		{Key: "app.kubernetes.io/component", Value: string(r)},
	}
}

// Trigger is a load, and how much of it one worker answers.
type Trigger struct {
	Name      string // "queued", "running" or "cpu"
	Query     string // PromQL; empty: the CPU that the pods use
	Threshold Number // of one worker: 5
}
