package variant

import "slices"

// The manifests that are changed, below prod/.
const (
	pool        = "etl/k8s/worker.nodepool.yaml"
	class       = "etl/k8s/worker.ec2nodeclass.yaml"
	scaled      = "etl/k8s/worker.scaledobject.yaml"
	secrets     = "etl/k8s/secrets.externalsecret.yaml"
	application = "argocd/prod-etl.application.yaml"
	project     = "argocd/weir-prod.appproject.yaml"
	monitor     = "etl/k8s/etl.podmonitor.yaml"
	alerts      = "etl/k8s/etl.prometheusrule.yaml"
)

// All are the variants, some fine ones among them: who refuses everything would else agree, too.
func All() []Variant { return slices.Concat(nodes(), nodeClasses(), scaling(), delivery(), seeing()) }

func nodes() []Variant {
	return []Variant{
		{"fine: another weight", pool, "/spec/weight", int64(7), ""},
		{"fine: nodes that never expire, and those that do", pool, "/spec/template/spec/expireAfter", "336h", ""},
		{"fine: a requirement more", pool, "/spec/template/spec/requirements/-", map[string]any{"key": "karpenter.k8s.aws/instance-network-bandwidth", "operator": "Gt", "values": []any{"9999"}}, ""},
		{"a key that is misspelt", pool, "/spec/template/spec/taint", []any{}, `unknown field "spec.template.spec.taint"`},
		{"no class of nodes", pool, "/spec/template/spec/nodeClassRef", nil, "spec.template.spec.nodeClassRef: Required value"},
		{"a class of nodes with a version in its group", pool, "/spec/template/spec/nodeClassRef/group", "karpenter.k8s.aws/v1", "spec.template.spec.nodeClassRef.group"},
		{"a requirement by no operator", pool, "/spec/template/spec/requirements/0/operator", "Within", "Unsupported value: \"Within\""},
		{"a requirement in nothing", pool, "/spec/template/spec/requirements/3/values", []any{}, "must have a value defined"},
		{"a requirement on one node's name", pool, "/spec/template/spec/requirements/0/key", "kubernetes.io/hostname", "restricted"},
		{"a requirement on the pool itself", pool, "/spec/template/spec/requirements/0/key", "karpenter.sh/nodepool", "restricted"},
		{"a requirement on a label that Karpenter does not know", pool, "/spec/template/spec/requirements/0/key", "karpenter.k8s.aws/instance-colour", "restricted"},
		{"more values wanted than there are", pool, "/spec/template/spec/requirements/3/minValues", int64(50), "minValues"},
		{"more values wanted than may be", pool, "/spec/template/spec/requirements/3/minValues", int64(51), "should be less than or equal to 50"},
		{"a taint with an effect that is none", pool, "/spec/template/spec/taints/0/effect", "NoScheduling", "Unsupported value: \"NoScheduling\""},
		{"a taint with a key that is none", pool, "/spec/template/spec/taints/0/key", "weir local", "spec.template.spec.taints[0].key"},
		{"a label that is Karpenter's", pool, "/spec/template/metadata/labels/karpenter.sh~1pool", "etl", "restricted"},
		{"a label with blanks", pool, "/spec/template/metadata/labels/team", "data platform", "spec.template.metadata.labels.team"},
		{"nodes that expire after days", pool, "/spec/template/spec/expireAfter", "14d", "spec.template.spec.expireAfter"},
		{"empty nodes kept for days", pool, "/spec/disruption/consolidateAfter", "1d", "spec.disruption.consolidateAfter"},
		{"no time that empty nodes are kept", pool, "/spec/disruption/consolidateAfter", nil, "spec.disruption.consolidateAfter: Required value"},
		{"a policy of old", pool, "/spec/disruption/consolidationPolicy", "WhenUnderutilized", "Unsupported value: \"WhenUnderutilized\""},
		{"a budget of more than all", pool, "/spec/disruption/budgets/0/nodes", "101%", "spec.disruption.budgets[0].nodes"},
		{"a budget of less than none", pool, "/spec/disruption/budgets/0/nodes", "-1", "spec.disruption.budgets[0].nodes"},
		{"a budget that begins and never ends", pool, "/spec/disruption/budgets/0/schedule", "0 9 * * 1-5", "'schedule' must be set with 'duration'"},
		{"a budget for no reason", pool, "/spec/disruption/budgets/0/reasons", []any{"Spot"}, "Unsupported value: \"Spot\""},
		{"a weight of nothing", pool, "/spec/weight", int64(0), "should be greater than or equal to 1"},
		{"a weight of too much", pool, "/spec/weight", int64(101), "should be less than or equal to 100"},
		{"a weight in quotes", pool, "/spec/weight", "10", "must be of type integer"},
		{"a limit in words", pool, "/spec/limits/nodes", "twelve", "spec.limits.nodes"},
		{"time to leave in words", pool, "/spec/template/spec/terminationGracePeriod", "2 hours", "spec.template.spec.terminationGracePeriod"},
		{"a name in capitals", pool, "/metadata/name", "ETL-worker", "metadata.name"},
		{"a label of the object that is none", pool, "/metadata/labels/weir.local~1cluster", "etl!", "metadata.labels"},
	}
}

func nodeClasses() []Variant {
	tag := func(key, value string) map[string]any { return map[string]any{key: value} }
	return []Variant{
		{"fine: another image", class, "/spec/amiSelectorTerms/0/alias", "bottlerocket@v1.50.0", ""},
		{"fine: disks of the instance as one", class, "/spec/instanceStorePolicy", "RAID0", ""},
		{"an image without a version", class, "/spec/amiSelectorTerms/0/alias", "al2023", "'alias' is improperly formatted"},
		{"an image of nobody's", class, "/spec/amiSelectorTerms/0/alias", "ubuntu@latest", "family is not supported"},
		{"an image by two names", class, "/spec/amiSelectorTerms/0/id", "ami-0a1b2c3d4e5f60718", "'id' is mutually exclusive"},
		{"no image", class, "/spec/amiSelectorTerms", []any{}, "spec.amiSelectorTerms"},
		{"a role of no name", class, "/spec/role", "", "role cannot be empty"},
		{"a role and a profile", class, "/spec/instanceProfile", "lake", "must specify exactly one of ['role', 'instanceProfile']"},
		{"no subnet", class, "/spec/subnetSelectorTerms", []any{}, "subnetSelectorTerms cannot be empty"},
		{"a subnet that is none", class, "/spec/subnetSelectorTerms/0/id", "net-0a0a0a0a", "spec.subnetSelectorTerms[0].id"},
		{"a security group that is none", class, "/spec/securityGroupSelectorTerms/1/id", "lake", "spec.securityGroupSelectorTerms[1].id"},
		{"a security group by an empty tag", class, "/spec/securityGroupSelectorTerms/0/tags", tag("karpenter.sh/discovery", ""), "empty tag keys or values aren't supported"},
		{"a tag without a key", class, "/spec/tags", tag("", "lake"), "empty tag keys aren't supported"},
		{"a tag that is the cluster's", class, "/spec/tags", tag("kubernetes.io/cluster/lake-prod", "owned"), "tag contains a restricted tag matching kubernetes.io/cluster/"},
		{"a tag that is the pool's", class, "/spec/tags", tag("karpenter.sh/nodepool", "etl"), "tag contains a restricted tag matching karpenter.sh/nodepool"},
		{"a tag that is EKS' own", class, "/spec/tags", tag("eks:eks-cluster-name", "lake"), "tag contains a restricted tag matching eks:eks-cluster-name"},
		{"a disk of no kind", class, "/spec/blockDeviceMappings/0/ebs/volumeType", "gp4", "Unsupported value: \"gp4\""},
		{"a disk in another unit", class, "/spec/blockDeviceMappings/0/ebs/volumeSize", "50GB", "spec.blockDeviceMappings[0].ebs.volumeSize"},
		{"a disk of half a unit", class, "/spec/blockDeviceMappings/0/ebs/volumeSize", "50.5Gi", "spec.blockDeviceMappings[0].ebs.volumeSize"},
		{"a disk larger than EBS has", class, "/spec/blockDeviceMappings/0/ebs/volumeSize", "70000Gi", "spec.blockDeviceMappings[0].ebs.volumeSize"},
		{"a disk of no size", class, "/spec/blockDeviceMappings/0/ebs/volumeSize", nil, "snapshotID or volumeSize must be defined"},
		{"two root volumes", class, "/spec/blockDeviceMappings", []any{map[string]any{"rootVolume": true}, map[string]any{"rootVolume": true}}, "must have only one blockDeviceMappings with rootVolume"},
		{"metadata that is asked for in no way", class, "/spec/metadataOptions", map[string]any{"httpTokens": "demanded"}, "Unsupported value: \"demanded\""},
		{"disks of the instance in another way", class, "/spec/instanceStorePolicy", "RAID1", "Unsupported value: \"RAID1\""},
		{"memory kept by an unknown key", class, "/spec/kubelet", map[string]any{"systemReserved": map[string]any{"ram": "1Gi"}}, "valid keys for systemReserved"},
		{"less than no memory kept", class, "/spec/kubelet", map[string]any{"kubeReserved": map[string]any{"memory": "-1Gi"}}, "cannot be a negative resource quantity"},
	}
}

func scaling() []Variant {
	return []Variant{
		{"fine: no worker to begin with", scaled, "/spec/minReplicaCount", int64(0), ""},
		{"fine: a trigger by CPU", scaled, "/spec/triggers/-", map[string]any{"type": "cpu", "metricType": "Utilization", "metadata": map[string]any{"value": "70"}}, ""},
		{"more workers at least than at most", scaled, "/spec/minReplicaCount", int64(11), "maxReplicaCount"},
		{"more workers than a number holds", scaled, "/spec/maxReplicaCount", int64(3000000000), "spec.maxReplicaCount"},
		{"time that must pass, with a unit", scaled, "/spec/cooldownPeriod", "300s", "must be of type integer"},
		{"nothing to scale", scaled, "/spec/scaleTargetRef/name", nil, "spec.scaleTargetRef.name: Required value"},
		{"nothing to scale by", scaled, "/spec/triggers", nil, "spec.triggers: Required value"},
		{"a trigger of no kind", scaled, "/spec/triggers/0/type", nil, "spec.triggers[0].type: Required value"},
		{"a threshold that is a number", scaled, "/spec/triggers/0/metadata/threshold", int64(5), "must be of type string"},
		{"a trigger that is cached in words", scaled, "/spec/triggers/0/useCachedMetrics", "yes", "must be of type boolean"},
		{"a fallback to no number", scaled, "/spec/fallback/replicas", nil, "spec.fallback.replicas: Required value"},
		{"a fallback in no way", scaled, "/spec/fallback/behavior", "highest", "Unsupported value: \"highest\""},
		{"a window with a unit", scaled, "/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/stabilizationWindowSeconds", "300s", "must be of type integer"},
		{"a key of the chart's", scaled, "/spec/targets", int64(1), `unknown field "spec.targets"`},
	}
}

func delivery() []Variant {
	return []Variant{
		{"fine: looked at more often", secrets, "/spec/refreshInterval", "5m", ""},
		{"looked at by a number", secrets, "/spec/refreshInterval", int64(60), "must be of type string"},
		{"a store of no kind", secrets, "/spec/secretStoreRef/kind", "SecretsManager", "Unsupported value: \"SecretsManager\""},
		{"a store with a name that is none", secrets, "/spec/secretStoreRef/name", "AWS Secrets", "spec.secretStoreRef.name"},
		{"a secret from nowhere", secrets, "/spec/data/0/remoteRef/key", nil, "spec.data[0].remoteRef.key: Required value"},
		{"a secret under a key that is none", secrets, "/spec/data/0/secretKey", "shared secret", "spec.data[0].secretKey"},
		{"a Secret made in no way", secrets, "/spec/target/creationPolicy", "Make", "Unsupported value: \"Make\""},
		{"a Secret that is dropped in no way", secrets, "/spec/target/deletionPolicy", "Keep", "Unsupported value: \"Keep\""},
		{"fine: another project", application, "/spec/project", "default", ""},
		{"no project", application, "/spec/project", nil, "spec.project: Required value"},
		{"no destination", application, "/spec/destination", nil, "spec.destination: Required value"},
		{"a source without a repository", application, "/spec/sources/0/repoURL", nil, "spec.sources[0].repoURL: Required value"},
		{"a revision that is a number", application, "/spec/sources/0/targetRevision", int64(1), "must be of type string"},
		{"pruning in words", application, "/spec/syncPolicy/automated", map[string]any{"prune": "yes"}, "must be of type boolean"},
		{"tries in quotes", application, "/spec/syncPolicy/retry", map[string]any{"limit": "5"}, "must be of type integer"},
		{"a difference of no kind", application, "/spec/ignoreDifferences/0/kind", nil, "spec.ignoreDifferences[0].kind: Required value"},
		{"an option that is misspelt", application, "/spec/syncPolicy/syncOption", []any{"ServerSideApply=true"}, `unknown field "spec.syncPolicy.syncOption"`},
		{"a project for one place that is no list", project, "/spec/destinations", "in-cluster", "must be of type array"},
		{"a kind without a group", project, "/spec/namespaceResourceWhitelist", []any{map[string]any{"kind": "Secret"}}, "group: Required value"},
	}
}

func seeing() []Variant {
	return []Variant{
		{"fine: asked less often", monitor, "/spec/podMetricsEndpoints/0/interval", "1m", ""},
		{"asked by words", monitor, "/spec/podMetricsEndpoints/0/interval", "30 seconds", "spec.podMetricsEndpoints[0].interval"},
		{"asked in no way", monitor, "/spec/podMetricsEndpoints/0/scheme", "tcp", "spec.podMetricsEndpoints[0].scheme"},
		{"a label made in no way", monitor, "/spec/podMetricsEndpoints/0/relabelings", []any{map[string]any{"action": "rename"}}, "Unsupported value: \"rename\""},
		{"nobody selected", monitor, "/spec/selector", nil, "spec.selector: Required value"},
		{"a label of the operator's with blanks", monitor, "/metadata/labels/release", "kube prometheus stack", "metadata.labels"},
		{"a label that is no name", monitor, "/metadata/labels/-release", "x", "metadata.labels"},
		{"fine: sooner", alerts, "/spec/groups/0/rules/0/for", "30s", ""},
		{"an alert after words", alerts, "/spec/groups/0/rules/0/for", "2 minutes", "spec.groups[0].rules[0].for"},
		{"an alert on nothing", alerts, "/spec/groups/0/rules/0/expr", nil, "spec.groups[0].rules[0].expr: Required value"},
		{"a group without a name", alerts, "/spec/groups/0/name", nil, "spec.groups[0].name: Required value"},
		{"two groups of one name", alerts, "/spec/groups/-", map[string]any{"name": "trino-etl"}, "Duplicate value"},
		{"a label that is a number", alerts, "/spec/groups/0/rules/0/labels/severity", int64(1), "must be of type string"},
	}
}
