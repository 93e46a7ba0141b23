package plan

import (
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/model"
)

// Order is the order in which an environment is delivered, what is the environment's before what is a cluster's.
func Order(e *model.Environment) []model.Step {
	var order []model.Step
	for _, c := range e.Clusters {
		if len(c.Secrets) > 0 {
			order = append(order, secretsStep(c))
		}
	}
	if slices.ContainsFunc(e.IAM, (*model.IAMRole).Made) {
		order = append(order, model.Step{
			Name: "roles", By: "who may make IAM roles", What: "out/" + e.Name + "/iam/stack.yaml, as the stack " + rolesStack(e),
			Why: "nothing is delivered or started by a role that is not there",
		})
	}
	if e.Pipeline != nil {
		order = append(order, model.Step{
			Platform: "ecs", Name: "pipeline", By: "who may make pipelines", What: "out/" + e.Name + "/pipeline/stack.yaml, as the stack " + strings.ReplaceAll(e.Pipeline.Name.Value, "_", "-") + "-pipeline",
			Why: "once; from then on a push delivers what follows",
		})
	}
	if g := e.GitOps; g != nil {
		order = append(order, model.Step{
			Platform: "eks", Name: "argocd", By: "who may change Argo CD", What: "kubectl apply -k out/" + e.Name + "/argocd",
			Why: "once; from then on Argo CD's " + g.Root.Value + " keeps the Applications that deliver what follows",
		})
	}
	for _, c := range e.Clusters {
		order = append(order, clusterSteps(e, c)...)
	}
	return order
}

func secretsStep(c *model.Cluster) model.Step {
	step := model.Step{
		Cluster: c.Name, Name: "secrets", By: "whoever knows their values",
		Why: "a node whose secret is not there does not start",
	}
	for _, s := range c.Secrets {
		step.Lists = append(step.Lists, s.Reference.Where())
	}
	slices.Sort(step.Lists)
	step.Lists = slices.Compact(step.Lists)
	step.What = strings.Join(step.Lists[:min(2, len(step.Lists))], ", ")
	if more := len(step.Lists) - 2; more > 0 {
		step.What += ", and " + strconv.Itoa(more) + " more"
	}
	return step
}

// namespaceStep is that of a cluster on EKS whose namespace weir makes; what is in it is the manifests' own order.
func namespaceStep(e *model.Environment, c *model.Cluster) []model.Step {
	for _, n := range e.Namespaces {
		if n.Name.Value != c.Home.Namespace.Value {
			continue
		}
		step := model.Step{
			Cluster: c.Name, Platform: "eks", Name: "namespace", What: "Namespace " + n.Name.Value + " and its quota, out/" + e.Name + "/namespaces/" + n.Name.Value,
			By: "somebody by hand: kubectl apply -k", Why: "what follows is in it",
		}
		if e.GitOps != nil {
			step.By = "Argo CD's " + n.Application.Value
		}
		return []model.Step{step}
	}
	return nil
}

// clusterSteps are those of one cluster, which needs no other. Of one on EKS those of its manifests follow.
func clusterSteps(e *model.Environment, c *model.Cluster) []model.Step {
	folder, by := "out/"+e.Name+"/"+c.Name, "somebody by hand"
	if c.ECS == nil {
		return namespaceStep(e, c)
	}
	if e.Pipeline != nil {
		by = "pipeline " + e.Pipeline.Name.Value
	}
	services := model.Step{
		Cluster: c.Name, Name: "stack", By: by, What: folder + "/ecs/stack.yaml with the release's number, as the stack " + grantee{e, c}.stackName(),
		Why: "its log group, then the coordinator, then the workers: a task sees the names in Service Connect that were there when it started",
	}
	if c.Task.Deliver.Value == "api" {
		services.Name, services.What = "services", folder+"/ecs/*.json: the log group, the coordinator's task definition and service, the workers'"
	}
	return []model.Step{
		{Cluster: c.Name, Name: "release", By: by, What: "weir ssm push " + folder, Why: "a task that starts reads its files from the release that its definition names"},
		services,
		{Cluster: c.Name, Name: "query", By: by, What: "one query, when the services are steady", Why: "a cluster that runs and does not answer goes back to what ran before"},
	}
}
