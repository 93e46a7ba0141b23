package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func listenerHoldsUpStart() Rule {
	return Rule{
		ID: "TRN032", Level: diag.Warning,
		Title: "an event listener that Trino does not start without",
		Why: "The coordinator connects to the database of the MySQL listener, and to the brokers of the Kafka listener, when it starts, and ends when it cannot: " +
			"while they are away, one that is replaced does not come back, and nobody can query. The Kafka listener can be told to go on without; the MySQL listener cannot.",
		Source: "measured on Trino 476: the server refuses to start; trino#26252",
		Bad: `clusters: adhoc: eventListeners: kafka: { // here
	brokers: ["kafka.internal:9092"]
	topics: completed: "trino"
}`,
		Good: `clusters: adhoc: eventListeners: kafka: {
	brokers: ["kafka.internal:9092"]
	topics: completed: "trino"
	properties: "kafka-event-listener.terminate-on-initialization-failure": false
}`,
		Model: onClusters(listenersMayBeAway),
	}
}

func listenersMayBeAway(_ *here, c *model.Cluster) diag.List {
	listeners := c.Spec.EventListeners
	var all diag.List
	if listeners != nil && listeners.Mysql != nil {
		all = append(all, found(field(c, "eventListeners", "mysql"), "a coordinator does not start while the database of event listener mysql is away",
			`write http or openlineage in its place, which Trino starts without; or, where queries may wait for the database, waive: TRN032: "…" with that reason`))
	}
	if listeners == nil || listeners.Kafka == nil {
		return all
	}
	const end = "kafka-event-listener.terminate-on-initialization-failure"
	for _, f := range c.Coordinator.Files {
		if line, ok := lineOf(f.Lines, end); ok && strings.EqualFold(line.Value, "false") {
			return all
		}
	}
	return append(all, found(field(c, "eventListeners", "kafka"), "a coordinator does not start while the brokers of event listener kafka are away", `write properties: "`+end+`": false in it`))
}
