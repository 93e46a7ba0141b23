package model

import "weir.local/generator/source"

// Pipeline is how AWS CodePipeline delivers an environment's clusters on ECS: one source, a check, somebody's yes, a build for each cluster.
type Pipeline struct {
	Name           Text // "weir-prod"
	Role           Text // ARN of the role that it is
	Connection     Text // ARN
	Repository     Text // "acme/lake"
	Branch         Text // "main"
	Tags           []Text
	Path           Text // what has to change: "out/prod/**"
	Approval       bool
	ApprovalOrigin *source.Origin
	Notify         Text // ARN of an SNS topic; empty: none
	Artifacts      Text // bucket: "acme-artifacts"
	Templates      Text // its address: "https://acme-artifacts.s3.us-west-2.amazonaws.com"
	Key            Text // ARN of the KMS key of artifacts and logs; empty: none
	LogGroup       Text // "/weir/prod/pipeline"
	LogRetention   Number
	From, SHA256   Text   // the weir that builds run
	RolesStack     string // of the roles, which comes before: "weir-prod-iam"; empty: somebody else makes them all
	ResourceTags   []Tag
	Check          Build
	Deliveries     []Delivery // by cluster
}

// Build is a project of AWS CodeBuild.
type Build struct {
	Project Text // "weir-prod-check"
	Role    Text // ARN
}

// Delivery is the build that delivers a cluster.
type Delivery struct {
	Build
	Cluster     *Cluster
	Stack       Text // "weir-prod-adhoc"
	User, Query Text // of the query at the end
	Login       bool // the cluster asks who its users are
}
