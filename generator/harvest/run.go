package harvest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"weir.local/generator/distribution"
	"weir.local/generator/trino"
)

// Options say what to harvest, and with what.
type Options struct {
	Distribution distribution.Distribution
	JDK          distribution.JDK
	Version      int                   // what the data is of, where the jars say another; 0: what they say
	Progress     func(done, total int) // told of files as they are done; may be nil
	Note         func(text string)     // told what could not be learnt, a line each; may be nil
}

// machines are the sizes of the two Java machines that share the work. What
// differs between them is computed. The rest is what some connectors ask for.
var machines = [][]string{
	{"-XX:ActiveProcessorCount=4", "-Xmx1200m", "--add-opens=java.base/java.nio=ALL-UNNAMED"},
	{"-XX:ActiveProcessorCount=7", "-Xmx1700m", "--add-opens=java.base/java.nio=ALL-UNNAMED"},
}

// Data harvests a distribution into what trino.Encode writes. It takes a
// minute or two on two cores.
func Data(ctx context.Context, o Options) (trino.Data, error) {
	o.Version = cmp.Or(o.Version, o.Distribution.Version)
	h := &harvester{options: o, first: map[string]question{}, dull: dull{where: map[string]string{}}}
	for _, flags := range machines {
		talk, err := start(ctx, o, flags...)
		if err != nil {
			return trino.Data{}, err
		}
		defer talk.close()
		h.talks = append(h.talks, talk)
	}
	for _, work := range []func(*conversation) error{h.files, h.meet, h.compare} {
		if err := h.each(work); err != nil {
			return trino.Data{}, cmp.Or(ctx.Err(), err)
		}
	}
	h.noteUnreached()
	return h.data()
}

type harvester struct {
	talks []*conversation

	options Options

	mu     sync.Mutex
	taken  int // of the list of files
	found  []trino.FileData
	dull   dull
	first  map[string]question // for each class a question that shows it
	doubts []doubt
}

// note tells what could not be learnt, in a line.
func (h *harvester) note(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.options.Note != nil {
		line, _, _ := strings.Cut(fmt.Sprintf(format, args...), "\n")
		h.options.Note(line)
	}
}

// done tells how many files are done.
func (h *harvester) done(total int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.options.Progress != nil {
		h.options.Progress(len(h.found), total)
	}
}

// each lets every machine work, and answers the first error.
func (h *harvester) each(work func(*conversation) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(h.talks))
	for i, talk := range h.talks {
		wg.Go(func() { errs[i] = work(talk) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// files explores one file after another until none is left; the server first.
func (h *harvester) files(talk *conversation) error {
	list := []trino.FileData{{Kind: "server"}}
	for _, p := range talk.opening.Plugins {
		for _, kind := range slices.Sorted(maps.Keys(p.Factories)) {
			for _, name := range p.Factories[kind] {
				list = append(list, trino.FileData{Kind: kind, Name: name, Plugin: p.Name})
			}
		}
	}
	for {
		h.mu.Lock()
		i := h.taken
		h.taken++
		h.mu.Unlock()
		if i >= len(list) {
			return nil
		}
		if err := h.file(talk, list[i]); err != nil {
			return err
		}
		h.done(len(list))
	}
}

func (h *harvester) file(talk *conversation, f trino.FileData) error {
	e := &explorer{talk: talk, kind: f.Kind, name: f.Name, asked: map[string]observation{}, effective: map[string]bool{}, dull: &h.dull, note: h.note}
	from := bases(f.Kind, f.Name)
	e.differing(from)
	for _, base := range from {
		if err := e.explore(base, nil, 0); err != nil {
			return err
		}
	}
	if len(e.seen) == 0 {
		e.settle()
	}
	switches := slices.Sorted(maps.Keys(e.effective))
	if err := e.fillTables(switches); err != nil {
		return err
	}
	for _, b := range e.bindings() {
		when, ok := e.infer(b.key(), switches)
		if !ok {
			h.note("when %s %s reads %s", f.Kind, f.Name, b.key())
		}
		f.Bindings = append(f.Bindings, byRole(trino.Binding{Class: b.Class, Prefix: b.Prefix, When: when, Defaults: b.Defaults}))
	}
	if f.Kind == "connector" {
		f.Session = e.session()
	}
	h.keep(e, f)
	return nil
}

// keep remembers a file, and for each class a question that shows it.
func (h *harvester) keep(e *explorer, f trino.FileData) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.found = append(h.found, f)
	h.doubts = append(h.doubts, e.doubts(f)...)
	for _, o := range e.seen {
		for _, b := range o.bound {
			if _, ok := h.first[b.Class]; !ok {
				h.first[b.Class] = question{Kind: e.kind, Name: e.name, Properties: o.properties}
			}
		}
	}
}

// meet shows a machine the classes that only the other has met.
func (h *harvester) meet(talk *conversation) error {
	for _, class := range slices.Sorted(maps.Keys(h.first)) {
		if _, ok := talk.classes[class]; ok {
			continue
		}
		q := h.first[class]
		q.Properties = talk.withFiles(q.Properties)
		if _, err := talk.ask(q); err != nil {
			return err
		}
	}
	return nil
}

// noteUnreached names the classes of Trino's own that no question bound: switches
// that nobody turned, or code that is not used.
func (h *harvester) noteUnreached() {
	unreached := map[string]bool{}
	for _, p := range h.talks[0].opening.Plugins {
		for _, class := range p.Declared {
			if _, ok := h.first[class]; !ok {
				unreached[class] = true
			}
		}
	}
	if len(unreached) > 0 {
		h.note("no file was seen to read %s", strings.Join(slices.Sorted(maps.Keys(unreached)), ", "))
	}
}

func (h *harvester) data() (trino.Data, error) {
	opening := h.talks[0].opening
	d := trino.Data{Version: h.options.Version, Classes: map[string]trino.Class{}, Files: h.found}
	for class := range h.first {
		d.Classes[class] = h.talks[0].classes[class].class(h.talks[1].classes[class])
	}
	for _, s := range opening.SessionProperties {
		d.Session = append(d.Session, trino.SessionProperty(s))
	}
	slices.SortFunc(d.Files, func(a, b trino.FileData) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	if !slices.ContainsFunc(d.Files, func(f trino.FileData) bool { return f.Kind == "server" && len(f.Bindings) > 0 }) {
		return d, errors.New("the server read none of its configuration")
	}
	return d, nil
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
