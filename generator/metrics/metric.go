package metrics

import "strings"

// Source is who spells a metric's name.
type Source string

// The sources.
const (
	// Native is Trino's own endpoint, /metrics on every node's HTTP port: typed, with the key names of a bean in the
	// name. It wants a user, with no password over plain HTTP.
	Native Source = "native"
	// Agent is the JMX exporter, as a Java agent or beside the server, with a rule that takes every bean: no types, the
	// first key's value in the name, the other keys as labels. It wants no user.
	Agent Source = "agent"
)

// A Metric is one metric as a source spells it:
// {"trino_memory_type_MemoryPool_name_general_FreeBytes", Gauge, true, nil}.
type Metric struct {
	Name   string
	Type   Type
	Worker bool     // workers export it too; the coordinator exports all
	Labels []string // {"quantile"}, {"name"}
}

// Type is what kind of numbers a metric has.
type Type string

// The types.
const (
	Gauge   Type = "gauge"
	Counter Type = "counter" // only grows, until the server starts again; Trino's have no _total
	Summary Type = "summary" // quantiles, and _sum and _count beside them
	Untyped Type = "untyped" // all that an agent exports
)

// A Selector picks the series of one thing: {"trino_memory_MemoryPool_FreeBytes", "name", "general"}.
type Selector struct {
	Name  string // "trino_execution_name_QueryManager_QueuedQueries"
	Label string // that a bean's other key became; empty when the name says all
	Value string
}

// String is the selector as PromQL has it: `trino_memory_MemoryPool_FreeBytes{name="general"}`.
func (s Selector) String() string { return s.With() }

// With is the selector with more matchers: With(`cluster="etl"`).
func (s Selector) With(matchers ...string) string {
	if s.Label != "" {
		matchers = append([]string{s.Label + `="` + s.Value + `"`}, matchers...)
	}
	if len(matchers) == 0 {
		return s.Name
	}
	return s.Name + "{" + strings.Join(matchers, ",") + "}"
}
