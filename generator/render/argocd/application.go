package argocd

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// cluster is the Application of one Trino cluster: the official chart with the values that weir wrote, and weir's manifests beside it.
func cluster(e *model.Environment, c *model.Cluster) object {
	g := e.GitOps
	place := g.Path.Value + "/" + c.Name
	chart := source.Declared(c.At("chart", "version"))
	values := artifact.Map{
		text("repoURL", g.Charts.Origin, g.Charts.Value),
		text("chart", chart, "trino"),
		text("targetRevision", chart, c.EKS.Chart.Version),
		{Key: "helm", Value: artifact.Map{
			text("releaseName", source.Declared(c.Place), c.Name),
			{Key: "valueFiles", Value: artifact.Strings(g.Path.Origin, "$values/"+place+"/helm/values.yaml")},
			{Key: "skipTests", Value: artifact.Bool(testless, true)},
		}},
	}
	beside := artifact.Map{
		of("repoURL", g.Repository), of("targetRevision", g.Revision),
		text("path", g.Path.Origin, place+"/k8s"), text("ref", g.Path.Origin, "values"),
	}
	return object{
		kind: "Application", name: c.Application.Value, why: c.Application.Origin, cascade: true, wave: "1", folder: place,
		spec: artifact.Map{
			of("project", g.Project),
			{Key: "sources", Value: artifact.List{values, beside}},
			destination(g.Destination, c.Home.Namespace),
			{Key: "ignoreDifferences", Value: scaled(c)},
			syncPolicy(g, "RespectIgnoreDifferences=true", "PruneLast=true"),
		},
	}
}

var testless = source.Fixed("the chart's tests are pods for `helm test`")

// scaled lets alone how many workers there are: whoever scales them says so, and a sync would take it back.
func scaled(c *model.Cluster) artifact.Node {
	why := source.Computed("replicas: whoever scales the workers sets them", c.Workers.MaxOrigin)
	group := text("group", why, "apps")
	group.Comment = "Whoever scales the workers sets their number; a sync leaves it."
	return artifact.List{artifact.Map{
		group, text("kind", why, "Deployment"), text("name", why, c.Name+"-worker"),
		{Key: "jsonPointers", Value: artifact.Strings(why, "/spec/replicas")},
	}}
}

// namespace is the Application of a namespace and its quota. What is in it outlives it: deleting a namespace deletes all of that.
func namespace(e *model.Environment, n *model.Namespace) object {
	g := e.GitOps
	return object{
		kind: "Application", name: n.Application.Value, why: n.Application.Origin, folder: g.Path.Value + "/namespaces/" + n.Name.Value,
		spec: artifact.Map{
			of("project", g.Project),
			{Key: "sources", Value: artifact.List{artifact.Map{
				of("repoURL", g.Repository), of("targetRevision", g.Revision), text("path", g.Path.Origin, g.Path.Value+"/namespaces/"+n.Name.Value),
			}}},
			destination(g.Destination, n.Name),
			syncPolicy(g),
		},
	}
}

// root keeps the projects and Applications of this folder, itself among them: a new cluster needs no one to apply anything by hand.
func root(e *model.Environment) object {
	g := e.GitOps
	return object{
		kind: "Application", name: g.Root.Value, why: g.Root.Origin, folder: g.Path.Value + "/argocd",
		comment: "Keeps everything in this folder, itself among it. To begin with: kubectl apply -k " + g.Path.Value + "/argocd",
		spec: artifact.Map{
			of("project", g.RootProject),
			{Key: "sources", Value: artifact.List{artifact.Map{
				of("repoURL", g.Repository), of("targetRevision", g.Revision), text("path", g.Path.Origin, g.Path.Value+"/argocd"),
			}}},
			destination(model.Text{Value: "in-cluster", Origin: home}, g.Namespace),
			syncPolicy(g),
		},
	}
}

func destination(cluster, namespace model.Text) artifact.Entry {
	return artifact.Entry{Key: "destination", Value: artifact.Map{of("name", cluster), of("namespace", namespace)}}
}

// syncPolicy says when Argo CD applies, and how.
func syncPolicy(g *model.GitOps, options ...string) artifact.Entry {
	var policy artifact.Map
	if g.Sync.Value == model.Automated {
		policy = artifact.Map{{Key: "automated", Value: artifact.Map{
			{Key: "prune", Value: artifact.Bool(g.Sync.Origin, true)}, {Key: "selfHeal", Value: artifact.Bool(g.Sync.Origin, true)},
		}}}
	}
	why := source.Fixed("Argo CD, Sync options: several managers of one object, and no object of two Applications")
	policy = append(policy, artifact.Entry{Key: "syncOptions", Value: artifact.Strings(why, append([]string{"ServerSideApply=true", "FailOnSharedResource=true"}, options...)...)})
	again := source.Fixed("what is not there yet, as a webhook that starts, is there a minute later")
	policy = append(policy, artifact.Entry{Key: "retry", Value: artifact.Map{
		{Key: "limit", Value: artifact.Int(again, 5)},
		{Key: "backoff", Value: artifact.Map{
			text("duration", again, "10s"), {Key: "factor", Value: artifact.Int(again, 2)}, text("maxDuration", again, "3m"),
		}},
	}})
	if g.Sync.Value != model.Automated {
		policy[0].Comment = "Without automated: somebody presses Sync."
	}
	return artifact.Entry{Key: "syncPolicy", Value: policy}
}
