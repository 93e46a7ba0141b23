package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// here is one environment with all that is declared, and what Trino says of its files.
type here struct {
	*declared
	env      *model.Environment
	verdicts verdicts

	refused []refusal // what Trino refuses, once someone has asked
	asked   bool
}

// onClusters makes a rule of one that looks at a cluster.
func onClusters(rule func(*here, *model.Cluster) diag.List) func(*here) diag.List {
	return func(h *here) diag.List {
		var all diag.List
		for _, c := range h.env.Clusters {
			all = append(all, rule(h, c)...)
		}
		return all
	}
}

// onCatalogs makes a rule of one that looks at a catalog of a cluster.
func onCatalogs(rule func(*model.Cluster, *model.Catalog) diag.List) func(*here) diag.List {
	return onClusters(func(_ *here, cluster *model.Cluster) diag.List {
		var all diag.List
		for _, c := range cluster.Catalogs {
			all = append(all, rule(cluster, c)...)
		}
		return all
	})
}

// onRoles makes a rule of one that looks at one kind of node of a cluster.
func onRoles(rule func(*model.Cluster, *model.Role) diag.List) func(*here) diag.List {
	return onClusters(func(_ *here, c *model.Cluster) diag.List {
		return append(rule(c, &c.Coordinator), rule(c, &c.Worker)...)
	})
}

// within is the place of a field as an environment sees it: in its override where that says something, else in the declaration.
func within(place source.Place, head schema.Head, environment string, path ...string) source.Place {
	if get(head.Environments[environment], path...) != nil {
		path = append([]string{"environments", environment}, path...)
	}
	return place.At(path...)
}

// field is the place of a cluster's field.
func field(c *model.Cluster, path ...string) source.Place {
	return within(c.Place, c.Head, c.Environment, path...)
}

// field is the place of a field of something of the lake.
func lakeField[T any](h *here, item model.Item[T], path ...string) source.Place {
	return within(item.Place, item.Head, h.env.Name, path...)
}

// pool is the label of a role's fields.
func pool(r *model.Role) string {
	if r.Name == model.Worker {
		return "workers"
	}
	return "coordinator"
}

// cause is the field that a value comes from.
func cause(o *source.Origin) source.Place { return o.Cause() }

// byHand says whether the user wrote a value.
func byHand(o *source.Origin) bool {
	return o != nil && (o.Kind == source.KindDeclared || o.Kind == source.KindOverride)
}

// or is the first place that is one.
func or(places ...source.Place) source.Place {
	for _, p := range places {
		if !p.IsZero() {
			return p
		}
	}
	return source.Place{}
}
