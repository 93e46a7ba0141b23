package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// chartObjects are what the chart and weir name after a cluster, by kind: the cluster's name and one of these.
var chartObjects = map[string][]string{
	"Service":    {"", "-worker"},
	"Deployment": {"-coordinator", "-worker"},
	"ConfigMap": {
		"-coordinator", "-worker", "-catalog", "-schemas-volume-coordinator", "-schemas-volume-worker",
		"-resource-groups-volume-coordinator", "-session-property-config-volume-coordinator",
		"-access-control-volume-coordinator", "-access-control-volume-worker",
	},
}

func objectsApart() Rule {
	return Rule{
		ID: "KUB041", Level: diag.Error,
		Title:  "two clusters whose objects have one name",
		Why:    "The chart names a cluster's Services, Deployments and ConfigMaps after it: etl has a Service etl-worker, and so has a cluster of that name. In one namespace the second takes over what the first runs on.",
		Source: "trinodb/charts 1.42.2, names in templates/*.yaml",
		Bad: `clusters: "etl-worker": schema.#EKSCluster & { // here
	owner: "data-platform"
	trino: version: 476
	coordinator: {cpu: 6, memory: "40GiB"}
	workers: {cpu: 14, memory: "112GiB", min: 1, max: 10}
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
}`,
		Good: `clusters: "etl-worker": schema.#EKSCluster & {
	owner: "data-platform"
	trino: version: 476
	coordinator: {cpu: 6, memory: "40GiB"}
	workers: {cpu: 14, memory: "112GiB", min: 1, max: 10}
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	namespace: "trino-workers"
}`,
		Firm: true,
		Model: func(h *here) diag.List {
			var all diag.List
			owner := map[string]*model.Cluster{} // of each object, by namespace, kind and name
			for _, c := range h.env.Clusters {
				if c.EKS == nil {
					continue
				}
				if object, other := takes(owner, c); other != nil {
					all = append(all, found(c.Place, "clusters "+quote(other.Name)+" and "+quote(c.Name)+" both have a "+object+" in namespace "+c.EKS.Namespace,
						"rename one, or give it a namespace of its own"))
				}
			}
			return all
		},
	}
}

// takes notes a cluster's objects, and answers the first that another cluster has already.
func takes(owner map[string]*model.Cluster, c *model.Cluster) (object string, other *model.Cluster) {
	for _, kind := range slices.Sorted(maps.Keys(chartObjects)) {
		for _, suffix := range chartObjects[kind] {
			id := c.EKS.Namespace + "\x00" + kind + "\x00" + c.Name + suffix
			if known := owner[id]; known != nil && other == nil {
				object, other = kind+" "+c.Name+suffix, known
			}
			owner[id] = c
		}
	}
	return object, other
}
