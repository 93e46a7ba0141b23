package source

import "iter"

// Kind says how a value came to be.
type Kind string

// The kinds of origin, with what each one's constructor is given.
const (
	KindDeclared Kind = "declared" // written by the user
	KindOverride Kind = "override" // written by the user for one environment, in place of what From says
	KindPreset   Kind = "preset"   // set by a named definition such as schema.#MySQL
	KindDefault  Kind = "default"  // nobody said anything; Rule names whose default it is
	KindComputed Kind = "computed" // Rule is the sum, From what went into it
	KindFixed    Kind = "fixed"    // weir's own layout
)

// Origin says where a value comes from: the winner first, in From what it was
// computed of or what it overrode. Origins are made in great numbers and
// shared between values and lines: nobody changes one after it was made.
type Origin struct {
	Kind  Kind
	Place Place  // zero for what no declaration says
	Rule  string // the sum or rule: "heap: 80 % of the container's memory"
	From  []*Origin
}

// Declared is the origin of what the user wrote at place.
func Declared(place Place) *Origin {
	return &Origin{Kind: KindDeclared, Place: place}
}

// Override is the origin of what the user wrote for one environment; over is
// what it took the place of.
func Override(place Place, over ...*Origin) *Origin {
	return &Origin{Kind: KindOverride, Place: place, From: over}
}

// Preset is the origin of what a named definition sets: rule is its template, place the declaration's field or, better, the
// declaration that chose it, from the fields that the template took.
func Preset(rule string, place Place, from ...*Origin) *Origin {
	return &Origin{Kind: KindPreset, Place: place, Rule: rule, From: from}
}

// Default is the origin of what nobody said: rule "Trino's default headroom is
// 30 % of the heap". Place is the schema's field, or zero.
func Default(rule string, place Place) *Origin {
	return &Origin{Kind: KindDefault, Place: place, Rule: rule}
}

// Computed is the origin of a sum: rule says which, from what went into it.
func Computed(rule string, from ...*Origin) *Origin {
	return &Origin{Kind: KindComputed, Rule: rule, From: from}
}

// Fixed is the origin of weir's own layout: rule "ECS: Trino listens on 8080".
func Fixed(rule string) *Origin {
	return &Origin{Kind: KindFixed, Rule: rule}
}

// String prints the winner on one line: "declared catalogs/orders.cue:
// catalogs.orders.host", "computed heap: 80 % of the container's memory".
func (o *Origin) String() string {
	if o == nil {
		return "unknown"
	}
	text := string(o.Kind)
	if o.Rule != "" {
		text += " " + o.Rule
	}
	if o.Place.IsZero() {
		return text
	}
	if o.Rule != "" {
		return text + " (" + o.Place.String() + ")"
	}
	return text + " " + o.Place.String()
}

// Cause is the place that a value comes from: what the user wrote, or of a preset the field that filled it.
func (o *Origin) Cause() Place {
	if o == nil {
		return Place{}
	}
	if o.Kind == KindDeclared || o.Kind == KindOverride {
		return o.Place
	}
	for _, from := range o.From {
		if place := from.Cause(); !place.IsZero() {
			return place
		}
	}
	return o.Place
}

// Name is the place where a value's name was written first: by the preset, or before an environment gave it another value.
func (o *Origin) Name() Place {
	switch {
	case o == nil:
		return Place{}
	case o.Kind == KindPreset:
		return o.Place
	case o.Kind == KindOverride && len(o.From) > 0 && o.From[0].Kind == KindDeclared:
		return o.From[0].Place
	}
	return o.Cause()
}

// All yields the origin and everything it rests on, each one once, the winner
// first and then depth first in the order of From.
func (o *Origin) All() iter.Seq[*Origin] {
	return func(yield func(*Origin) bool) {
		walk(o, map[*Origin]bool{}, yield)
	}
}

func walk(o *Origin, seen map[*Origin]bool, yield func(*Origin) bool) bool {
	if o == nil || seen[o] {
		return true
	}
	seen[o] = true
	if !yield(o) {
		return false
	}
	for _, from := range o.From {
		if !walk(from, seen, yield) {
			return false
		}
	}
	return true
}
