package argocd

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// kind is one of Kubernetes' objects, as a project allows it.
type kind struct{ group, name string }

// clusterKinds are what weir writes that is in no namespace.
var clusterKinds = []kind{
	{"", "Namespace"}, {"karpenter.k8s.aws", "EC2NodeClass"}, {"karpenter.sh", "NodePool"},
}

// namespacedKinds are what weir and the chart's templates write with weir's values. The one Secret holds the name that Prometheus asks
// Trino by and no password: what is secret comes from External Secrets, and none of it is ever in Git.
var namespacedKinds = []kind{
	{"", "ConfigMap"}, {"", "LimitRange"}, {"", "ResourceQuota"}, {"", "Secret"}, {"", "Service"}, {"", "ServiceAccount"},
	{"apps", "Deployment"}, {"external-secrets.io", "ExternalSecret"},
	{"keda.sh", "ScaledObject"}, {"keda.sh", "TriggerAuthentication"},
	{"monitoring.coreos.com", "PodMonitor"}, {"monitoring.coreos.com", "PrometheusRule"}, {"monitoring.coreos.com", "ServiceMonitor"},
	{"networking.k8s.io", "NetworkPolicy"}, {"policy", "PodDisruptionBudget"},
}

// rootKinds are what the root Application keeps.
var rootKinds = []kind{{"argoproj.io", "AppProject"}, {"argoproj.io", "Application"}}

var kinds = source.Fixed("the kinds of objects that weir and the official chart write")

// project is what Argo CD may do for the clusters: from these repositories, into these namespaces, these kinds of objects.
func project(e *model.Environment) object {
	g := e.GitOps
	var into artifact.List
	seen := map[string]bool{}
	for _, c := range e.Clusters {
		if c.EKS != nil && !seen[c.Home.Namespace.Value] {
			seen[c.Home.Namespace.Value] = true
			into = append(into, artifact.Map{of("name", g.Destination), of("namespace", c.Home.Namespace)})
		}
	}
	return object{
		kind: "AppProject", name: g.Project.Value, why: g.Project.Origin, wave: "-1", spec: artifact.Map{
			text("description", source.Declared(e.Place), "Trino in "+e.Name+": the clusters and their namespaces"),
			{Key: "sourceRepos", Value: artifact.List{artifact.String(g.Charts.Origin, g.Charts.Value), artifact.String(g.Repository.Origin, g.Repository.Value)}},
			{Key: "destinations", Value: into},
			{Key: "clusterResourceWhitelist", Value: allowed(clusterKinds)},
			{Key: "namespaceResourceWhitelist", Value: allowed(namespacedKinds)},
		},
	}
}

// rootProject is what Argo CD may do for the root Application: its own objects, and nothing in any cluster.
func rootProject(e *model.Environment) object {
	g := e.GitOps
	return object{
		kind: "AppProject", name: g.RootProject.Value, why: g.RootProject.Origin, wave: "-1", spec: artifact.Map{
			text("description", source.Declared(e.Place), "Trino in "+e.Name+": the Applications that deliver it"),
			{Key: "sourceRepos", Value: artifact.Strings(g.Repository.Origin, g.Repository.Value)},
			{Key: "destinations", Value: artifact.List{artifact.Map{text("name", home, "in-cluster"), of("namespace", g.Namespace)}}},
			{Key: "clusterResourceWhitelist", Value: artifact.From(kinds, artifact.List{})},
			{Key: "namespaceResourceWhitelist", Value: allowed(rootKinds)},
		},
	}
}

// home is why the root Application goes to where Argo CD itself runs.
var home = source.Fixed("Argo CD looks for Applications in the cluster that it runs in, which it calls in-cluster")

func allowed(all []kind) artifact.Node {
	var list artifact.List
	for _, k := range all {
		list = append(list, artifact.Map{text("group", kinds, k.group), text("kind", kinds, k.name)})
	}
	return list
}
