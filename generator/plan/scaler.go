package plan

import (
	"slices"
	"strconv"

	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// scaler works out how KEDA counts workers; nil where the cluster does not scale.
func (d *draft) scaler() *model.Scaler {
	scale := d.Spec.Workers.Scale
	if d.EKS == nil || scale == nil {
		return nil
	}
	s := &model.Scaler{
		Triggers: d.triggers(),
		Cooldown: d.lull(),
		Leaving:  model.Seconds{Value: min(d.Workers.StopTimeout.Value, longestPeriod), Origin: d.Workers.StopTimeout.Origin},
		Polling:  model.Seconds{Value: pollSeconds, Origin: source.Default("as often as the HPA asks", source.Place{})},
		Failures: model.Number{Value: 3, Origin: source.Default("three times in a row", source.Place{})},
	}
	if slices.ContainsFunc(s.Triggers, func(t model.Trigger) bool { return t.Query != "" }) {
		s.Fallback = model.Number{Value: float64(max(d.Workers.Min, 1)), Origin: d.Workers.MinOrigin}
	}
	if eks := d.env.Spec.Eks; eks != nil && eks.Prometheus != nil {
		at := func(label ...string) *source.Origin {
			return source.Declared(d.env.At(append([]string{"eks", "prometheus"}, label...)...))
		}
		s.Prometheus = model.Text{Value: eks.Prometheus.Address, Origin: at("address")}
		if auth := eks.Prometheus.Auth; auth != nil {
			s.AuthMode = model.Text{Value: auth.Mode, Origin: at("auth", "mode")}
			s.Region = model.Text{Value: d.env.Spec.Region, Origin: source.Declared(d.env.At("region"))}
			s.AuthSecret = model.Text{Value: auth.Secret, Origin: at("auth", "secret")}
		}
	}
	return s
}

// triggers are the loads that the cluster names, each with the part of it that one worker answers.
func (d *draft) triggers() []model.Trigger {
	scale := d.Spec.Workers.Scale
	var all []model.Trigger
	add := func(name, query string, n *int64) {
		if n == nil {
			return
		}
		origin := d.decl.origin("workers", "scale", name)
		value := strconv.FormatInt(*n, 10)
		r := ruleQueriesAWorker
		if name == "cpu" {
			value, r = value+"%", ruleCPUAWorker
		}
		all = append(all, model.Trigger{Name: name, Query: query, Threshold: model.Number{Value: float64(*n), Origin: d.sum(model.Worker, "scale: "+name, value, r, origin)}})
	}
	queued, running := d.load("QueuedQueries", metrics.QueuedQueries), d.load("RunningQueries", metrics.RunningQueries)
	add("queued", queued, scale.Queued)
	add("running", running, scale.Running)
	add("cpu", "", scale.Cpu)
	return all
}

// load is the PromQL of a number of queries, as the coordinator counts it: the root resource group's where the cluster names one, which
// counts those too that wait for a first worker; else the query manager's. A coordinator that is replaced answers twice for a moment.
func (d *draft) load(attribute string, meaning metrics.Meaning) string {
	names, ok := metrics.Of(d.Version, metrics.Native)
	if !ok {
		versions := metrics.Versions()
		names, _ = metrics.Of(versions[len(versions)-1], metrics.Native)
	}
	selector := names.Of(meaning)
	if group := d.Spec.Workers.Scale.Group; group != "" {
		selector = names.Group(group, attribute)
	}
	return "max(" + selector.With(`namespace="`+d.Home.Namespace.Value+`"`, `pod=~"`+d.Name+`-coordinator-.+"`) + ")"
}

// lull is how long load must have been low, for the last worker (KEDA) as for the others (the HPA).
func (d *draft) lull() model.Seconds {
	if own := string(d.Spec.Workers.Scale.Cooldown); own != "" {
		return d.period("scale: cooldown", seconds(own), ruleCooldown, d.decl.origin("workers", "scale", "cooldown"))
	}
	return d.period("scale: cooldown", lullSeconds, ruleCooldown, source.Default("KEDA's and the HPA's own default", source.Place{}))
}

// Times of scaling, in seconds.
const (
	pollSeconds   = 15
	lullSeconds   = 300
	longestPeriod = 1800 // the HPA's, of a policy
)
