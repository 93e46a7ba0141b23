package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func hoursChangeSomething() Rule {
	return Rule{
		ID: "ECS025", Level: diag.Warning,
		Title:  "hours that change nothing",
		Why:    "Hours with the numbers that hold at all other times make actions that do nothing, and a reader looks for what they do.",
		Source: "weir",
		Bad:    `clusters: plain: schedule: {timezone: "UTC", hours: day: {from: "08:00", to: "20:00", min: 1}} // here`,
		Good:   `clusters: plain: schedule: {timezone: "UTC", hours: day: {from: "08:00", to: "20:00", min: 2}}`,
		Model:  onClusters(hoursDoSomething),
	}
}

func hoursDoSomething(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, h := range c.Workers.Hours {
		if int(h.Min.Value) == c.Workers.Min && int(h.Max.Value) == c.Workers.Max {
			all = append(all, found(field(c, "schedule", "hours", h.Name), h.Name+" has the "+workersOf(h.Min)+" to "+workersOf(h.Max)+" workers of all other hours", "write another min or max, or remove "+h.Name))
		}
	}
	return all
}
