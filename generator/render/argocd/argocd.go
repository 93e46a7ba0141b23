// Package argocd renders what Argo CD delivers an environment by: two projects that say what it may do, an Application for each cluster
// on EKS and for each namespace, and one that keeps these.
package argocd

import (
	"cmp"
	"slices"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Render spells the projects and Applications of an environment that Argo CD delivers.
func Render(e *model.Environment) ([]artifact.File, error) {
	if e.GitOps == nil {
		return nil, nil
	}
	all := []object{project(e), rootProject(e), root(e)}
	for _, n := range e.Namespaces {
		all = append(all, namespace(e, n))
	}
	for _, c := range e.Clusters {
		if c.EKS != nil {
			all = append(all, cluster(e, c))
		}
	}
	files := []artifact.File{kustomization(e, all)}
	for _, o := range all {
		files = append(files, artifact.YAML(e.Name+"/argocd/"+o.file(), o.spelled(e.GitOps)))
	}
	return files, nil
}

// object is one of Argo CD's, described once.
type object struct {
	kind    string // "Application"
	name    string
	why     *source.Origin
	comment string
	wave    string // argocd.argoproj.io/sync-wave; empty: 0
	cascade bool   // deleting it deletes what it delivered
	folder  string // of the repository, which alone it depends on: "out/prod/etl"; empty: none
	spec    artifact.Map
}

// file is its name and kind: "prod-etl.application.yaml".
func (o object) file() string {
	return o.name + map[string]string{"Application": ".application.yaml", "AppProject": ".appproject.yaml"}[o.kind]
}

func (o object) spelled(g *model.GitOps) artifact.Map {
	metadata := artifact.Map{text("name", o.why, o.name), text("namespace", g.Namespace.Origin, g.Namespace.Value)}
	var annotations artifact.Map
	if o.folder != "" {
		annotations = artifact.Map{
			text("argocd.argoproj.io/compare-options", serverSide, "ServerSideDiff=true"),
			text("argocd.argoproj.io/manifest-generate-paths", alone, "/"+o.folder),
		}
	}
	if o.wave != "" {
		annotations = append(annotations, text("argocd.argoproj.io/sync-wave", inOrder, o.wave))
	}
	if len(annotations) > 0 {
		metadata = append(metadata, artifact.Entry{Key: "annotations", Value: annotations})
	}
	if o.cascade {
		metadata = append(metadata, artifact.Entry{Key: "finalizers", Value: artifact.Strings(cascades, "resources-finalizer.argocd.argoproj.io/foreground")})
	}
	kind := text("apiVersion", o.why, "argoproj.io/v1alpha1")
	kind.Comment = o.comment
	return artifact.Map{kind, text("kind", o.why, o.kind), {Key: "metadata", Value: metadata}, {Key: "spec", Value: o.spec}}
}

// The reasons of what is the same for all.
var (
	inOrder    = source.Fixed("Argo CD applies lower waves first")
	serverSide = source.Fixed("Argo CD, Diff strategies: the API server compares, so that what a CRD fills in by default is no difference")
	alone      = source.Fixed("Argo CD, High availability: Manifest Paths Annotation; a commit elsewhere renders nothing again")
	cascades   = source.Fixed("Argo CD, App deletion: a cluster that is declared no longer is taken away with its Application")
)

// kustomization lists the files for `kubectl apply -k` and for the root Application.
func kustomization(e *model.Environment, all []object) artifact.File {
	why := source.Fixed("kubectl apply -k: what a folder's kustomization.yaml lists")
	var names []string
	for _, o := range all {
		names = append(names, o.file())
	}
	slices.SortFunc(names, cmp.Compare)
	return artifact.YAML(e.Name+"/argocd/kustomization.yaml", artifact.Map{
		text("apiVersion", why, "kustomize.config.k8s.io/v1beta1"),
		text("kind", why, "Kustomization"),
		{Key: "resources", Value: artifact.Strings(why, names...)},
	})
}

func text(key string, why *source.Origin, value string) artifact.Entry {
	return artifact.Entry{Key: key, Value: artifact.String(why, value)}
}

// of is a text of the model under a key.
func of(key string, t model.Text) artifact.Entry { return text(key, t.Origin, t.Value) }
