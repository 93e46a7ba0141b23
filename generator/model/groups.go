package model

import (
	"iter"

	"weir.local/generator/source"
	"weir.local/schema"
)

// ResourceGroups are the queues of a cluster's queries, worked out: what resource-groups.json says.
type ResourceGroups struct {
	Roots          []*ResourceGroup // sorted by name
	Selectors      []Selector       // in their order
	CPUQuotaPeriod Text             // "1h"; empty where no group has a CPU limit
}

// ResourceGroup is one group of the tree.
type ResourceGroup struct {
	Name      string                     // "reporting", "${USER}"
	ID        string                     // "global.reporting"
	Spec      schema.ResourceGroupFields // with the plan's defaults; its SubGroups are beneath
	Origins   map[string]*source.Origin  // of each field that is set, by its name: "maxQueued"
	Origin    *source.Origin             // of the group itself
	SubGroups []*ResourceGroup           // sorted by name
}

// Selector sends queries to a group.
type Selector struct {
	schema.ResourceSelector
	Origin *source.Origin // of the list's item
}

// All yields every group, each before those beneath it, with the group above it; nil for one at the top.
func (g *ResourceGroups) All() iter.Seq2[*ResourceGroup, *ResourceGroup] {
	return func(yield func(above, group *ResourceGroup) bool) {
		if g != nil {
			visit(nil, g.Roots, yield)
		}
	}
}

func visit(above *ResourceGroup, groups []*ResourceGroup, yield func(above, group *ResourceGroup) bool) bool {
	for _, g := range groups {
		if !yield(above, g) || !visit(g, g.SubGroups, yield) {
			return false
		}
	}
	return true
}

// SessionRule gives session properties to queries.
type SessionRule struct {
	schema.SessionRule
	Origin *source.Origin  // of the list's item
	Values map[string]Text // of each session property, as Trino reads it: "query_max_run_time"
}
