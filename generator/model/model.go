// Package model is the platform as it will be: every environment with its clusters, worked out to the last number,
// each value with its origin. Package plan makes it; renderers spell it and change nothing.
package model

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// Platform is everything that is declared, worked out.
type Platform struct {
	Environments []*Environment // sorted by name
}

// Environment is one AWS account and one region with the clusters in it.
type Environment struct {
	Name     string
	Place    source.Place
	Spec     schema.Environment
	Clusters []*Cluster // sorted by name
	Lake     Lake
	IAM      []*IAMRole // roles of AWS, by cluster and kind
	Pipeline *Pipeline  // that delivers its clusters on ECS; nil where it declares none

	GitOps     *GitOps      // nil: nobody but people applies what is rendered
	Namespaces []*Namespace // of its clusters on EKS, sorted by name; none where others make them
}

// At is the place of a field of the environment's declaration: At("network", "vpc").
func (e *Environment) At(labels ...string) source.Place {
	return e.Place.At(labels...)
}

// Cluster is one Trino cluster in one environment.
type Cluster struct {
	Name        string // "adhoc"
	Environment string // "prod"
	Place       source.Place
	Head        schema.Head
	Spec        schema.ClusterFields     // merged for this environment
	ECS         *schema.ECSClusterFields // of an ECS cluster, merged; nil otherwise
	EKS         *schema.EKSClusterFields // of an EKS cluster, merged; nil otherwise

	Version     int            // Trino's: 476
	Release     *trino.Release // what is known of that version; nil when nothing is
	Image       Image
	Home        Home // the account's things that it stands in
	Task        Task // of a cluster on ECS
	Coordinator Role
	Worker      Role
	Workers     Workers
	Nodes       *Nodes             // of a cluster on EKS: what its pods run on
	Scaler      *Scaler            // of a cluster on EKS: how its workers are counted; nil where it does not say
	Scaling     Scaling            // of a cluster on ECS
	Disk        Disk               // of a worker, where spill or the file system cache lies on it
	Application Text               // of Argo CD, on EKS: "prod-etl"
	Stores      Stores             // on EKS
	Traffic     *Traffic           // on EKS; nil: Kubernetes lets everything through
	Catalogs    []*Catalog         // sorted by name
	Access      *Access            // who may do what; nil where it does not say
	Groups      *ResourceGroups    // nil where it declares none
	Watch       *schema.Prometheus // who watches it, on EKS; nil when nobody does, or what its version exports is not known
	Session     []SessionRule      // in their order
	Secrets     []Secret           // of all roles, sorted by variable
	Sums        []Sum              // every number that was worked out, in reading order
}

// At is the place of a field of the cluster's declaration, whatever its environment says.
func (c *Cluster) At(labels ...string) source.Place {
	return c.Place.At(labels...)
}

// Image is the container image of Trino.
type Image struct {
	Repository Text // with registry, without tag: "trinodb/trino"
	Tag        Text // "476"
}

// String is the image as a task definition names it: "trinodb/trino:476".
func (i Image) String() string { return i.Repository.Value + ":" + i.Tag.Value }

// Home is what a cluster stands in: the environment's things, chosen and filled in for it.
type Home struct {
	Zone           Text   // "us-west-2a"
	Subnet         Text   // "subnet-0a0a0a0a0a0a0a0a0"
	SecurityGroups []Text // "sg-0a1b2c3d4e5f60718"
	TaskRole       Text   // ARN of the IAM role that Trino is
	Identity       Text   // on EKS, how its pods become it: PodIdentityAgent or WebIdentity
	KMSKey         Text   // ARN, empty when the environment has none
	Tags           []Tag  // of every resource, sorted by key

	// Of a cluster on ECS.
	ECSCluster    Text // "lake"
	Namespace     Text // Cloud Map namespace "lake"; on EKS the Kubernetes namespace "trino"
	ExecutionRole Text // ARN
	OnDemand      Text // capacity provider of instances on demand: "lake-graviton"; empty: none, or Fargate
	Spot          Text // capacity provider of instances on spot: "lake-graviton-spot"
	LogGroup      Text // "/weir/prod/adhoc"
	LogRetention  Number
	Parameters    Text // where its parameters lie: "/weir/prod/adhoc"
}

// How pods become their IAM role.
const (
	PodIdentityAgent = "pod-identity" // EKS Pod Identity: an association, and an agent on the node
	WebIdentity      = "irsa"         // the service account's annotation, and the OIDC provider of the EKS cluster
)

// Task is what an ECS cluster's task definitions have in common.
type Task struct {
	Launch           Text    // "FARGATE"
	Architecture     Text    // "X86_64"
	Deliver          Text    // "stack" or "api"
	StartPeriod      Seconds // what a health check leaves a start: 180
	EphemeralStorage Number  // GiB of a worker, 0: Fargate's own 20
	ConfigImage      Text    // of the container that writes the release: "public.ecr.aws/aws-cli/aws-cli:2.34.45"
}

// Tag is a tag of an AWS resource.
type Tag struct {
	Key, Value string
	Origin     *source.Origin
}

// RoleName is what a node does.
type RoleName string

// The roles.
const (
	Coordinator RoleName = "coordinator"
	Worker      RoleName = "worker"
)

// Role is one kind of node: its container and the files Trino reads in it.
type Role struct {
	Name      RoleName
	CPU       Number // vCPU of the container: 14
	Memory    Bytes  // of the container: 112GiB
	TaskCPU   Text   // of the task on ECS, in 1024ths of a vCPU: "16384"
	TaskMem   Text   // of the task on ECS, in MiB: "122880"
	Heap      Bytes  // -Xmx: 89GB
	Headroom  Bytes  // memory.heap-headroom-per-node: 26GB
	PerNode   Bytes  // query.max-memory-per-node: 26GB
	Instances []string
	Files     []File // what Trino finds under /etc/trino, catalogs among them, sorted by path
}

// File is the file at a path, and whether there is one.
func (r *Role) File(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(r.Files, path, func(f File, path string) int { return cmp.Compare(f.Path, path) })
	if !ok {
		return File{}, false
	}
	return r.Files[i], true
}

// Workers says how many workers there are and what becomes of them.
type Workers struct {
	Min, Max     int
	Least, Most  int     // at any hour
	Hours        []Hours // sorted by name; of a cluster on ECS
	MinOrigin    *source.Origin
	MaxOrigin    *source.Origin
	Spot         bool
	OnDemandBase int
	SpotOrigin   *source.Origin
	BaseOrigin   *source.Origin
	QueryMemory  Bytes   // query.max-memory: what one query may take in the cluster
	AtMin, AtMax Bytes   // query memory of the fewest and of the most workers
	Grace        Text    // shutdown.grace-period: "15s"
	Drain        Seconds // how long running tasks have when a worker leaves: 80
	StopTimeout  Seconds // ECS stopTimeout, or Kubernetes' terminationGracePeriodSeconds: 120

	// How a leaving worker is asked to finish its tasks.
	DrainScript Text    // on ECS the entry point that asks it: "/etc/trino/drain.sh"
	PreStop     Text    // on EKS the script that does, which runs before the container is stopped
	DrainUser   Text    // as whom: "drain"
	DrainWait   Seconds // how long it is waited for at most: 110
}

// Disk is the local disk of a worker, which spill and the file system cache share.
type Disk struct {
	Path       string // in the container: "/data/trino/disk"; empty: nothing lies on it
	Volume     Volume
	Node       Text  // folder of the node that is mounted there: "/mnt/nvme/trino"
	Size       Bytes // what Trino may fill; zero where nobody says: 90GiB
	Spill      Bytes // max-spill-per-node: 36GB
	QuerySpill Bytes // query-max-spill-per-node: 36GB
	Cache      Bytes // of all catalogs together: 36GB
}

// Volume is where a worker's disk comes from.
type Volume string

// The volumes.
const (
	OwnStorage Volume = "container" // the container's own: on Fargate its ephemeral storage
	EmptyDir   Volume = "emptyDir"  // Kubernetes makes it on the node, and removes it with the pod
	NodeFolder Volume = "node"      // a folder of the node, such as its instance store
)

// Number is a number and where it comes from.
type Number struct {
	Value  float64
	Origin *source.Origin
}

// Bytes is a size and where it comes from. Text is how its reader spells it: "112GiB" of a container, "89GB" of Trino (both binary).
type Bytes struct {
	Value  int64
	Text   string
	Origin *source.Origin
}

// Seconds is a time in whole seconds and where it comes from.
type Seconds struct {
	Value  int
	Origin *source.Origin
}

// Text is a text and where it comes from.
type Text struct {
	Value  string
	Origin *source.Origin
}

// File is one file that Trino reads.
type File struct {
	Path   string // relative to /etc/trino: "config.properties", "catalog/orders.properties"
	Lines  []Line
	About  string         // what the declaration says of it: "Orders service, Aurora MySQL reader"; empty where it says nothing
	Origin *source.Origin // why the file exists
}

// Line is one line of a file: a property, or text as it stands.
type Line struct {
	Key    string // property name; empty: Value is the whole line
	Value  string // unescaped
	Secret string // variable that Value refers to, if it does: "ORDERS_CONNECTION_PASSWORD"
	Scope  Scope
	Origin *source.Origin
}

// Scope says which roles carry a property of config.properties, and whether the chart of the cluster writes it by a key of its own.
type Scope string

// The scopes.
const (
	BothRoles       Scope = "both"
	CoordinatorOnly Scope = "coordinator"
	WorkerOnly      Scope = "worker"
	ByPlatform      Scope = "platform" // written by the platform: the chart's own key, or its template
)

// Catalog is one catalog on one cluster in one environment.
type Catalog struct {
	Name        string
	Connector   string
	Owner       string
	Description string
	Place       source.Place
	Head        schema.Head
	Properties  []Line // sorted by key, connector.name first
	Databases   []Text // of Glue that it may make and drop, as globs: "scratch_*"
}

// At is the place of a field of the catalog's declaration.
func (c *Catalog) At(labels ...string) source.Place {
	return c.Place.At(labels...)
}

// Secret is a value that Trino reads from an environment variable, and where the platform finds it. weir never sees it.
type Secret struct {
	Variable  string // "ORDERS_CONNECTION_PASSWORD"
	Reference schema.Reference
	ARN       string   // what ECS reads it from: the parameter's or the secret's ARN
	For       []string // what needs it: "catalog orders: connection-password"
	Owners    []string // who answers for what needs it, and so for its being there: "commerce"; none where no declaration says
	File      string   // under /etc/trino, where its text is a file that Trino reads: "secret/password.db"; empty: Trino reads the variable
	Origin    *source.Origin
}

// SecretARN is the ARN of the secret of Secrets Manager, without the key in it.
func (s Secret) SecretARN() string {
	if s.Reference.Key == "" {
		return s.ARN
	}
	return strings.TrimSuffix(s.ARN, ":"+s.Reference.Key+"::")
}

// Sum is a number of the plan with the rule it came from, as `weir show plan` prints it.
type Sum struct {
	Role   RoleName // "" for the cluster as a whole
	Name   string   // "heap"
	Value  string   // "89GB"
	Rule   string   // "80 % of the container's 112GiB, whole GB"
	Source string   // "Trino documentation, Deploying Trino"
	Origin *source.Origin
}

// Lake is what the lake declares, merged for one environment.
type Lake struct {
	Buckets    []Item[schema.Bucket]
	Layers     []Item[schema.Layer]
	Datasets   []Item[schema.Dataset]
	Tags       []Item[schema.Tag]
	Roles      []Item[schema.Role]
	WorkGroups []Item[schema.WorkGroup]
}

// Item is one declared thing of the lake in one environment.
type Item[T any] struct {
	Name  string
	Place source.Place
	Head  schema.Head
	Spec  T
}
