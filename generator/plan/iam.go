package plan

import (
	"strings"
	"sync"

	"weir.local/generator/aws"
	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// iamRoles are who may do what: the IAM roles of every cluster of an environment, with exactly what the declarations need.
func iamRoles(e *model.Environment) []*model.IAMRole {
	var all []*model.IAMRole
	for _, c := range e.Clusters {
		w := grantee{e, c}
		for _, r := range w.roles() {
			if r.Name.Value != "" {
				all = append(all, r)
			}
		}
	}
	return append(all, pipelineRoles(e)...)
}

// grantee is whom the roles are for of one cluster in one environment.
type grantee struct {
	env     *model.Environment
	cluster *model.Cluster
}

func (w grantee) roles() []*model.IAMRole {
	switch {
	case w.cluster.ECS != nil && w.env.Spec.Ecs != nil:
		return []*model.IAMRole{w.execution(), w.task(), w.deploy(), w.reader()}
	case w.cluster.EKS != nil && w.env.Spec.Eks != nil && w.cluster.EKS.ServiceAccount != "":
		return []*model.IAMRole{w.pod()}
	}
	return nil
}

// role is a role of an ARN, with what it is given once somebody asks.
func (w grantee) role(kind model.IAMKind, arn model.Text, given bool, give func(*grants)) *model.IAMRole {
	r := roleOf(w.env, kind, arn, give)
	r.Cluster, r.Given, r.Tags = w.cluster.Name, given, w.cluster.Home.Tags
	return r
}

// roleOf is a role of the environment.
func roleOf(e *model.Environment, kind model.IAMKind, arn model.Text, give func(*grants)) *model.IAMRole {
	r := &model.IAMRole{
		Kind: kind, ARN: arn,
		Name: model.Text{Value: arn.Value[strings.LastIndexByte(arn.Value, '/')+1:], Origin: arn.Origin},
		Policies: sync.OnceValue(func() []model.IAMPolicy {
			var all grants
			give(&all)
			return policies(all.statements())
		}),
	}
	if iam := e.Spec.Iam; iam != nil {
		r.Path = model.Text{Value: iam.Path, Origin: source.Declared(e.At("iam", "path"))}
		r.Boundary = model.Text{Value: iam.Boundary, Origin: source.Declared(e.At("iam", "boundary"))}
	}
	return r
}

// own is the ARN of a role that weir names: "weir-prod-adhoc-deploy".
func (w grantee) own(kind model.IAMKind) model.Text {
	return model.Text{
		Value:  roleARN(w.env.Spec, "weir-"+w.env.Name+"-"+w.cluster.Name+"-"+string(kind)),
		Origin: source.Computed("role: weir-<environment>-<cluster>-"+string(kind), source.Declared(w.env.Place), source.Declared(w.cluster.Place)),
	}
}

// roleARN is the ARN of a role of the environment's account, under the path that its roles have.
func roleARN(e schema.Environment, name string) string {
	path := "/"
	if e.Iam != nil && e.Iam.Path != "" {
		path = e.Iam.Path
	}
	return "arn:" + aws.Partition(e.Region) + ":iam::" + e.Account + ":role" + path + name
}

// declared is a field of the environment.
func (w grantee) declared(labels ...string) *source.Origin {
	return source.Declared(w.env.At(labels...))
}

// arn is a resource of the environment's account and region: arn("ssm", "parameter/weir/prod/adhoc/*").
func (w grantee) arn(service, resource string) string {
	return arnIn(w.env.Spec, service, w.env.Spec.Region, w.env.Spec.Account, resource)
}

func arnIn(e schema.Environment, service, region, account, resource string) string {
	return "arn:" + aws.Partition(e.Region) + ":" + service + ":" + region + ":" + account + ":" + resource
}

// bucketARN is a bucket, or with a pattern the objects in it.
func (w grantee) bucketARN(name string) string {
	return arnIn(w.env.Spec, "s3", "", "", name)
}

// itself is the cluster as what needs something: "cluster adhoc: logs".
func (w grantee) itself(what string) model.Need {
	return model.Need{Thing: "cluster " + w.cluster.Name + ": " + what, Origin: source.Declared(w.cluster.Place)}
}

// parameters are those of the cluster: parameters("/*").
func (w grantee) parameters(suffix string) string {
	return w.arn("ssm", "parameter"+w.cluster.Home.Parameters.Value+suffix)
}

// ofAccount holds for what the environment's own account asks; a service that is asked by others is then no way in
// (IAM User Guide, The confused deputy problem).
func ofAccount(e *model.Environment) policy.Condition {
	return policy.Condition{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{e.Spec.Account}}
}

func (w grantee) ofAccount() policy.Condition { return ofAccount(w.env) }
