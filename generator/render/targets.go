// Package render spells the model as the files of out/. A target is a package
// beneath this one; it looks at one environment of the model and at nothing
// else, computes nothing and decides nothing.
package render

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/render/argocd"
	"weir.local/generator/render/ecs"
	"weir.local/generator/render/helm"
	"weir.local/generator/render/iam"
	"weir.local/generator/render/k8s"
	"weir.local/generator/render/pipeline"
	"weir.local/generator/render/ssm"
)

// Target is a kind of output, as `weir show targets` lists it.
type Target struct {
	Name     string // "ssm"
	Doc      string // what it writes, on one line
	Platform string // "ecs" or "eks": only of clusters there; empty: of every environment
	Render   func(*model.Environment) ([]artifact.File, error)
}

// Targets lists every target, in reading order.
func Targets() []Target {
	return []Target{
		{"ssm", "Parameter Store: a PutParameter input for each file, the release, the secrets to create", "ecs", ssm.Render},
		{"ecs", "task definitions of coordinator and workers, in the shape of the ECS API", "ecs", ecs.Render},
		{"helm", "values of the official Trino chart", "eks", helm.Render},
		{"k8s", "manifests of Kubernetes beside the chart, one file each, and a kustomization.yaml over them", "eks", k8s.Render},
		{"namespaces", "the namespaces of clusters on EKS, with the most that may run in each", "eks", k8s.Namespaces},
		{"argocd", "what Argo CD delivers the clusters on EKS by: projects, and an Application each", "eks", argocd.Render},
		{"iam", "one CloudFormation stack of the clusters' IAM roles, each with what the declarations need", "", iam.Render},
		{"pipeline", "one CloudFormation stack of a pipeline and its builds, the buildspecs, and the scripts of a delivery", "ecs", pipeline.Render},
	}
}

// Tree is everything that the targets write, or the first file that cannot be
// written: an *artifact.PathError, *artifact.ConflictError or
// *artifact.ContentError, or a target's own error.
func Tree(p *model.Platform) (*artifact.Tree, error) {
	tree := &artifact.Tree{}
	for _, e := range p.Environments {
		for _, t := range Targets() {
			if err := t.addTo(tree, e); err != nil {
				return nil, err
			}
		}
	}
	return tree, nil
}

func (t Target) addTo(tree *artifact.Tree, e *model.Environment) error {
	files, err := t.Render(e)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := tree.Add(f); err != nil {
			return err
		}
	}
	return nil
}
