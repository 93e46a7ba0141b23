package check

import (
	"slices"
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/nearest"
)

func timeZoneIsKnown() Rule {
	return Rule{
		ID: "ECS026", Level: diag.Error,
		Title:  "a time zone that Application Auto Scaling does not know",
		Why:    "Hours are of a place, whose clock changes twice a year. An abbreviation such as KST, or a name that is not the IANA's, is refused when the schedule is made.",
		Source: "Application Auto Scaling API, PutScheduledAction: Timezone is a canonical name of the IANA time zones",
		Bad:    `clusters: plain: schedule: {timezone: "Asia/Soul", hours: day: {from: "08:00", to: "20:00", min: 2}} // here`,
		Good:   `clusters: plain: schedule: {timezone: "Asia/Seoul", hours: day: {from: "08:00", to: "20:00", min: 2}}`,
		Model:  onClusters(zoneIsKnown),
	}
}

func zoneIsKnown(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil || c.ECS.Schedule == nil || slices.Contains(aws.TimeZones(), c.ECS.Schedule.Timezone) {
		return nil
	}
	zone := c.ECS.Schedule.Timezone
	remedy := `write the IANA's name of a place with the same clock: "Asia/Seoul"`
	if near := nearest.Names(zone, aws.TimeZones(), 2); len(near) > 0 {
		remedy = "write " + strings.Join(near, " or ")
	}
	return one(field(c, "schedule", "timezone"), "no time zone is called "+quote(zone), remedy)
}
