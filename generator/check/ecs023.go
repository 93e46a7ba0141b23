package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func hoursFollowEachOther() Rule {
	return Rule{
		ID: "ECS023", Level: diag.Error,
		Title: "hours at the same time",
		Why: "Hours begin and end by actions of the clock, and an action knows nothing of another: the hours that begin last win, and when either end the " +
			"numbers of workers hold although the others still run.",
		Source: "Application Auto Scaling, Scheduled scaling: a scheduled action sets the numbers at its time",
		Bad: `clusters: plain: schedule: {timezone: "UTC", hours: {
	day: {from: "08:00", to: "20:00", max: 4}
	evening: {days: "FRI-MON", from: "19:00", to: "23:00", max: 3} // here
}}`,
		Good: `clusters: plain: schedule: {timezone: "UTC", hours: {
	day: {from: "08:00", to: "20:00", max: 4}
	evening: {days: "FRI-MON", from: "20:00", to: "23:00", max: 3}
}}`,
		Model: onClusters(hoursDoNotMeet),
	}
}

func hoursDoNotMeet(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for i, later := range c.Workers.Hours {
		for _, earlier := range c.Workers.Hours[:i] {
			if hoursMeet(earlier, later) {
				all = append(all, found(field(c, "schedule", "hours", later.Name), later.Name+" is at the same time as "+earlier.Name, "end one where the other begins, or choose other days"))
				break
			}
		}
	}
	return all
}

func hoursMeet(a, b model.Hours) bool {
	for _, s := range a.Spans() {
		for _, other := range b.Spans() {
			if s.Meets(other) {
				return true
			}
		}
	}
	return false
}
