package harvest

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"weir.local/generator/trino"
)

// Options say what to harvest, and with what.
type Options struct {
	Dist     string    // "trino-server-476", an unpacked distribution
	Java     string    // "java" if empty; 24 or newer for 476
	Progress io.Writer // one line a file, or nil
}

// Run harvests a distribution. It takes about a minute on two cores.
func Run(ctx context.Context, o Options) (trino.Data, error) {
	o.Java = cmp.Or(o.Java, "java")
	if o.Progress == nil {
		o.Progress = io.Discard
	}
	talk, err := start(ctx, o, "-XX:ActiveProcessorCount=4", "-Xmx1200m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
	if err != nil {
		return trino.Data{}, err
	}
	defer talk.close()
	h := &harvester{talk: talk, progress: o.Progress, first: map[string]question{}}
	if err := h.files(); err != nil {
		return trino.Data{}, err
	}
	other, err := h.elsewhere(ctx, o)
	if err != nil {
		return trino.Data{}, err
	}
	return h.data(other), nil
}

type harvester struct {
	talk     *conversation
	progress io.Writer
	found    []trino.FileData
	first    map[string]question // for each class a question that shows it
}

func (h *harvester) say(format string, args ...any) {
	fmt.Fprintf(h.progress, time.Now().Format("04:05 ")+format+"\n", args...)
}

// files explores the server, then every factory of every plugin.
func (h *harvester) files() error {
	if err := h.file("server", "", ""); err != nil {
		return err
	}
	for _, p := range h.talk.opening.Plugins {
		for _, kind := range slices.Sorted(maps.Keys(p.Factories)) {
			for _, name := range p.Factories[kind] {
				if err := h.file(kind, name, p.Name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (h *harvester) file(kind, name, plugin string) error {
	e := &explorer{talk: h.talk, kind: kind, name: name, asked: map[string]observation{}, effective: map[string]bool{}, report: h.say}
	for _, base := range bases(kind, name) {
		if err := e.explore(base, nil, 0); err != nil {
			return err
		}
	}
	if len(e.seen) == 0 {
		h.say("%s %s: no configuration was accepted", kind, name)
		return nil
	}
	switches := slices.Sorted(maps.Keys(e.effective))
	if err := e.fillTables(switches); err != nil {
		return err
	}
	f := trino.FileData{Kind: kind, Name: name, Plugin: plugin}
	for _, b := range e.bindings() {
		when, ok := e.infer(b.key(), switches)
		if !ok {
			h.say("%s %s: no condition explains %s: %s", kind, name, b.key(), e.why(b.key()))
		}
		binding := trino.Binding{Class: b.Class, Prefix: b.Prefix, When: when, Defaults: b.Defaults}
		f.Bindings = append(f.Bindings, byRole(binding))
	}
	h.remember(e)
	h.found = append(h.found, f)
	h.say("%s %s: %d classes, %d questions, switches %v", kind, name, len(f.Bindings), len(e.asked), switches)
	return nil
}

// bases lists the configurations to start from.
func bases(kind, name string) []map[string]string {
	var all []map[string]string
	for _, p := range probes {
		if p.kind == kind && p.name == name {
			all = append(all, p.properties)
		}
	}
	if all == nil {
		all = []map[string]string{{}}
	}
	return all
}

// byRole turns a condition on the property coordinator into a role.
func byRole(b trino.Binding) trino.Binding {
	only := len(b.When) > 0
	for _, clause := range b.When {
		only = only && slices.ContainsFunc(clause, isCoordinator)
	}
	if !only {
		return b
	}
	b.Role = trino.CoordinatorOnly
	var when trino.Condition
	for _, clause := range b.When {
		rest := slices.DeleteFunc(slices.Clone(clause), isCoordinator)
		if len(rest) == 0 {
			b.When = nil
			return b
		}
		when = append(when, rest)
	}
	b.When = when
	return b
}

func isCoordinator(s trino.Selector) bool {
	return s.Property == "coordinator" && slices.Equal(s.Values, []string{"true"})
}

func (h *harvester) remember(e *explorer) {
	for _, o := range e.seen {
		for _, b := range o.bound {
			if _, ok := h.first[b.Class]; !ok {
				h.first[b.Class] = question{Kind: e.kind, Name: e.name, Properties: o.properties}
			}
		}
	}
}

// elsewhere meets every class again on a machine of another size.
func (h *harvester) elsewhere(ctx context.Context, o Options) (map[string]rawClass, error) {
	talk, err := start(ctx, o, "-XX:ActiveProcessorCount=7", "-Xmx1700m")
	if err != nil {
		return nil, err
	}
	defer talk.close()
	asked := map[string]bool{}
	for _, class := range slices.Sorted(maps.Keys(h.first)) {
		q := h.first[class]
		if key := fmt.Sprint(q); !asked[key] && talk.classes[class].Properties == nil {
			asked[key] = true
			if _, err := talk.ask(q); err != nil {
				return nil, err
			}
		}
	}
	h.say("another machine: %d questions", len(asked))
	return talk.classes, nil
}

func (h *harvester) data(other map[string]rawClass) trino.Data {
	d := trino.Data{Version: h.talk.opening.Version, Classes: map[string]trino.Class{}, Files: h.found}
	for name, c := range h.talk.classes {
		if _, ok := h.first[name]; ok {
			d.Classes[name] = c.class(other[name])
		}
	}
	for _, s := range h.talk.opening.SessionProperties {
		d.Session = append(d.Session, trino.SessionProperty(s))
	}
	slices.SortFunc(d.Files, func(a, b trino.FileData) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return d
}
