package harvest

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"weir.local/generator/trino"
)

// An observation is one question that was answered.
type observation struct {
	properties map[string]string
	bound      map[string]boundClass
	selectors  []boundClass
	partial    bool
	errors     []string
}

// dull remembers what was turned to no effect, and in which file: such a
// property is no switch in the next file either.
type dull struct {
	mu    sync.Mutex
	where map[string]string
}

func (d *dull) add(file, setting string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.where[setting]; !ok {
		d.where[setting] = file
	}
}

func (d *dull) has(file, setting string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	first, ok := d.where[setting]
	return ok && first != file
}

// An explorer turns the switches of one file.
type explorer struct {
	talk       *conversation
	kind, name string
	seen       []observation
	asked      map[string]observation
	effective  map[string]bool // the switches that changed what is bound
	dull       *dull
	note       func(format string, args ...any)
}

// maxDepth is how many switches may lie below each other:
// iceberg.catalog.type, iceberg.rest-catalog.security and one more.
const maxDepth = 4

func (e *explorer) observe(properties map[string]string) (observation, error) {
	key := fmt.Sprint(properties)
	if o, ok := e.asked[key]; ok {
		return o, nil
	}
	a, err := e.talk.ask(question{Kind: e.kind, Name: e.name, Properties: e.talk.withFiles(properties)})
	if err != nil {
		return observation{}, err
	}
	if a.Fatal != "" {
		return observation{}, fmt.Errorf("asking about %s %s: %s", e.kind, e.name, a.Fatal)
	}
	o := observation{properties: properties, bound: map[string]boundClass{}, selectors: a.Selectors, partial: a.Partial || len(a.Errors) > 0 && len(a.Bindings) == 0, errors: a.Errors}
	for _, b := range append(a.Bindings, a.Selectors...) {
		if _, ok := o.bound[b.key()]; !ok {
			o.bound[b.key()] = b
		}
	}
	e.asked[key] = o
	if !o.partial {
		e.seen = append(e.seen, o)
	}
	return o, nil
}

var missing = regexp.MustCompile(`Invalid configuration property ([\w.-]+): (?:must not be|size must be|At least one)`)

// complete observes, and gives what the server says is missing until it says
// all that it binds.
func (e *explorer) complete(properties map[string]string) (observation, error) {
	for range 4 {
		o, err := e.observe(properties)
		if err != nil || !o.partial {
			return o, err
		}
		more := maps.Clone(properties)
		complaints := strings.Join(o.errors, "\n")
		for _, m := range missing.FindAllStringSubmatch(complaints, -1) {
			more[m[1]] = e.fill(m[1])
		}
		for _, r := range remedies {
			if strings.Contains(complaints, r.complaint) {
				maps.Copy(more, r.properties)
			}
		}
		if maps.Equal(more, properties) {
			return o, nil
		}
		properties = more
	}
	return e.observe(properties)
}

// settle takes what was bound before each configuration was refused, when none
// was accepted.
func (e *explorer) settle() {
	for _, key := range slices.Sorted(maps.Keys(e.asked)) {
		e.seen = append(e.seen, e.asked[key])
	}
}

// differing marks what differs between the configurations that were started
// from: a switch, if it changed what is bound.
func (e *explorer) differing(bases []map[string]string) {
	for _, base := range bases[1:] {
		for name, v := range base {
			if v != bases[0][name] {
				e.effective[name] = true
			}
		}
	}
}

// fill answers a value for a required property.
func (e *explorer) fill(property string) string {
	for _, s := range samples {
		if s.property == property {
			return s.values[0]
		}
	}
	p, _ := e.property(property)
	switch {
	case len(p.Enum) > 0:
		return p.Enum[0]
	case p.Type == "URI":
		return "http://localhost:1/"
	case p.Type == "boolean":
		return "true"
	case strings.Contains(p.Type, "File"), strings.Contains(p.Type, "Path"):
		return existing
	}
	return "weir"
}

// property finds the raw facts of a property by its name without prefix.
func (e *explorer) property(name string) (rawProperty, bool) {
	for _, c := range e.talk.classes {
		for _, p := range c.Properties {
			if p.Name == name {
				return p, true
			}
		}
	}
	return rawProperty{}, false
}

// explore turns every switch that base reveals and turned does not hold yet.
func (e *explorer) explore(base map[string]string, turned []string, depth int) error {
	o, err := e.complete(base)
	if err != nil || depth == maxDepth {
		return err
	}
	if o.partial {
		e.note("some properties of %s %s: %s", e.kind, e.name, strings.Join(o.errors, "; "))
	}
	var below []map[string]string
	for name, values := range e.switches(o, turned) {
		turned = append(turned, name)
		for _, v := range values {
			if e.dull.has(e.kind+e.name, name+"="+v) {
				continue
			}
			next := maps.Clone(o.properties)
			next[name] = v
			child, err := e.complete(next)
			if err != nil {
				return err
			}
			if child.partial {
				continue
			}
			if !maps.EqualFunc(child.bound, o.bound, func(a, b boundClass) bool { return true }) {
				e.effective[name] = true
				below = append(below, next)
			} else {
				e.dull.add(e.kind+e.name, name+"="+v)
			}
		}
	}
	for _, next := range below {
		if err := e.explore(next, turned, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// session makes the thing for once, and answers its session properties; nil
// when it cannot be made without what it connects to.
func (e *explorer) session() []trino.SessionProperty {
	properties := e.seen[0].properties
	for _, p := range making {
		if p.kind == e.kind && p.name == e.name {
			properties = p.properties
		}
	}
	a, err := e.talk.ask(question{Kind: e.kind, Name: e.name, Properties: e.talk.withFiles(properties), Create: true})
	if err != nil || len(a.Errors) > 0 {
		e.note("session properties of %s %s: %s", e.kind, e.name, cmp.Or(strings.Join(a.Errors, "; "), fmt.Sprint(err)))
		return nil
	}
	all := []trino.SessionProperty{}
	for _, s := range a.SessionProperties {
		all = append(all, trino.SessionProperty(s))
	}
	return all
}

// switches lists what can be turned: the properties of the classes that are
// read first, with the values to try.
func (e *explorer) switches(o observation, turned []string) iter.Seq2[string, []string] {
	found := map[string][]string{}
	for _, s := range o.selectors {
		for _, p := range e.talk.classes[s.Class].Properties {
			name := p.Name
			if s.Prefix != "" {
				name = s.Prefix + "." + name
			}
			if p.Name == "" || slices.Contains(turned, name) || strings.HasSuffix(s.Class, ".BootstrapConfig") {
				continue
			}
			if values := p.trials(o.properties[name]); len(values) > 0 {
				found[name] = values
			}
		}
	}
	return func(yield func(string, []string) bool) {
		for _, name := range slices.Sorted(maps.Keys(found)) {
			if !yield(name, found[name]) {
				return
			}
		}
	}
}

// trials lists the values to try for a switch that is now at current.
func (r rawProperty) trials(current string) []string {
	for _, s := range samples {
		if s.property == r.Name {
			return slices.DeleteFunc(slices.Clone(s.values), func(v string) bool { return v == current })
		}
	}
	var all []string
	switch {
	case len(r.Enum) > 0:
		all = slices.Clone(r.values())
	case r.Type == "boolean" || r.Type == "Boolean":
		all = []string{"true", "false"}
	case r.typeName() == "String" || strings.HasSuffix(r.Type, "<String>"):
		all = []string{"weir"}
	case r.Type == "URI" || r.Type == "Optional<URI>":
		all = []string{"http://localhost:1/"}
	case strings.Contains(r.Type, "File") || r.Type == "Path":
		all = []string{existing}
	}
	if current == "" && r.Default != nil {
		current = *r.Default
	}
	return slices.DeleteFunc(all, func(v string) bool { return strings.EqualFold(v, current) })
}

// values lists one text for each constant of an enum.
func (r rawProperty) values() []string {
	if len(r.Taken) == 0 {
		return r.Enum
	}
	texts := map[string]string{}
	for _, text := range slices.Sorted(maps.Keys(r.Taken)) {
		texts[r.Taken[text]] = text
	}
	return slices.Sorted(maps.Values(texts))
}

func keys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// bindings lists every class that was ever seen bound, sorted.
func (e *explorer) bindings() []boundClass {
	all := map[string]boundClass{}
	for _, o := range e.seen {
		for key, b := range o.bound {
			if old, ok := all[key]; !ok || len(old.Defaults) == 0 {
				all[key] = b
			}
		}
	}
	names := slices.Collect(maps.Keys(all))
	sort.Strings(names)
	var list []boundClass
	for _, n := range names {
		list = append(list, all[n])
	}
	return list
}
