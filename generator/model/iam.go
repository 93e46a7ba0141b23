package model

import (
	"weir.local/generator/aws/policy"
	"weir.local/generator/source"
)

// IAMKind is what an IAM role is for.
type IAMKind string

// The kinds, in the order in which they are listed.
const (
	IAMExecution IAMKind = "execution" // ECS itself: images, secrets, logs
	IAMTask      IAMKind = "task"      // Trino, on ECS or on EKS
	IAMDeploy    IAMKind = "deploy"    // who delivers a cluster on ECS
	IAMReader    IAMKind = "ci"        // who compares what is delivered with what is declared
	IAMPipeline  IAMKind = "pipeline"  // CodePipeline, of an environment
	IAMCheck     IAMKind = "check"     // the build that checks before anything is delivered, of an environment
)

// IAMRole is an IAM role of a cluster or of its environment's pipeline with everything that it may do, and nothing else.
type IAMRole struct {
	Kind     IAMKind
	Cluster  string // "adhoc"; empty: of the environment
	Name     Text   // "weir-adhoc-task"
	ARN      Text   // "arn:aws:iam::111122223333:role/weir-adhoc-task"
	Given    bool   // the environment names it by its ARN: somebody else makes it
	Path     Text   // "/weir/"; empty: none
	Boundary Text   // ARN of the permissions boundary; empty: none
	Tags     []Tag
	Trust    []Trust
	Policies func() []IAMPolicy // each within IAM's limit; worked out once, when first asked: vet of a thousand catalogs needs few of them
	Pod      *PodIdentity       // of a cluster on EKS; nil otherwise
}

// Made says whether weir makes the role: one that the environment names by its ARN is somebody else's, and one that nothing is given is
// none.
func (r *IAMRole) Made() bool { return !r.Given && len(r.Policies()) > 0 }

// Statements are those of all policies.
func (r *IAMRole) Statements() []IAMStatement {
	var all []IAMStatement
	for _, p := range r.Policies() {
		all = append(all, p.Statements...)
	}
	return all
}

// IAMPolicy is one managed policy of a role.
type IAMPolicy struct {
	Statements []IAMStatement
}

// IAMStatement is one statement: what is allowed, why, and which declared things stop working without it.
type IAMStatement struct {
	policy.Statement
	Why  string // "SHOW SCHEMAS lists the databases of the Data Catalog"
	Open string // why a resource is "*"; empty where none is
	For  []Need // by thing
}

// Need is a declared thing that needs a statement.
type Need struct {
	Thing  string // "catalog hive: dataset mmp"
	Origin *source.Origin
}

// Trust says who may be the role.
type Trust struct {
	Kind       string   // "Service", "AWS"
	Principals []string // "ecs-tasks.amazonaws.com", an ARN
	Actions    []string // "sts:AssumeRole"
	Conditions []policy.Condition
	Why        string
	Origin     *source.Origin
}

// PodIdentity is whose pods are the role: those of one service account (Amazon EKS, EKS Pod Identity).
type PodIdentity struct {
	EKSCluster, Namespace, ServiceAccount Text
}
