package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func weightsFollowPolicy() Rule {
	return Rule{
		ID: "TRN025", Level: diag.Error,
		Title: "scheduling that the group above does not follow",
		Why: "Weights count where the group above is weighted or weighted_fair, and there all neighbours must have one, or none: else Trino refuses to start. " +
			"Without a policy it starts and takes turns, whatever the weights. Beneath query_priority every group must follow query_priority: else its queries fail.",
		Source: "measured on Trino 476: \"Must specify scheduling weight for all sub-groups of\", \"Must use 'weighted' or 'weighted_fair' scheduling policy\"",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: global: {
		subGroups: {
			etl: {hardConcurrencyLimit: 5, schedulingWeight: 3} // here
			others: hardConcurrencyLimit: 20
		}
	}
	selectors: [{source: "etl", group: "global.etl"}, {group: "global.others"}]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: global: {
		schedulingPolicy: "weighted_fair"
		subGroups: {
			etl: {hardConcurrencyLimit: 5, schedulingWeight: 3}
			others: {hardConcurrencyLimit: 20, schedulingWeight: 1}
		}
	}
	selectors: [{source: "etl", group: "global.etl"}, {group: "global.others"}]
}`,
		Model: onEachGroup(func(above, g *model.ResourceGroup) diag.List {
			return append(weightOf(above, g), policyBeneath(above, g)...)
		}),
	}
}

// weightOf looks at the weight of a group, or that it has none.
func weightOf(above, g *model.ResourceGroup) diag.List {
	written := g.Spec.SchedulingWeight != nil
	at := groupField(g, "schedulingWeight")
	switch {
	case above == nil && written:
		return one(at, "schedulingWeight of group "+quote(g.ID)+" counts for nothing: groups at the top take turns", "remove it, or put the groups beneath one with schedulingPolicy")
	case above == nil:
		return nil
	case !weighted(above) && written:
		return one(at, "schedulingWeight of group "+quote(g.ID)+" counts for nothing: schedulingPolicy of "+quote(above.ID)+" is "+policyOf(above),
			`write schedulingPolicy: "weighted_fair" in `+above.Name+", or remove it")
	case weighted(above) && !written && someWeighted(above.SubGroups):
		return one(at, "group "+quote(g.ID)+" has no schedulingWeight, and a neighbour has one", "write schedulingWeight: 1, or another share")
	}
	return nil
}

// policyBeneath looks at the policy of a group beneath one that goes by priority.
func policyBeneath(above, g *model.ResourceGroup) diag.List {
	if above == nil || above.Spec.SchedulingPolicy != "query_priority" || g.Spec.SchedulingPolicy == "" || g.Spec.SchedulingPolicy == "query_priority" {
		return nil
	}
	return one(groupField(g, "schedulingPolicy"), "schedulingPolicy "+g.Spec.SchedulingPolicy+" of group "+quote(g.ID)+" beneath query_priority fails its queries", "remove it")
}

func weighted(g *model.ResourceGroup) bool {
	return g.Spec.SchedulingPolicy == "weighted" || g.Spec.SchedulingPolicy == "weighted_fair"
}

func policyOf(g *model.ResourceGroup) string {
	if g.Spec.SchedulingPolicy == "" {
		return "not set, so fair"
	}
	return g.Spec.SchedulingPolicy
}

func someWeighted(groups []*model.ResourceGroup) bool {
	for _, g := range groups {
		if g.Spec.SchedulingWeight != nil {
			return true
		}
	}
	return false
}
