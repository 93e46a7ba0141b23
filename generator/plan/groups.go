package plan

import (
	"maps"
	"slices"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// Limits of a group that nobody gave one: Trino's own for a cluster without groups.
const (
	maxQueued      = 5000 // query.max-queued-queries
	maxConcurrent  = 1000 // query.max-concurrent-queries
	cpuQuotaPeriod = "1h"
)

// groups works out the resource groups; nil when the cluster declares none.
func (d *draft) groups() *model.ResourceGroups {
	spec := d.Spec.ResourceGroups
	if spec == nil || len(spec.Groups) == 0 && len(spec.Selectors) == 0 {
		return nil
	}
	g := &model.ResourceGroups{
		Roots:     d.groupsAt([]string{"resourceGroups", "groups"}, "", nil, spec.Groups),
		Selectors: d.selectors(spec.Selectors),
	}
	g.CPUQuotaPeriod = d.quotaPeriod(g)
	return g
}

// groupsAt are the groups at a path of the declaration, sorted by name, with those beneath them.
func (d *draft) groupsAt(path []string, prefix string, above *model.ResourceGroup, specs map[string]schema.ResourceGroupFields) []*model.ResourceGroup {
	var all []*model.ResourceGroup
	for _, name := range slices.Sorted(maps.Keys(specs)) {
		at := append(slices.Clone(path), name)
		g := &model.ResourceGroup{Name: name, ID: prefix + name, Spec: specs[name], Origin: d.decl.origin(at...)}
		g.Origins = d.fieldOrigins(at, &g.Spec)
		d.limitsOf(g, above)
		g.SubGroups = d.groupsAt(append(at, "subGroups"), g.ID+".", g, g.Spec.SubGroups)
		all = append(all, g)
	}
	return all
}

// fieldOrigins are where the fields of a group that the declaration sets come from.
func (d *draft) fieldOrigins(at []string, spec *schema.ResourceGroupFields) map[string]*source.Origin {
	origins := map[string]*source.Origin{}
	for _, f := range groupFields() {
		if f.of(spec) != nil {
			origins[f.name] = d.decl.origin(append(slices.Clone(at), f.name)...)
		}
	}
	return origins
}

// limitsOf gives a group the two limits that Trino asks for, where the declaration does not: a group beneath another can run
// what that one can, and anything else is no tighter than Trino without groups.
func (d *draft) limitsOf(g, above *model.ResourceGroup) {
	if g.Spec.MaxQueued == nil {
		g.Spec.MaxQueued = new(int64(maxQueued))
		g.Origins["maxQueued"] = source.Default("Trino's own limit for a cluster without groups: query.max-queued-queries is 5000", source.Place{})
	}
	switch {
	case g.Spec.HardConcurrencyLimit != nil:
	case above != nil:
		g.Spec.HardConcurrencyLimit = above.Spec.HardConcurrencyLimit
		g.Origins["hardConcurrencyLimit"] = source.Computed("hardConcurrencyLimit: as many as the group above", above.Origins["hardConcurrencyLimit"])
	default:
		g.Spec.HardConcurrencyLimit = new(int64(maxConcurrent))
		g.Origins["hardConcurrencyLimit"] = source.Default("Trino's own limit for a cluster without groups: query.max-concurrent-queries is 1000", source.Place{})
	}
}

func (d *draft) selectors(specs []schema.ResourceSelector) []model.Selector {
	list := d.decl.origin("resourceGroups", "selectors")
	var all []model.Selector
	for i, spec := range specs {
		all = append(all, model.Selector{ResourceSelector: spec, Origin: item(list, i)})
	}
	return all
}

// item is the origin of an item of a list that has one.
func item(list *source.Origin, i int) *source.Origin {
	return beneath(list, source.Index(i))
}

// beneath is the origin of a field beneath; what a list overrides has no item that is the same.
func beneath(o *source.Origin, labels ...string) *source.Origin {
	return &source.Origin{Kind: o.Kind, Place: o.Place.At(labels...), From: o.From}
}

// quotaPeriod is the declared period; Trino refuses CPU limits without one.
func (d *draft) quotaPeriod(g *model.ResourceGroups) model.Text {
	if period := d.Spec.ResourceGroups.CpuQuotaPeriod; period != "" {
		return model.Text{Value: string(period), Origin: d.decl.origin("resourceGroups", "cpuQuotaPeriod")}
	}
	for _, group := range g.All() {
		if group.Spec.SoftCpuLimit != "" || group.Spec.HardCpuLimit != "" {
			return model.Text{Value: cpuQuotaPeriod, Origin: source.Default("one hour, the period of Trino's documentation: Trino refuses CPU limits without one", source.Place{})}
		}
	}
	return model.Text{}
}

// session is what sessions begin with.
func (d *draft) session() []model.SessionRule {
	if d.Spec.SessionProperties == nil {
		return nil
	}
	list := d.decl.origin("sessionProperties", "rules")
	var all []model.SessionRule
	for i, spec := range d.Spec.SessionProperties.Rules {
		rule := model.SessionRule{SessionRule: spec, Origin: item(list, i), Values: map[string]model.Text{}}
		for name, value := range d.sessionValues(i) {
			rule.Values[name] = model.Text{Value: plain(value), Origin: beneath(rule.Origin, "sessionProperties", name)}
		}
		all = append(all, rule)
	}
	return all
}

// sessionValues are the session properties of a rule as they are written: a number keeps its digits.
func (d *draft) sessionValues(rule int) map[string]any {
	fields, _ := d.decl.value["sessionProperties"].(map[string]any)
	rules, _ := fields["rules"].([]any)
	if rule >= len(rules) {
		return nil
	}
	fields, _ = rules[rule].(map[string]any)
	values, _ := fields["sessionProperties"].(map[string]any)
	return values
}
