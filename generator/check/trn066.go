package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func listenerIsTold() Rule {
	return Rule{
		ID: "TRN066", Level: diag.Error,
		Title:  "an event listener that is told of nothing",
		Why:    "Trino starts with a Kafka listener none of whose events has a topic, and with an HTTP listener none of whose events is sent, and nobody ever hears from them.",
		Source: "measured on Trino 476: it starts with every publish-… false, and with no log-… true",
		Bad:    `clusters: adhoc: eventListeners: http: {url: "https://collector.internal/events", events: []} // here`,
		Good:   `clusters: adhoc: eventListeners: http: {url: "https://collector.internal/events", events: ["completed"]}`,
		Model:  onClusters(listenersAreTold),
	}
}

// tells are the listeners that send only what they are told to: how the properties that say it begin, and the field that writes them.
func tells() []struct{ name, prefix, remedy string } {
	return []struct{ name, prefix, remedy string }{
		{"kafka", "kafka-event-listener.publish-", `write topics: completed: "…", or topics of other events`},
		{"http", "http-event-listener.log-", `write events: ["completed"], or leave it out`},
	}
}

func listenersAreTold(_ *here, c *model.Cluster) diag.List {
	var all diag.List
	for _, f := range c.Coordinator.Files {
		name, _ := lineOf(f.Lines, "event-listener.name")
		for _, t := range tells() {
			if name.Value == t.name && !tellsSome(f.Lines, t.prefix) {
				all = append(all, found(field(c, "eventListeners", t.name), "the event listener "+t.name+" is told of no event", t.remedy))
			}
		}
	}
	return all
}

// tellsSome says whether one of the events whose property begins so is sent, or may be.
func tellsSome(lines []model.Line, prefix string) bool {
	for _, line := range lines {
		if strings.HasPrefix(line.Key, prefix) && !strings.EqualFold(strings.TrimSpace(line.Value), "false") {
			return true
		}
	}
	return false
}
