package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func limitBeyondTheOneAbove() Rule {
	return Rule{
		ID: "TRN029", Level: diag.Warning,
		Title:  "a limit above that of the group it is in",
		Why:    "The limits of a group hold for all groups beneath it together. A higher one beneath it is never reached, and whoever reads it expects more than there is.",
		Source: "Trino documentation, Resource groups: a group's limits hold for its sub-groups",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: global: {hardConcurrencyLimit: 10, subGroups: others: hardConcurrencyLimit: 20} // here
	selectors: [{group: "global.others"}]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: global: {hardConcurrencyLimit: 20, subGroups: others: hardConcurrencyLimit: 20}
	selectors: [{group: "global.others"}]
}`,
		Model: onEachGroup(reachesItsLimits),
	}
}

func reachesItsLimits(above, g *model.ResourceGroup) diag.List {
	if above == nil {
		return nil
	}
	var all diag.List
	if n, most := *g.Spec.HardConcurrencyLimit, *above.Spec.HardConcurrencyLimit; n > most {
		all = append(all, beyond(g, above, "hardConcurrencyLimit", itoa(int(n)), itoa(int(most))))
	}
	if n, most := string(g.Spec.SoftMemoryLimit), string(above.Spec.SoftMemoryLimit); moreMemory(n, most) {
		all = append(all, beyond(g, above, "softMemoryLimit", n, most))
	}
	return all
}

func beyond(g, above *model.ResourceGroup, field, value, most string) diag.Diagnostic {
	return found(groupField(g, field), field+" "+value+" of group "+quote(g.ID)+" is never reached: "+quote(above.ID)+" has "+most, "write "+most+" or less, or raise it in "+above.Name)
}

// moreMemory says whether one limit is certainly above another: both are shares, or both are sizes.
func moreMemory(limit, most string) bool {
	a, isShare := strings.CutSuffix(limit, "%")
	b, alike := strings.CutSuffix(most, "%")
	switch {
	case limit == "" || most == "" || isShare != alike:
		return false
	case isShare:
		return number(a) > number(b)
	}
	return size(limit) > size(most)
}
