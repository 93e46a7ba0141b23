// Package k8s renders what a cluster on EKS has beside the official chart: the nodes that its pods run on, their scaling, what
// keeps them from being taken away, their secrets, who may reach them; and the namespaces that clusters are in.
//
// Every object is described once (manifest), by a function that looks at one cluster, and is one file. A new object is one more
// row in manifestsOf: the file, its metadata, its place in the order of delivery and in kustomization.yaml follow.
package k8s

import (
	"slices"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// Render spells the manifests of every EKS cluster, each under <environment>/<cluster>/k8s/.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.EKS != nil {
			files = append(files, clusterPlace(c).files(manifestsOf(e, c))...)
		}
	}
	return files, nil
}

// manifestsOf lists the objects of a cluster, in reading order.
func manifestsOf(e *model.Environment, c *model.Cluster) []manifest {
	return slices.Concat(
		externalSecret(c),
		networkPolicies(c),
		nodePools(c),
		nodeClasses(c),
		budgets(c),
		scaledObject(c),
		scrapes(e, c),
		alerts(e, c),
		dashboards(e, c),
	)
}
