package plan

import (
	"weir.local/generator/aws"
	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
)

// deploy is the role that delivers a cluster on ECS.
func (w grantee) deploy() *model.IAMRole {
	r := w.role(model.IAMDeploy, w.own(model.IAMDeploy), false, w.toDeploy)
	r.Trust = append(w.build(), w.callers("deployers")...)
	return r
}

func (w grantee) toDeploy(all *grants) {
	w.compare(all)
	release := w.itself("release")
	all.give(writeParameters, release, []string{w.parameters("/*")})
	if w.cluster.ECS.Deliver == "stack" {
		all.give(changeStack, w.itself("stack"), []string{w.stack()})
	}
	w.ecs(all)
	w.scaling(all)
	w.logs(all)
	w.builds(all)
}

// reader is the role of checks, which change nothing.
func (w grantee) reader() *model.IAMRole {
	r := w.role(model.IAMReader, w.own(model.IAMReader), false, w.compare)
	r.Trust = w.callers("readers")
	return r
}

// compare reads what is delivered.
func (w grantee) compare(all *grants) {
	all.give(compareParameters, w.itself("release"), []string{w.parameters(""), w.parameters("/*")})
	if w.cluster.ECS.Deliver == "stack" {
		all.give(compareStack, w.itself("stack"), []string{w.stack()})
	}
}

// stack is the cluster's, whatever its ID.
func (w grantee) stack() string {
	return w.arn("cloudformation", "stack/"+w.stackName()+"/*")
}

func (w grantee) stackName() string { return aws.StackName(w.env.Name, w.cluster.Name) }

// ecs is what makes task definitions and services, in the caller's name.
func (w grantee) ecs(all *grants) {
	c := w.cluster
	tasks, services := w.itself("task definitions"), w.itself("services")
	var definitions, running []string
	for _, r := range []model.RoleName{model.Coordinator, model.Worker} {
		name := c.Name + "-" + string(r)
		definitions = append(definitions, w.arn("ecs", "task-definition/"+name+":*"))
		running = append(running, w.arn("ecs", "service/"+c.Home.ECSCluster.Value+"/"+name))
	}
	all.give(registerTasks, tasks, definitions)
	all.give(describeTasks, tasks, []string{"*"})
	all.give(changeServices, services, running)
	if len(c.Home.Tags) > 0 {
		all.give(tagTasks, tasks, definitions)
		all.give(tagTasks, services, running)
	}
	toECS := policy.Condition{Operator: "StringEquals", Key: "iam:PassedToService", Values: []string{"ecs-tasks.amazonaws.com"}}
	all.give(passRoles, tasks, []string{c.Home.ExecutionRole.Value, c.Home.TaskRole.Value}, toECS)
}

// scalesECS is who acts on the policies of services, and its role, which is alike in every account (Application Auto Scaling,
// Service-linked roles).
const scalesECS = "ecs.application-autoscaling.amazonaws.com"

// scaling is what makes the number of workers follow load and clock.
func (w grantee) scaling(all *grants) {
	scaling := w.itself("scaling")
	ofECS := policy.Condition{Operator: "StringEquals", Key: "application-autoscaling:service-namespace", Values: []string{"ecs"}}
	targets := []string{w.arn("application-autoscaling", "scalable-target/*")}
	all.give(changeScaling, scaling, targets, ofECS)
	if len(w.cluster.Home.Tags) > 0 {
		all.give(tagScaling, scaling, targets) // which knows no such condition
	}
	all.give(findScaling, scaling, []string{"*"})
	service := w.cluster.Home.ECSCluster.Value + "/" + w.cluster.Name + "-" + string(model.Worker)
	all.give(changeAlarms, scaling, []string{
		w.arn("cloudwatch", "alarm:TargetTracking-service/"+service+"-*"), w.arn("cloudwatch", "alarm:weir-"+w.env.Name+"-"+w.cluster.Name+"-*"),
	})
	role := arnIn(w.env.Spec, "iam", "", w.env.Spec.Account, "role/aws-service-role/"+scalesECS+"/AWSServiceRoleForApplicationAutoScaling_ECSService")
	all.give(startScaling, scaling, []string{role}, policy.Condition{Operator: "StringEquals", Key: "iam:AWSServiceName", Values: []string{scalesECS}})
}

func (w grantee) logs(all *grants) {
	logs := w.itself("logs")
	groups := []string{w.cluster.Home.LogGroup.Value}
	if scrape := w.cluster.Scaling.Scrape; scrape != nil {
		groups = append(groups, scrape.LogGroup.Value)
	}
	var group []string
	for _, name := range groups {
		group = append(group, w.arn("logs", "log-group:"+name), w.arn("logs", "log-group:"+name+":*"))
	}
	all.give(changeLogs, logs, group)
	if w.cluster.Home.KMSKey.Value != "" {
		all.give(encryptLogs, logs, group)
	}
	all.give(findLogs, logs, []string{w.arn("logs", "log-group:*")})
}

// callers are who the environment names, or CodeBuild in the account.
func (w grantee) callers(field string) []model.Trust {
	if iam := w.env.Spec.Iam; iam != nil {
		named := iam.Deployers
		label := "deployers"
		if field == "readers" && len(iam.Readers) > 0 {
			named, label = iam.Readers, field
		}
		if len(named) > 0 {
			return []model.Trust{{
				Kind: "AWS", Principals: named, Actions: []string{"sts:AssumeRole"},
				Why: "whom the environment names", Origin: w.declared("iam", label),
			}}
		}
	}
	if field == "deployers" && w.env.Pipeline != nil {
		return nil
	}
	return []model.Trust{{
		Kind: "Service", Principals: []string{"codebuild.amazonaws.com"}, Actions: []string{"sts:AssumeRole"},
		Conditions: []policy.Condition{w.ofAccount(), {Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{w.arn("codebuild", "project/weir-*")}}},
		Why:        "CodeBuild projects weir-* of this account, as nobody else is named (iam: deployers)",
		Origin:     w.declared(),
	}}
}
