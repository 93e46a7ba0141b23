package k8s

import (
	"strconv"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// scaledObject lets KEDA count the workers by the load that the cluster names. It is ours, and the chart's server.keda stays off: the
// chart takes annotations as text alone, puts what triggers say through its templates, and a second ScaledObject on one Deployment
// would be refused by KEDA.
func scaledObject(c *model.Cluster) []manifest {
	s := c.Scaler
	if s == nil || len(s.Triggers) == 0 {
		return nil
	}
	all := []manifest{{
		apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name: c.PoolOf(model.Worker), wave: scaling,
		why: s.Cooldown.Origin, comment: "Workers, counted by the load of queries. The chart's own ScaledObject (server.keda) stays off: KEDA takes one on a Deployment.",
		body: artifact.Map{{Key: "spec", Value: scaledSpec(c, s)}},
	}}
	if s.AuthMode.Value != "" && s.Fallback.Value > 0 {
		all = append(all, triggerAuthentication(c, s))
	}
	return all
}

func scaledSpec(c *model.Cluster, s *model.Scaler) artifact.Map {
	target := source.Computed("target: the workers' Deployment as the chart names it", source.Declared(c.Place))
	spec := artifact.Map{
		{Key: "scaleTargetRef", Value: artifact.Map{
			text("apiVersion", target, "apps/v1"), text("kind", target, "Deployment"), text("name", target, c.PoolOf(model.Worker)),
		}},
		number("pollingInterval", s.Polling.Origin, s.Polling.Value),
		number("cooldownPeriod", s.Cooldown.Origin, s.Cooldown.Value),
		number("minReplicaCount", c.Workers.MinOrigin, c.Workers.Min),
		number("maxReplicaCount", c.Workers.MaxOrigin, c.Workers.Max),
	}
	if s.Fallback.Value > 0 {
		spec = append(spec, artifact.Entry{Key: "fallback", Value: fallback(s)})
	}
	return append(spec,
		artifact.Entry{Key: "advanced", Value: artifact.Map{{Key: "horizontalPodAutoscalerConfig", Value: artifact.Map{{Key: "behavior", Value: behavior(s)}}}}},
		artifact.Entry{Key: "triggers", Value: triggers(c, s)},
	)
}

// fallback is how many workers there are while Prometheus does not answer: those that there are, and no fewer than the fewest.
func fallback(s *model.Scaler) artifact.Map {
	return artifact.Map{
		number("failureThreshold", s.Failures.Origin, int(s.Failures.Value)),
		number("replicas", s.Fallback.Origin, int(s.Fallback.Value)),
		text("behavior", source.Fixed("while Prometheus does not answer no worker is taken away"), "currentReplicasIfHigher"),
	}
}

// behavior adds workers at once and takes them away one by one, each with the time to finish its tasks. KEDA's cooldownPeriod is about
// the last worker alone; for the others the same time is the HPA's to wait.
func behavior(s *model.Scaler) artifact.Map {
	up := source.Fixed("queries wait: twice the workers, or two more, each minute")
	return artifact.Map{
		{Key: "scaleUp", Value: artifact.Map{
			number("stabilizationWindowSeconds", up, 0),
			text("selectPolicy", up, "Max"),
			{Key: "policies", Value: artifact.List{policy(up, "Percent", 100, 60), policy(up, "Pods", 2, 60)}},
		}},
		{Key: "scaleDown", Value: artifact.Map{
			number("stabilizationWindowSeconds", s.Cooldown.Origin, s.Cooldown.Value),
			{Key: "policies", Value: artifact.List{policy(s.Leaving.Origin, "Pods", 1, s.Leaving.Value)}},
		}},
	}
}

func policy(why *source.Origin, kind string, value, period int) artifact.Node {
	return artifact.Map{text("type", why, kind), number("value", why, value), number("periodSeconds", why, period)}
}

// triggers are the loads, each with what one worker answers of it.
func triggers(c *model.Cluster, s *model.Scaler) artifact.List {
	var list artifact.List
	for _, t := range s.Triggers {
		why := t.Threshold.Origin
		kind, metric := "prometheus", "AverageValue"
		metadata := prometheus(s, t)
		if t.Query == "" {
			kind, metric = "cpu", "Utilization"
			metadata = artifact.Map{text("value", why, threshold(t))}
		}
		trigger := artifact.Map{text("type", why, kind), text("name", why, t.Name), text("metricType", why, metric), {Key: "metadata", Value: metadata}}
		if t.Query != "" && s.AuthMode.Value != "" {
			trigger = append(trigger, artifact.Entry{Key: "authenticationRef", Value: artifact.Map{text("name", s.AuthMode.Origin, c.PoolOf(model.Worker))}})
		}
		list = append(list, trigger)
	}
	return list
}

func threshold(t model.Trigger) string { return strconv.Itoa(int(t.Threshold.Value)) }

// prometheus asks for one number. A metric that is not there is an error, which fallback answers, and not 0, which would take workers away.
func prometheus(s *model.Scaler, t model.Trigger) artifact.Map {
	missing := source.Fixed("without it KEDA reads a metric that is missing as 0, and takes workers away")
	m := artifact.Map{
		text("serverAddress", s.Prometheus.Origin, s.Prometheus.Value),
		text("query", t.Threshold.Origin, t.Query),
		text("threshold", t.Threshold.Origin, threshold(t)),
		text("ignoreNullValues", missing, "false"),
	}
	switch s.AuthMode.Value {
	case "aws":
		m = append(m, text("awsRegion", s.Region.Origin, s.Region.Value))
	case "basic", "bearer":
		m = append(m, text("authModes", s.AuthMode.Origin, s.AuthMode.Value))
	}
	return m
}

// triggerAuthentication says how KEDA proves to Prometheus who it is: as its own role of AWS, or by a Secret of the namespace.
func triggerAuthentication(c *model.Cluster, s *model.Scaler) manifest {
	spec := artifact.Map{{Key: "podIdentity", Value: artifact.Map{text("provider", s.AuthMode.Origin, "aws")}}}
	if keys := secretKeys(s.AuthMode.Value); len(keys) > 0 {
		var list artifact.List
		for _, k := range keys {
			list = append(list, artifact.Map{text("parameter", s.AuthMode.Origin, k.parameter), text("name", s.AuthSecret.Origin, s.AuthSecret.Value), text("key", s.AuthMode.Origin, k.key)})
		}
		spec = artifact.Map{{Key: "secretTargetRef", Value: list}}
	}
	return manifest{
		apiVersion: "keda.sh/v1alpha1", kind: "TriggerAuthentication", name: c.PoolOf(model.Worker), wave: scaling,
		why: s.AuthMode.Origin, body: artifact.Map{{Key: "spec", Value: spec}},
	}
}

// secretKey is a parameter of KEDA's Prometheus trigger, and the key of the Secret that it is read from.
type secretKey struct{ parameter, key string }

func secretKeys(mode string) []secretKey {
	return map[string][]secretKey{
		"basic":  {{"username", "username"}, {"password", "password"}},
		"bearer": {{"bearerToken", "token"}},
	}[mode]
}
