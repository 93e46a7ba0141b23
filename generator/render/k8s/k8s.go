// Package k8s renders what a cluster on EKS has beside the official chart: the nodes that its pods run on, their scaling, what
// keeps them from being taken away.
//
// Every object is described once (manifest), by a function that looks at one cluster, and is one file. A new object is one more
// row in manifestsOf: the file, its metadata, its place in the order of delivery and in kustomization.yaml follow.
package k8s

import (
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Render spells the manifests of every EKS cluster, each under <environment>/<cluster>/k8s/.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.EKS == nil {
			continue
		}
		all := manifestsOf(e, c)
		for _, m := range all {
			files = append(files, m.spelled(c))
		}
		files = append(files, kustomization(c, all))
	}
	return files, nil
}

// manifestsOf lists the objects of a cluster, in reading order.
func manifestsOf(_ *model.Environment, c *model.Cluster) []manifest {
	return slices.Concat(
		nodePools(c),
		nodeClasses(c),
		budgets(c),
		scaledObject(c),
	)
}

// folder is where a cluster's manifests lie: "prod/etl/k8s/".
func folder(c *model.Cluster) string { return c.Environment + "/" + c.Name + "/k8s/" }

// kustomization lists the files, so that `kubectl apply -k` takes them all.
func kustomization(c *model.Cluster, all []manifest) artifact.File {
	why := source.Fixed("kubectl apply -k: what a folder's kustomization.yaml lists")
	var names []string
	for _, m := range all {
		names = append(names, m.file(c))
	}
	slices.SortFunc(names, strings.Compare)
	return artifact.YAML(folder(c)+"kustomization.yaml", artifact.Map{
		text("apiVersion", why, "kustomize.config.k8s.io/v1beta1"),
		text("kind", why, "Kustomization"),
		{Key: "resources", Value: artifact.Strings(why, names...)},
	})
}
