package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func hoursAgree() Rule {
	return Rule{
		ID: "ECS024", Level: diag.Error,
		Title:  "hours whose numbers of workers contradict each other",
		Why:    "Application Auto Scaling refuses a smallest number above the largest. What hours leave out is as in workers.",
		Source: "Application Auto Scaling API, ScalableTargetAction",
		Bad:    `clusters: plain: schedule: {timezone: "UTC", hours: day: {from: "08:00", to: "20:00", min: 4}} // here`,
		Good:   `clusters: plain: schedule: {timezone: "UTC", hours: day: {from: "08:00", to: "20:00", min: 4, max: 6}}`,
		Firm:   true,
		Model:  onClusters(hoursCountsAgree),
	}
}

func hoursCountsAgree(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, h := range c.Workers.Hours {
		if h.Min.Value <= h.Max.Value || c.Workers.Min > c.Workers.Max {
			continue
		}
		all = append(all, found(field(c, "schedule", "hours", h.Name), "min "+workersOf(h.Min)+" is more than max "+workersOf(h.Max)+" in "+h.Name, "write both in "+h.Name))
	}
	return all
}

func workersOf(n model.Number) string { return itoa(int(n.Value)) }
