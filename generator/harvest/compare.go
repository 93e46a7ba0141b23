package harvest

import "weir.local/generator/trino"

// A doubt is a question in whose answer a file gave classes defaults of its own: one machine alone cannot tell which of them it
// worked out from its size.
type doubt struct {
	by       *conversation
	question question
	bindings []trino.Binding
}

// doubts are as few of a file's questions as show every class with defaults of its own.
func (e *explorer) doubts(f trino.FileData) []doubt {
	var all []doubt
	shown := map[string]bool{}
	for _, o := range e.seen {
		more := false
		for key, b := range o.bound {
			more = more || len(b.Defaults) > 0 && !shown[key]
			shown[key] = shown[key] || len(b.Defaults) > 0
		}
		if more {
			all = append(all, doubt{e.talk, question{Kind: e.kind, Name: e.name, Properties: o.properties}, f.Bindings})
		}
	}
	return all
}

// compare asks what the other machine was asked, and takes for computed what the two do not agree about.
func (h *harvester) compare(talk *conversation) error {
	for _, d := range h.doubts {
		if d.by == talk {
			continue
		}
		q := d.question
		q.Properties = talk.withFiles(q.Properties)
		a, err := talk.ask(q)
		if err != nil {
			return err
		}
		for _, answered := range append(a.Bindings, a.Selectors...) {
			for _, b := range d.bindings {
				if b.Class == answered.Class && b.Prefix == answered.Prefix {
					disagree(b.Defaults, answered.Defaults)
				}
			}
		}
	}
	return nil
}

// disagree marks the defaults that another machine has otherwise. One that it says nothing of is the class's own there, or not
// asked for in this question.
func disagree(defaults, others map[string]string) {
	for name, other := range others {
		if value, ok := defaults[name]; ok && value != other {
			defaults[name] = computed
		}
	}
}
