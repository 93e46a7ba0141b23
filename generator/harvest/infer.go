package harvest

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/trino"
)

// maxSwitches is how many switches one condition may name.
const maxSwitches = 5

// infer works out when a binding is there: on the values of as few switches as
// explain every observation.
func (e *explorer) infer(key string, switches []string) (trino.Condition, bool) {
	chosen, ok := e.dependsOn(key, switches)
	if !ok {
		return nil, false
	}
	table, _ := e.table(key, chosen)
	return e.condition(table, chosen), true
}

// dependsOn finds the fewest switches that explain when a binding is there.
func (e *explorer) dependsOn(key string, switches []string) ([]string, bool) {
	for size := range min(maxSwitches, len(switches)) + 1 {
		for chosen := range combinations(switches, size) {
			if _, ok := e.table(key, chosen); ok {
				return chosen, true
			}
		}
	}
	return nil, false
}

// combinations yields every choice of size names, in order.
func combinations(names []string, size int) func(func([]string) bool) {
	return func(yield func([]string) bool) { choose(names, size, nil, yield) }
}

func choose(names []string, size int, chosen []string, yield func([]string) bool) bool {
	if size == 0 {
		return yield(chosen)
	}
	for i, n := range names {
		if !choose(names[i+1:], size-1, append(slices.Clone(chosen), n), yield) {
			return false
		}
	}
	return true
}

// table maps the values of the chosen switches to presence; not ok when the
// same values went with both.
func (e *explorer) table(key string, chosen []string) (map[string]bool, bool) {
	table := map[string]bool{}
	for _, o := range e.seen {
		row := e.row(o.properties, chosen)
		_, present := o.bound[key]
		if before, ok := table[row]; ok && before != present {
			return nil, false
		}
		table[row] = present
	}
	return table, true
}

const between = "\x00"

func (e *explorer) row(properties map[string]string, chosen []string) string {
	values := make([]string, len(chosen))
	for i, name := range chosen {
		values[i] = e.value(properties, name)
	}
	return strings.Join(values, between)
}

// value is the constant that a switch stands at: its default when it is not
// set, "*" for any text, "" for none.
func (e *explorer) value(properties map[string]string, name string) string {
	p, _ := e.switchProperty(name)
	v, set := properties[name]
	if d, ok := e.boundDefault(name); ok && !set {
		v = d
	} else if !set && p.Default != nil {
		v = *p.Default
	}
	if len(p.Enum) > 0 {
		if constant, ok := p.property().MatchEnum(v); ok {
			return constant
		}
	}
	if scheme, _, ok := strings.Cut(v, "://"); ok {
		return scheme + "://*"
	}
	isSample := slices.ContainsFunc(samples, func(s sample) bool { return s.property == p.Name })
	if v != "" && len(p.Enum) == 0 && !strings.EqualFold(p.Type, "boolean") && !isSample {
		return "*"
	}
	return v
}

// boundDefault is a default that the file itself gives to a switch.
func (e *explorer) boundDefault(name string) (string, bool) {
	for _, b := range e.seen[0].bound {
		if d, ok := b.Defaults[strings.TrimPrefix(name, b.Prefix+".")]; ok {
			return d, true
		}
	}
	return "", false
}

// switchProperty finds a switch among the classes that were read first.
func (e *explorer) switchProperty(name string) (rawProperty, bool) {
	for _, o := range e.seen {
		for _, s := range o.selectors {
			bare := strings.TrimPrefix(name, s.Prefix+".")
			for _, p := range e.talk.classes[s.Class].Properties {
				if p.Name != "" && p.Name == bare {
					return p, true
				}
			}
		}
	}
	return rawProperty{}, false
}

// condition writes a table as few wide clauses: each starts from a row where
// the class is there, and lets go of every switch, and then of every value,
// that no row without the class speaks against.
func (e *explorer) condition(table map[string]bool, chosen []string) trino.Condition {
	if len(chosen) == 0 {
		return nil
	}
	var with, without [][]string
	for _, row := range slices.Sorted(maps.Keys(table)) {
		values := strings.Split(row, between)
		if table[row] {
			with = append(with, values)
		} else {
			without = append(without, values)
		}
	}
	var c trino.Condition
	for len(with) > 0 {
		w := wide(with[0], with, without)
		with = slices.DeleteFunc(with, w.covers)
		c = append(c, e.clause(w, chosen))
	}
	return c
}

// wideClause holds for each switch the values that it may have; nil for any.
type wideClause [][]string

func (w wideClause) covers(row []string) bool {
	for i, values := range w {
		if values != nil && !slices.Contains(values, row[i]) {
			return false
		}
	}
	return true
}

func wide(row []string, with, without [][]string) wideClause {
	w := make(wideClause, len(row))
	for i, v := range row {
		w[i] = []string{v}
	}
	for i := range w {
		narrow := w[i]
		if w[i] = nil; slices.ContainsFunc(without, w.covers) {
			w[i] = narrow
		}
	}
	for i := range w {
		for _, other := range with {
			if w[i] == nil || slices.Contains(w[i], other[i]) {
				continue
			}
			narrow := w[i]
			if w[i] = append(slices.Clone(narrow), other[i]); slices.ContainsFunc(without, w.covers) {
				w[i] = narrow
			}
		}
	}
	return w
}

func (e *explorer) clause(w wideClause, chosen []string) trino.Clause {
	var clause trino.Clause
	for i, values := range w {
		if values != nil {
			clause = append(clause, e.selector(chosen[i], values))
		}
	}
	return clause
}

func (e *explorer) selector(name string, values []string) trino.Selector {
	s := trino.Selector{Property: name, Default: e.value(nil, name)}
	slices.Sort(values)
	if !slices.Equal(values, []string{"*"}) {
		s.Values = values
	}
	return s
}

// fillTables asks for the combinations of switches that a condition needs and
// nobody has seen yet.
func (e *explorer) fillTables(switches []string) error {
	for _, b := range e.bindings() {
		chosen, ok := e.dependsOn(b.key(), switches)
		if e.kind == "server" && len(chosen) > 0 && !slices.Contains(chosen, "coordinator") {
			chosen = append(chosen, "coordinator") // a worker may read less of it
		}
		if !ok || len(chosen) < 2 {
			continue
		}
		if err := e.cross(chosen); err != nil {
			return err
		}
	}
	return nil
}

// cross asks for every combination of the values seen of the chosen switches.
func (e *explorer) cross(chosen []string) error {
	bases := []map[string]string{e.seen[0].properties}
	for _, name := range chosen {
		values := map[string]bool{}
		for _, o := range e.seen {
			if v, ok := o.properties[name]; ok {
				values[v] = true
			}
		}
		for _, base := range slices.Clone(bases) {
			for _, v := range slices.Sorted(maps.Keys(values)) {
				next := maps.Clone(base)
				next[name] = v
				bases = append(bases, next)
			}
		}
	}
	if len(bases) > 200 {
		return nil // what was seen has to do
	}
	for _, properties := range bases {
		if _, err := e.complete(properties); err != nil {
			return err
		}
	}
	return nil
}
