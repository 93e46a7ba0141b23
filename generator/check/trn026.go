package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func limitsAgree() Rule {
	return Rule{
		ID: "TRN026", Level: diag.Error,
		Title:  "limits of a resource group that contradict each other",
		Why:    "Trino refuses to start when a soft limit exceeds the hard one beside it, when a soft CPU limit stands alone, and when softMemoryLimit is more than 100 %.",
		Source: "measured on Trino 476",
		Bad: `clusters: adhoc: resourceGroups: {
	groups: all: {hardConcurrencyLimit: 5, softConcurrencyLimit: 10} // here
	selectors: [{group: "all"}]
}`,
		Good: `clusters: adhoc: resourceGroups: {
	groups: all: {hardConcurrencyLimit: 10, softConcurrencyLimit: 5}
	selectors: [{group: "all"}]
}`,
		Model: onEachGroup(contradictions),
	}
}

func contradictions(_, g *model.ResourceGroup) diag.List {
	var all diag.List
	spec := g.Spec
	if soft, hard := spec.SoftConcurrencyLimit, spec.HardConcurrencyLimit; soft != nil && *soft > *hard {
		all = append(all, found(groupField(g, "softConcurrencyLimit"), "softConcurrencyLimit "+itoa(int(*soft))+" of group "+quote(g.ID)+" exceeds hardConcurrencyLimit "+itoa(int(*hard)),
			"write "+itoa(int(*hard))+" or less, or raise hardConcurrencyLimit"))
	}
	soft, err := trino.ParseDuration(string(spec.SoftCpuLimit))
	if err == nil && spec.HardCpuLimit == "" {
		all = append(all, found(groupField(g, "softCpuLimit"), "softCpuLimit of group "+quote(g.ID)+" stands without hardCpuLimit", "write hardCpuLimit too"))
	}
	if hard, wrong := trino.ParseDuration(string(spec.HardCpuLimit)); err == nil && wrong == nil && soft > hard {
		all = append(all, found(groupField(g, "softCpuLimit"), "softCpuLimit "+string(spec.SoftCpuLimit)+" of group "+quote(g.ID)+" exceeds hardCpuLimit "+string(spec.HardCpuLimit),
			"write "+string(spec.HardCpuLimit)+" or less, or raise hardCpuLimit"))
	}
	if percent, ok := strings.CutSuffix(string(spec.SoftMemoryLimit), "%"); ok && number(percent) > 100 {
		all = append(all, found(groupField(g, "softMemoryLimit"), "softMemoryLimit "+percent+"% of group "+quote(g.ID)+" is more than the cluster has", "write 100% or less"))
	}
	return all
}
