package k8s

import (
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// place is whose manifests a folder holds: a cluster's, or a namespace's.
type place struct {
	folder    string         // "prod/etl/k8s/"
	prefix    string         // begins the names of its objects, and not those of its files: "etl-"
	namespace model.Text     // of its objects: "trino"
	label     artifact.Entry // of each object: whose it is
}

// clusterPlace is where a cluster's manifests lie.
func clusterPlace(c *model.Cluster) place {
	return place{
		folder: c.Environment + "/" + c.Name + "/k8s/", prefix: c.Name + "-", namespace: c.Home.Namespace,
		label: text(labelCluster, source.Declared(c.Place), c.Name),
	}
}

// namespacePlace is where a namespace's manifests lie.
func namespacePlace(e *model.Environment, n *model.Namespace) place {
	return place{
		folder: e.Name + "/namespaces/" + n.Name.Value + "/", namespace: n.Name,
		label: text(labelEnvironment, source.Declared(e.Place), e.Name),
	}
}

// The labels that say whose an object is.
const (
	labelCluster     = "weir.local/cluster"
	labelEnvironment = "weir.local/environment"
)

// files are the manifests as files, and a kustomization.yaml that lists them, so that `kubectl apply -k` takes them all.
func (p place) files(all []manifest) []artifact.File {
	var files []artifact.File
	var names []string
	for _, m := range all {
		files = append(files, m.spelled(p))
		names = append(names, m.file(p))
	}
	slices.SortFunc(names, strings.Compare)
	why := source.Fixed("kubectl apply -k: what a folder's kustomization.yaml lists")
	return append(files, artifact.YAML(p.folder+"kustomization.yaml", artifact.Map{
		text("apiVersion", why, "kustomize.config.k8s.io/v1beta1"),
		text("kind", why, "Kustomization"),
		{Key: "resources", Value: artifact.Strings(why, names...)},
	}))
}
