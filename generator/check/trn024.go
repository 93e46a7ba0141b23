package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func stoppedGroup() Rule {
	return Rule{
		ID: "TRN024", Level: diag.Error,
		Title: "a resource group whose queries never run",
		Why: "Trino starts with each of these zeros. With hardConcurrencyLimit or hardCpuLimit 0 queries queue for ever; with schedulingWeight 0 " +
			"the group cannot be made, and its queries fail.",
		Source: "measured on Trino 476: QUEUED without end, \"weight must be positive\"; trino#30563",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: all: hardConcurrencyLimit: 0 // here
	selectors: [{group: "all"}]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: all: {hardConcurrencyLimit: 1, maxQueued: 0}
	selectors: [{group: "all"}]
}`,
		Model: onEachGroup(func(_, g *model.ResourceGroup) diag.List {
			var all diag.List
			for _, zero := range zerosOf(g) {
				all = append(all, found(groupField(g, zero.field), zero.field+" 0 of group "+quote(g.ID)+" "+zero.so, zero.then))
			}
			return all
		}),
	}
}

// zero is a limit of 0 that somebody wrote.
type zero struct{ field, so, then string }

func zerosOf(g *model.ResourceGroup) []zero {
	var all []zero
	if g.Spec.HardConcurrencyLimit != nil && *g.Spec.HardConcurrencyLimit == 0 && byHand(g.Origins["hardConcurrencyLimit"]) {
		all = append(all, zero{"hardConcurrencyLimit", "lets its queries wait for ever", "write 1 or more; to turn queries away, write maxQueued: 0 beside it and a low limit"})
	}
	if n, err := trino.ParseDuration(string(g.Spec.HardCpuLimit)); err == nil && n == 0 {
		all = append(all, zero{"hardCpuLimit", "lets its queries wait for ever", "write more, or leave it out"})
	}
	if g.Spec.SchedulingWeight != nil && *g.Spec.SchedulingWeight == 0 {
		all = append(all, zero{"schedulingWeight", "fails its queries", "write 1 or more"})
	}
	return all
}
