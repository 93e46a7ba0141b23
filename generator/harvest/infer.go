package harvest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"weir.local/generator/trino"
)

// maxSwitches is how many switches one condition may name.
const maxSwitches = 4

// infer works out when a binding is there: on the values of as few switches as
// explain every observation.
func (e *explorer) why(key string) string {
	var all []string
	for _, o := range e.seen {
		_, p := o.bound[key]
		all = append(all, fmt.Sprint(p, o.properties))
	}
	return strings.Join(all, "\n")
}
func (e *explorer) infer(key string, switches []string) (trino.Condition, bool) {
	for size := range maxSwitches + 1 {
		for chosen := range combinations(switches, size) {
			if table, ok := e.table(key, chosen); ok {
				return e.condition(table, chosen), true
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

// condition writes a table as clauses: rows that differ only in the last switch
// become one.
func (e *explorer) condition(table map[string]bool, chosen []string) trino.Condition {
	if len(chosen) == 0 {
		return nil
	}
	last := map[string][]string{}
	for row, present := range table {
		if present {
			values := strings.Split(row, between)
			head := strings.Join(values[:len(values)-1], between)
			last[head] = append(last[head], values[len(values)-1])
		}
	}
	var c trino.Condition
	for _, head := range slices.Sorted(maps.Keys(last)) {
		var clause trino.Clause
		values := strings.Split(head, between)
		for i, name := range chosen[:len(chosen)-1] {
			clause = append(clause, e.selector(name, []string{values[i]}))
		}
		c = append(c, append(clause, e.selector(chosen[len(chosen)-1], last[head])))
	}
	return c
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
		c, ok := e.infer(b.key(), switches)
		if !ok || len(c) == 0 || len(c[0]) < 2 {
			continue
		}
		var chosen []string
		for _, s := range c[0] {
			chosen = append(chosen, s.Property)
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
		return fmt.Errorf("%s %s: too many combinations of %s", e.kind, e.name, strings.Join(chosen, ", "))
	}
	for _, properties := range bases {
		if _, err := e.complete(properties); err != nil {
			return err
		}
	}
	return nil
}
