package aws

import (
	_ "embed"
	"strings"
)

//go:embed timezones.txt
var timeZones string

// TimeZones are the names of time zones that Application Auto Scaling takes for a schedule, sorted: "Asia/Seoul". It asks for canonical
// names of the IANA's that Joda-Time supports (Application Auto Scaling API, PutScheduledAction: Timezone).
func TimeZones() []string {
	var names []string
	for line := range strings.Lines(timeZones) {
		if name := strings.TrimSpace(line); !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	return names
}
