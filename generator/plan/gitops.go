package plan

import (
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// gitOps is how Argo CD delivers an environment, where it does and there is something to deliver.
func gitOps(e *model.Environment) *model.GitOps {
	spec := e.Spec.Argocd
	if spec == nil || !hasEKS(e) {
		return nil
	}
	said := func(value, label string) model.Text {
		return model.Text{Value: value, Origin: source.Declared(e.At("argocd", label))}
	}
	project := said(string(spec.Project), "project")
	if project.Value == "" {
		project = ofEnvironment(e, "AppProject: weir-<environment>", "weir-"+applicationName(e.Name))
	}
	return &model.GitOps{
		Repository: said(spec.Repository, "repository"), Revision: said(spec.Revision, "revision"), Charts: said(spec.Charts, "charts"),
		Path:      model.Text{Value: spec.Path + "/" + e.Name, Origin: source.Computed("path: <path>/<environment>", source.Declared(e.At("argocd", "path")), source.Declared(e.Place))},
		Namespace: said(spec.Namespace, "namespace"), Destination: said(spec.Destination, "destination"),
		Project: project, Sync: syncOf(e),
		Root:        ofEnvironment(e, "Application: <environment>", applicationName(e.Name)),
		RootProject: model.Text{Value: project.Value + "-root", Origin: source.Computed("AppProject: <project>-root", project.Origin)},
	}
}

// syncOf is automated, but where people approve a change of production once more by pressing Sync.
func syncOf(e *model.Environment) model.Text {
	if sync := e.Spec.Argocd.Sync; sync != "" {
		return model.Text{Value: sync, Origin: source.Declared(e.At("argocd", "sync"))}
	}
	value := model.Automated
	if e.Spec.Tier == "production" {
		value = model.Manual
	}
	return model.Text{Value: value, Origin: source.Computed("sync: automated, manual in production", source.Declared(e.At("tier")))}
}

func hasEKS(e *model.Environment) bool {
	for _, c := range e.Clusters {
		if c.EKS != nil {
			return true
		}
	}
	return false
}

// applicationName is an environment's part of the names of Applications. Kubernetes takes no "_", and no environment has a "." or
// a "-" in its name: the names of two environments never meet.
func applicationName(environment string) string { return strings.ReplaceAll(environment, "_", ".") }

// application is the name of a cluster's Application: "prod-etl".
func (d *draft) application() model.Text {
	return model.Text{
		Value:  applicationName(d.env.Name) + "-" + d.Name,
		Origin: source.Computed("Application: <environment>-<cluster>", source.Declared(d.env.Place), source.Declared(d.Place)),
	}
}

func ofEnvironment(e *model.Environment, rule, value string) model.Text {
	return model.Text{Value: value, Origin: source.Computed(rule, source.Declared(e.Place))}
}

// onEKS works out what the cluster has on EKS beside the chart's values.
func (d *draft) onEKS() {
	if d.EKS == nil || d.env.Spec.Eks == nil {
		return
	}
	said := func(value, label string) model.Text {
		return model.Text{Value: value, Origin: source.Declared(d.env.At("eks", label))}
	}
	eks := d.env.Spec.Eks
	d.Application = d.application()
	d.Stores = model.Stores{
		Secrets: said(string(eks.SecretStore), "secretStore"), Parameters: said(eks.ParameterStore, "parameterStore"), Refresh: said(eks.SecretRefresh, "secretRefresh"),
	}
	d.Traffic = d.traffic()
}
