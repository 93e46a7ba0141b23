package plan

import (
	"strings"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// pipelineRoles are what the environment's pipeline is, and the build that checks.
func pipelineRoles(e *model.Environment) []*model.IAMRole {
	if e.Pipeline == nil {
		return nil
	}
	w := conductor{e, e.Pipeline}
	return []*model.IAMRole{w.check(), w.pipeline()}
}

// conductor is whom the roles of a pipeline are for.
type conductor struct {
	env *model.Environment
	*model.Pipeline
}

func (w conductor) need(what string, origin *source.Origin) model.Need {
	return model.Need{Thing: "pipeline " + w.Name.Value + ": " + what, Origin: origin}
}

func (w conductor) arn(service, resource string) string {
	return arnIn(w.env.Spec, service, w.env.Spec.Region, w.env.Spec.Account, resource)
}

func (w conductor) role(kind model.IAMKind, arn model.Text, give func(*grants), trusted model.Trust) *model.IAMRole {
	r := roleOf(w.env, kind, arn, give)
	r.Tags, r.Trust = w.ResourceTags, []model.Trust{trusted}
	return r
}

// trust lets a service act, for one thing of this account and for nothing else.
func (w conductor) trust(service, thing, why string) model.Trust {
	return model.Trust{
		Kind: "Service", Principals: []string{service + ".amazonaws.com"}, Actions: []string{"sts:AssumeRole"},
		Conditions: []policy.Condition{ofAccount(w.env), {Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{thing}}},
		Why:        why, Origin: w.Name.Origin,
	}
}

// pipeline is the role of CodePipeline.
func (w conductor) pipeline() *model.IAMRole {
	return w.role(model.IAMPipeline, w.Role, w.toDeliver, w.trust("codepipeline", w.arn("codepipeline", w.Name.Value), "the pipeline "+w.Name.Value))
}

func (w conductor) toDeliver(all *grants) {
	w.useConnection(all)
	w.artifacts(all, shareArtifacts)
	all.give(lookAtBucket, w.need("artifacts", w.Artifacts.Origin), []string{w.bucket("")})
	all.give(startBuilds, w.need("builds", w.Name.Origin), []string{w.project(w.Check)})
	for _, d := range w.Deliveries {
		all.give(startBuilds, model.Need{Thing: "cluster " + d.Cluster.Name + ": delivery", Origin: source.Declared(d.Cluster.Place)}, []string{w.project(d.Build)})
	}
}

// check is the role of the build that checks.
func (w conductor) check() *model.IAMRole {
	return w.role(model.IAMCheck, w.Check.Role, w.toCheck, w.trust("codebuild", w.project(w.Check), "the project "+w.Check.Project.Value))
}

func (w conductor) toCheck(all *grants) {
	w.build(all)
	w.useConnection(all)
	w.artifacts(all, shareArtifacts)
	all.give(findDelivered, w.need("weir diff", w.Name.Origin), []string{w.arn("codepipeline", w.Name.Value)})
	all.give(compareRoles, w.need("roles", source.Declared(w.env.Place)), []string{w.arn("cloudformation", "stack/"+rolesStack(w.env)+"/*")})
}

// build is what each build does: it writes a log, and fetches weir.
func (w conductor) build(all *grants) {
	all.give(writeBuildLogs, w.need("logs", w.LogGroup.Origin), []string{w.arn("logs", "log-group:"+w.LogGroup.Value+":*")})
	if object, ok := strings.CutPrefix(w.From.Value, "s3://"); ok {
		all.give(fetchWeir, w.need("weir", w.From.Origin), []string{arnIn(w.env.Spec, "s3", "", "", object)})
	}
}

// useConnection is of the service that the connection's ARN names: CodeConnections had another name before.
func (w conductor) useConnection(all *grants) {
	p := useConnection
	p.actions = []string{strings.Split(w.Connection.Value, ":")[2] + ":UseConnection"}
	all.give(p, w.need("source", w.Connection.Origin), []string{w.Connection.Value})
}

// artifacts are what the actions of a pipeline hand on. CodePipeline keeps them under the first 20 characters of its name.
func (w conductor) artifacts(all *grants, p permission) {
	folder := w.Name.Value[:min(20, len(w.Name.Value))]
	all.give(p, w.need("artifacts", w.Artifacts.Origin), []string{w.bucket("/" + folder + "/*")})
	if w.Key.Value != "" {
		all.give(useArtifactKey, w.need("artifacts", w.Key.Origin), []string{w.Key.Value})
	}
}

func (w conductor) bucket(objects string) string {
	return arnIn(w.env.Spec, "s3", "", "", w.Artifacts.Value+objects)
}

func (w conductor) project(b model.Build) string {
	return w.arn("codebuild", "project/"+b.Project.Value)
}

// builds is what the build that delivers the cluster does beside delivering it: its log, its artifact, its look at what came of it.
func (w grantee) builds(all *grants) {
	if w.env.Pipeline == nil {
		return
	}
	c, p := w.cluster, conductor{w.env, w.env.Pipeline}
	p.build(all)
	p.artifacts(all, readArtifacts)
	if w.stacked() {
		templates := []string{p.bucket("/weir/" + w.stackName() + "/*")}
		all.give(keepTemplates, w.itself("stack"), templates)
		all.give(rememberStack, w.itself("stack"), []string{w.stack()})
	}
	query, within := w.itself("query at the end"), policy.Condition{Operator: "ArnEquals", Key: "ecs:cluster", Values: []string{w.arn("ecs", "cluster/"+c.Home.ECSCluster.Value)}}
	all.give(runQuery, query, []string{w.arn("ecs", "task-definition/"+c.Name+"-coordinator:*")}, within)
	all.give(findTasks, query, []string{"*"}, within)
	all.give(lookAtTasks, query, []string{w.arn("ecs", "task/"+c.Home.ECSCluster.Value+"/*")})
	all.give(readAnswer, query, []string{w.arn("logs", "log-group:"+c.Home.LogGroup.Value+":log-stream:coordinator/trino/*")})
}

// build trusts the project that delivers the cluster.
func (w grantee) build() []model.Trust {
	if w.env.Pipeline == nil {
		return nil
	}
	p := conductor{w.env, w.env.Pipeline}
	delivery := deliveryOf(w.env, w.cluster)
	return []model.Trust{p.trust("codebuild", p.project(delivery.Build), "the project "+delivery.Project.Value)}
}

func (w grantee) stacked() bool { return w.cluster.ECS.Deliver == "stack" }
