package compare

import (
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"weir.local/generator/model"
)

// effect says which nodes a changed value of a file restarts, and what to call it.
type effect struct {
	file  string           // glob within a cluster's folder: "ssm/worker/**"
	key   string           // how the value's path begins, "" any: "additionalCatalogs"
	roles []model.RoleName // none: the nodes run on
	noun  string           // {1}: the path's second label; {file}: the file's name; {key}: the whole path
	why   string           // the source
}

// The sources of the rows below.
const (
	pinned     = "a release pins the version and checksum of each file in the list of the role that reads it; a service whose list changes starts new tasks"
	revision   = "a new revision of a task definition is a new deployment of its service (Amazon ECS, Deploy services by replacing tasks)"
	started    = "the count that a service starts with is the scaling's afterwards"
	tagged     = "new tags of a service reach new tasks (Amazon ECS, Tagging resources)"
	redeployed = "a changed network, Service Connect or capacity setting of a service is a new deployment (Amazon ECS API, UpdateService)"
	logsApart  = "a log group is no part of a task"
	counted    = "scaling says how many workers there are, and restarts none (Application Auto Scaling, Scalable targets)"
	metadata   = "description, tier and tags of a parameter are no part of a release"
	sumConfig  = "trinodb/charts 1.42.2, deployment-coordinator and -worker: annotations checksum/coordinator-config and checksum/worker-config"
	sumCatalog = "trinodb/charts 1.42.2, both deployments: annotation checksum/catalog-config"
	podSpec    = "trinodb/charts 1.42.2: part of the pods' template, and Kubernetes replaces pods whose template changed"
	sumAccess  = "trinodb/charts 1.42.2, deployment-coordinator: annotation checksum/access-control-config, without a refresh period"
	drifted    = "Karpenter documentation, Drift: nodes that are no longer as they are described are replaced, as many at once as the pool's budget says"
	behaves    = "Karpenter documentation, Drift: limits, weight and disruption are about nodes to come"
	stays      = "the budget of the coordinator's pool lets Karpenter replace none of its nodes, and its pod asks it not to (karpenter.sh/do-not-disrupt)"
	applied    = "labels and annotations of an object are no part of what it makes"
	watched    = "for Prometheus and Grafana, which read it anew; no part of a pod"
	notPods    = "trinodb/charts 1.42.2: no part of the pods' template"
)

// effects is the table; of the rows that fit a value, the first holds. What no row fits has an effect that nobody knows.
func effects() []effect {
	c, w := []model.RoleName{model.Coordinator}, []model.RoleName{model.Worker}
	both := []model.RoleName{model.Coordinator, model.Worker}
	values := "helm/values.yaml"
	return []effect{
		{"argocd/**", "", nil, "", "Argo CD applies what is in Git; where it reads, and what it may do, runs nothing and stops nothing"},
		{"namespaces/**", "", nil, "", "Kubernetes, Resource Quotas: a lower quota refuses new pods and stops none"},
		{"k8s/*.externalsecret.yaml", "", nil, "", "External Secrets changes the Secret; a pod reads its variables when it starts"},
		{"k8s/*.networkpolicy.yaml", "", nil, "", "Kubernetes, Network Policies: they hold for pods that run, too, without a restart"},
		{"iam/stack.yaml", "", nil, "", "IAM is asked at each call: what a role may do changes without a restart"},
		{"pipeline/**", "", nil, "", "a pipeline delivers; what it delivers to runs on"},
		{"ssm/secrets.yaml", "", nil, "", "for people: who creates what"},
		{"ssm/release.yaml", "Files.both", both, "", pinned},
		{"ssm/release.yaml", "Files.coordinator", c, "", pinned},
		{"ssm/release.yaml", "Files.worker", w, "", pinned},
		{"ssm/release.yaml", "Name", both, "name of the release", pinned},
		{"ssm/release.yaml", "", nil, "", metadata},
		{"ssm/catalog/**", "Value", both, "catalog {file}", pinned},
		{"ssm/coordinator/**", "Value", c, "coordinator's {file}: {1}", pinned},
		{"ssm/worker/**", "Value", w, "workers' {file}: {1}", pinned},
		{"ssm/**", "Value", both, "{file}: {1}", pinned},
		{"ssm/**", "", nil, "", metadata},
		{"ecs/coordinator.task-definition.json", "containerDefinitions.trino.secrets", c, "secret {3}", revision},
		{"ecs/worker.task-definition.json", "containerDefinitions.trino.secrets", w, "secret {3}", revision},
		{"ecs/coordinator.task-definition.json", "containerDefinitions.trino.image", c, "image", revision},
		{"ecs/worker.task-definition.json", "containerDefinitions.trino.image", w, "image", revision},
		{"ecs/coordinator.task-definition.json", "", c, "coordinator's task definition: {key}", revision},
		{"ecs/worker.task-definition.json", "", w, "workers' task definition: {key}", revision},
		{"ecs/stack.yaml", "Resources.CoordinatorTaskDefinition.Properties.ContainerDefinitions.trino.Secrets", c, "secret {6}", revision},
		{"ecs/stack.yaml", "Resources.WorkerTaskDefinition.Properties.ContainerDefinitions.trino.Secrets", w, "secret {6}", revision},
		{"ecs/stack.yaml", "Resources.CoordinatorTaskDefinition.Properties.ContainerDefinitions.trino.Image", c, "image", revision},
		{"ecs/stack.yaml", "Resources.WorkerTaskDefinition.Properties.ContainerDefinitions.trino.Image", w, "image", revision},
		{"ecs/stack.yaml", "Resources.CoordinatorTaskDefinition.Properties", c, "coordinator's task definition: {3}", revision},
		{"ecs/stack.yaml", "Resources.WorkerTaskDefinition.Properties", w, "workers' task definition: {3}", revision},
		{"ecs/coordinator.service.json", "desiredCount", nil, "", started},
		{"ecs/worker.service.json", "desiredCount", nil, "", started},
		{"ecs/coordinator.service.json", "tags", nil, "", tagged},
		{"ecs/worker.service.json", "tags", nil, "", tagged},
		{"ecs/coordinator.service.json", "", c, "coordinator's service: {0}", redeployed},
		{"ecs/worker.service.json", "", w, "workers' service: {0}", redeployed},
		{"ecs/stack.yaml", "Resources.CoordinatorService.Properties.Tags", nil, "", tagged},
		{"ecs/stack.yaml", "Resources.WorkerService.Properties.Tags", nil, "", tagged},
		{"ecs/stack.yaml", "Resources.CoordinatorService.Properties", c, "coordinator's service: {3}", redeployed},
		{"ecs/stack.yaml", "Resources.WorkerService.Properties", w, "workers' service: {3}", redeployed},
		{"ecs/*log-group*.json", "", nil, "", logsApart},
		{"ecs/stack.yaml", "Resources.LogGroup", nil, "", logsApart},
		{"ecs/stack.yaml", "Resources.MetricsLogGroup", nil, "", logsApart},
		{"ecs/worker.scalable-target.json", "", nil, "", counted},
		{"ecs/worker.*.scheduled-action.json", "", nil, "", counted},
		{"ecs/worker.*.scaling-policy.json", "", nil, "", counted},
		{"ecs/worker.*.alarm.json", "", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerCount", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerQueuedPolicy", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerRunningPolicy", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerCpuPolicy", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerFirstWorkerPolicy", nil, "", counted},
		{"ecs/stack.yaml", "Resources.WorkerFirstWorkerAlarm", nil, "", counted},
		{"ecs/stack.yaml", "Description", nil, "", "for people"},

		{"k8s/*.yaml", "metadata", nil, "", applied},
		{"k8s/coordinator.nodepool.yaml", "", nil, "", stays},
		{"k8s/coordinator.ec2nodeclass.yaml", "", nil, "", stays},
		{"k8s/worker*.nodepool.yaml", "spec.template.spec.requirements", w, "workers' nodes: {4}", drifted},
		{"k8s/worker*.nodepool.yaml", "spec.template", w, "workers' nodes: {3}", drifted},
		{"k8s/worker*.nodepool.yaml", "", nil, "", behaves},
		{"k8s/worker.ec2nodeclass.yaml", "", w, "workers' nodes: {1}", drifted},
		{"k8s/*.scaledobject.yaml", "", nil, "", "KEDA documentation, Scaling Deployments: it says how many workers there are, and is no part of them"},
		{"k8s/*.triggerauthentication.yaml", "", nil, "", "KEDA documentation, Authentication: read when Prometheus is asked"},
		{"k8s/kustomization.yaml", "", nil, "", "a list of the files beside it"},
		{"k8s/*.poddisruptionbudget.yaml", "", nil, "", "Kubernetes documentation, Disruptions: asked when a pod is evicted, and no part of a pod"},
		{"k8s/*.podmonitor.yaml", "", nil, "", watched},
		{"k8s/metrics.secret.yaml", "", nil, "", watched},
		{"k8s/*.prometheusrule.yaml", "", nil, "", watched},
		{"k8s/dashboard-*.configmap.yaml", "", nil, "", watched},

		{values, "additionalCatalogs", both, "catalog {1}", sumCatalog},
		{values, "catalogs", both, "catalog {1}", sumCatalog},
		{values, "env", both, "secret {1}", podSpec},
		{values, "image", both, "image", podSpec},
		{values, "server.workers", nil, "", notPods + "; workers come and go"},
		{values, "server.keda", nil, "", notPods},
		{values, "server.autoscaling", nil, "", notPods},
		{values, "server.coordinatorExtraConfig", c, "coordinator's config.properties: {2}", sumConfig},
		{values, "server.workerExtraConfig", w, "workers' config.properties: {2}", sumConfig},
		{values, "server.config.authenticationType", c, "{key}", sumConfig},
		{values, "server.config.https", both, "{key}", podSpec},
		{values, "server.exchangeManager", both, "exchange manager", sumConfig},
		{values, "server", both, "{key}", sumConfig},
		{values, "additionalConfigProperties", both, "config.properties: {1}", sumConfig},
		{values, "additionalNodeProperties", both, "node.properties: {1}", sumConfig},
		{values, "additionalLogProperties", both, "log.properties: {1}", sumConfig},
		{values, "additionalExchangeManagerProperties", both, "exchange-manager.properties: {1}", sumConfig},
		{values, "eventListenerProperties", both, "event-listener.properties: {1}", sumConfig},
		{values, "resourceGroups", c, "resource groups", sumConfig},
		{values, "sessionProperties", c, "session properties", sumConfig},
		{values, "accessControl", c, "access control", sumAccess},
		{values, "auth", c, "{key}", sumConfig},
		{values, "headerAuthenticator", c, "{key}", sumConfig},
		{values, "service.port", both, "{key}", sumConfig},
		{values, "serviceMonitor", nil, "", notPods},
		{values, "ingress", nil, "", notPods},
		{values, "gateway", nil, "", notPods},
		{values, "service", nil, "", notPods},
		{values, "serviceAccount.annotations", nil, "", notPods},
		{values, "serviceAccount", both, "{key}", podSpec},
		{values, "coordinator.deployment", nil, "", notPods},
		{values, "worker.deployment", nil, "", notPods},
		{values, "worker.gracefulShutdown", both, "{key}", sumConfig + "; the coordinator's file says the grace period too"},
		{values, "coordinator.additionalJVMConfig", c, "coordinator's jvm.config", sumConfig},
		{values, "worker.additionalJVMConfig", w, "workers' jvm.config", sumConfig},
		{values, "coordinator", c, "{key}", podSpec},
		{values, "worker", w, "{key}", podSpec},
		{values, "initContainers.coordinator", c, "{key}", podSpec},
		{values, "initContainers.worker", w, "{key}", podSpec},
		{values, "sidecarContainers.coordinator", c, "{key}", podSpec},
		{values, "sidecarContainers.worker", w, "{key}", podSpec},
		{values, "", both, "{key}", podSpec},
	}
}

// effectOf is the row that fits a value; ok is false when nobody knows what it does.
func effectOf(e entry) (effect, bool) {
	for _, row := range effects() {
		fits, err := doublestar.Match(row.file, e.file)
		if err == nil && fits && beginsWith(e.path, row.key) {
			return row, true
		}
	}
	return effect{}, false
}

func beginsWith(path []string, key string) bool {
	if key == "" {
		return true
	}
	labels := strings.Split(key, ".")
	return len(path) >= len(labels) && slices.Equal(path[:len(labels)], labels)
}

// reason says what a row is about: "catalog orders", "workers' config.properties: query.max-memory".
func (row effect) reason(e entry) string {
	text := strings.ReplaceAll(row.noun, "{key}", e.path.String())
	text = strings.ReplaceAll(text, "{file}", configFile(e.file))
	for i, label := range []string{"{0}", "{1}", "{2}", "{3}", "{4}", "{5}", "{6}"} {
		if strings.Contains(text, label) && i < len(e.path) {
			text = strings.ReplaceAll(text, label, e.path[i])
		}
		if i >= len(e.path) {
			text = strings.TrimSuffix(text, ": "+label)
		}
	}
	return text
}

// configFile is the file of Trino's that a payload file carries: "orders" of a catalog, "config.properties", "jvm.config".
// A file too large for one parameter goes on in orders/2.yaml.
func configFile(file string) string {
	if name, ok := catalogFile(file); ok {
		return name
	}
	name := strings.TrimSuffix(file[strings.LastIndexByte(file, '/')+1:], ".yaml")
	if strings.Contains(name, ".") {
		return name
	}
	return name + ".properties"
}

// catalogFile is the catalog whose file a payload file carries.
func catalogFile(file string) (name string, ok bool) {
	_, rest, ok := strings.Cut(file, "catalog/")
	if !ok || !strings.HasPrefix(file, "ssm/") {
		return "", false
	}
	name, _, _ = strings.Cut(strings.TrimSuffix(rest, ".yaml"), "/")
	return name, true
}
