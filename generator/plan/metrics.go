package plan

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/metrics"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// watch notes who watches the cluster: the environment says it, and only what is known to be exported can be watched.
func (d *draft) watch() {
	_, known := metrics.Of(d.Version, metrics.Native)
	if eks := d.env.Spec.Eks; d.EKS != nil && eks != nil && known {
		d.Watch = eks.Prometheus
	}
}

// watched is where the environment says who watches.
func (d *draft) watched() *source.Origin { return source.Declared(d.env.At("eks", "prometheus")) }

// beanLines add to /metrics what Trino leaves out and alerts and dashboards read.
func (d *draft) beanLines() []model.Line {
	if d.Watch == nil {
		return nil
	}
	origin := source.Computed("metrics: of the JVM and the exchange too, which Trino exports only when they are named", d.watched())
	return []model.Line{{Key: metrics.BeansProperty, Value: strings.Join(metrics.Beans(), "|"), Origin: origin}}
}

// managementLines let Prometheus read a coordinator where users must prove who they are: it comes without a password, over the
// plain port. Measured on 476: with management.user the pages of management answer there, as that user, and no other page does.
func (d *draft) managementLines() []model.Line {
	order, authentication := d.authenticationOrder()
	if d.Watch == nil || len(order) == 0 {
		return nil
	}
	origin := source.Computed("metrics: whom Prometheus comes as, where users prove who they are", d.watched(), authentication)
	return []model.Line{{Key: "management.user", Value: metrics.User, Scope: model.CoordinatorOnly, Origin: origin}}
}

// metricsRules let Prometheus read what nodes say of themselves, where rules say who may; none where it does not come.
func (d *draft) metricsRules() artifact.List {
	if d.Watch == nil {
		return nil
	}
	origin := source.Computed("metrics: whom Prometheus comes as", d.watched())
	rule := entry(nil, origin, "user", metrics.User)
	return artifact.List{append(rule, artifact.Entry{Key: "allow", Value: texts("read")(origin)})}
}
