package check

import (
	"regexp"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// hoursName is narrower than what AWS takes, so that a name is a part of a file's name too.
var hoursName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

func hoursHaveNames() Rule {
	return Rule{
		ID: "ECS027", Level: diag.Error,
		Title:  "hours whose name cannot be written",
		Why:    "The name is that of an action in Application Auto Scaling, which takes neither : nor / nor |, and of a file in out/.",
		Source: "Application Auto Scaling API, PutScheduledAction: ScheduledActionName",
		Bad:    `clusters: plain: schedule: {timezone: "UTC", hours: "9/17": {from: "09:00", to: "17:00", min: 2}} // here`,
		Good:   `clusters: plain: schedule: {timezone: "UTC", hours: office: {from: "09:00", to: "17:00", min: 2}}`,
		Firm:   true,
		Model:  onClusters(hoursAreNamed),
	}
}

func hoursAreNamed(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, h := range c.Workers.Hours {
		if !hoursName.MatchString(h.Name) {
			all = append(all, found(field(c, "schedule", "hours", h.Name), quote(h.Name)+" is no name for hours", "write lower case letters, digits and dashes, at most 60"))
		}
	}
	return all
}
