package plan

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// watched is why Prometheus reads the cluster's metrics, nil when nobody does: the environment has one, and what this version of
// Trino exports is known.
func (d *draft) watched() *source.Origin {
	eks := d.env.Spec.Eks
	_, known := metrics.Of(d.Version, metrics.Native)
	if d.EKS == nil || eks == nil || eks.Prometheus == nil || !known {
		return nil
	}
	return source.Declared(d.env.At("eks", "prometheus"))
}

// beanLines add to /metrics what Trino leaves out and alerts and dashboards read.
func (d *draft) beanLines() []model.Line {
	why := d.watched()
	if why == nil {
		return nil
	}
	origin := source.Computed("metrics: of the JVM and the exchange too, which Trino exports only when they are named", why)
	return []model.Line{{Key: metrics.BeansProperty, Value: strings.Join(metrics.Beans(), "|"), Origin: origin}}
}

// managementLines let Prometheus read a coordinator where users must prove who they are: it comes without a password, over the
// plain port. Measured on 476: with management.user the pages of management answer there, as that user, and no other page does.
func (d *draft) managementLines() []model.Line {
	why := d.watched()
	order, authentication := d.authenticationOrder()
	if why == nil || len(order) == 0 {
		return nil
	}
	origin := source.Computed("metrics: whom Prometheus comes as, where users prove who they are", why, authentication)
	return []model.Line{{Key: "management.user", Value: metrics.User, Scope: model.CoordinatorOnly, Origin: origin}}
}

// metricsRules let Prometheus read what nodes say of themselves, where rules say who may; none where it does not come.
func (d *draft) metricsRules() artifact.List {
	why := d.watched()
	if why == nil {
		return nil
	}
	origin := source.Computed("metrics: whom Prometheus comes as", why)
	rule := entry(nil, origin, "user", metrics.User)
	return artifact.List{append(rule, artifact.Entry{Key: "allow", Value: texts("read")(origin)})}
}
