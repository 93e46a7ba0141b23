package k8s

import (
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Namespaces spells the namespaces that weir makes, each under <environment>/namespaces/<namespace>/: several clusters may be in one,
// so that none of their folders is the place.
func Namespaces(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, n := range e.Namespaces {
		files = append(files, namespacePlace(e, n).files([]manifest{namespace(n), containers(n), quota(n)})...)
	}
	return files, nil
}

// namespace is never deleted by Argo CD: everything in it would be, the clusters of others too.
func namespace(n *model.Namespace) manifest {
	keep := source.Fixed("Argo CD, Sync options: no prune, no delete")
	return manifest{
		apiVersion: "v1", kind: "Namespace", name: n.Name.Value, unscoped: true, why: n.Name.Origin,
		labels:      artifact.Map{of("pod-security.kubernetes.io/enforce", n.Security)},
		annotations: artifact.Map{text("argocd.argoproj.io/sync-options", keep, "Prune=false,Delete=false")},
	}
}

// containers lets in those that ask for nothing, which the quota would refuse: exporters and the like beside Trino.
func containers(n *model.Namespace) manifest {
	why := source.Computed("a quota refuses containers that ask for nothing", n.Pods.Origin)
	return manifest{
		apiVersion: "v1", kind: "LimitRange", name: "containers", why: why,
		comment: "What a container asks for that says nothing; the quota would refuse it.",
		body: artifact.Map{{Key: "spec", Value: artifact.Map{{Key: "limits", Value: artifact.List{artifact.Map{
			text("type", why, "Container"),
			{Key: "defaultRequest", Value: artifact.Map{text("cpu", why, "100m"), text("memory", why, "128Mi")}},
		}}}}}},
	}
}

// quota is the most that the namespace's clusters ask for.
func quota(n *model.Namespace) manifest {
	return manifest{
		apiVersion: "v1", kind: "ResourceQuota", name: "pods", why: n.Pods.Origin,
		comment: "The most that the clusters here ask for, twice: workers that leave count until their tasks are done.",
		body: artifact.Map{{Key: "spec", Value: artifact.Map{{Key: "hard", Value: artifact.Map{
			text("pods", n.Pods.Origin, spelled(n.Pods.Value)),
			text("requests.cpu", n.CPU.Origin, spelled(n.CPU.Value)),
			text("requests.memory", n.Memory.Origin, strings.TrimSuffix(n.Memory.Text, "B")),
		}}}}},
	}
}

// spelled is a number as Kubernetes reads quantities: "90", "7.5".
func spelled(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
