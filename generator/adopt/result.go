package adopt

import (
	"cmp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

// Input is a file to take over.
type Input struct {
	Name string // for messages, and of a .properties file the catalog's name: "etc/catalog/orders.properties"
	Data []byte
}

// Result is what became of the input.
type Result struct {
	Declarations []Declaration
	Secrets      []Secret
	Guesses      []Guess
	Left         []Left
	Notes        []Left    // taken, with something to know
	Findings     diag.List // what cannot be read; with an error among them there are no declarations
}

// Secret is a value that somebody stores before what was imported works. Its value is nowhere here.
type Secret struct {
	Reference schema.Reference
	For       string     // "catalog orders: connection-password"
	At        source.Pos // where the input has it
	InClear   bool       // the input holds it in clear
	Variable  string     // the input refers to it: "ORDERS_PASSWORD"
}

// Guess is a field that the input says nothing of.
type Guess struct {
	Declaration string // "clusters/adhoc.cue"
	Field       string // "workers.max"
	Value       string // "2"
	Why         string // "these files do not say how many workers there are"
}

// Left is something of the input that is in no declaration, or that needs to be known. It never repeats a value.
type Left struct {
	At      source.Pos
	What    string // "server.config.query.clientTimeout"
	Because string // "chart 1.42.2 never reads it"
}

func (r *Result) leave(at source.Pos, what, because string) {
	r.Left = append(r.Left, Left{at, what, because})
}

func (r *Result) note(at source.Pos, what, because string) {
	r.Notes = append(r.Notes, Left{at, what, because})
}

func (r *Result) guess(d Declaration, field, value, why string) {
	r.Guesses = append(r.Guesses, Guess{d.Path(), field, value, why})
}

// secret notes a secret once for each property that takes it.
func (r *Result) secret(s Secret) {
	if !slices.ContainsFunc(r.Secrets, func(o Secret) bool { return o.For == s.For && o.Reference == s.Reference }) {
		r.Secrets = append(r.Secrets, s)
	}
}

// With joins another result.
func (r Result) With(o Result) Result {
	r.Declarations = append(r.Declarations, o.Declarations...)
	for _, s := range o.Secrets {
		r.secret(s)
	}
	r.Guesses = append(r.Guesses, o.Guesses...)
	r.Left = append(r.Left, o.Left...)
	r.Notes = append(r.Notes, o.Notes...)
	r.Findings = append(r.Findings, o.Findings...)
	return r
}

// Sound is the result sorted, and without declarations when the input has an error.
func (r Result) Sound() Result {
	r.Findings = r.Findings.Sorted()
	if r.Findings.Errors() {
		r.Declarations = nil
	}
	slices.SortFunc(r.Declarations, func(a, b Declaration) int { return cmp.Compare(a.Path(), b.Path()) })
	slices.SortFunc(r.Secrets, func(a, b Secret) int {
		return cmp.Or(cmp.Compare(a.Reference.Parameter, b.Reference.Parameter), cmp.Compare(a.Reference.Secret, b.Reference.Secret), cmp.Compare(a.For, b.For))
	})
	r.Left, r.Notes = ordered(r.Left), ordered(r.Notes)
	return r
}

// ordered is a list by place, each thing once, with the first reason that was found.
func ordered(list []Left) []Left {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Left) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.What, b.What)) })
	return slices.CompactFunc(list, func(a, b Left) bool { return a.At == b.At && a.What == b.What })
}

// Told adds what of the documents is not written again, by what weir renders: lookup("etc/worker/jvm.config").
func (r Result) Told(documents []Document, lookup func(path string) []byte) Result {
	for _, d := range documents {
		for _, l := range d.Left(lookup(d.Rendered)) {
			if !slices.ContainsFunc(r.Secrets, func(s Secret) bool { return s.At == l.At }) { // moved, and told
				r.Left = append(slices.Clip(r.Left), l)
			}
		}
	}
	r.Left = ordered(r.Left)
	return r
}

// refuse adds a finding about the input.
func (r *Result) refuse(at source.Pos, message, remedy string) {
	r.Findings = append(r.Findings, diag.Diagnostic{ID: "SYN", Level: diag.Error, Message: message, Remedy: remedy, Pos: at, Secret: true})
}
