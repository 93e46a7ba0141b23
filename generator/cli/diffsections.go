package cli

import (
	"fmt"
	"strings"

	"weir.local/generator/compare"
	"weir.local/schema"
)

// span is a part of a sentence: weir's own words, or code, which is what users wrote and names of things.
type span struct {
	text string
	code bool
}

// sentence is what both text and Markdown print, each in its own way.
type sentence []span

func words(text string) sentence { return sentence{{text, false}} }
func code(text string) sentence  { return sentence{{text, true}} }

func (s sentence) and(more ...sentence) sentence {
	out := append(sentence{}, s...)
	for _, m := range more {
		out = append(out, m...)
	}
	return out
}

// plain is the sentence without any mark.
func (s sentence) plain() string {
	var b strings.Builder
	for _, part := range s {
		b.WriteString(part.text)
	}
	return b.String()
}

// diffRow is a line of a section: cells beside each other, and notes beneath them.
type diffRow struct {
	cells []sentence
	notes []sentence
}

// diffSection is a part of a diff. Sections stand in the order in which a reviewer wants them.
type diffSection struct {
	title string
	loud  bool     // data may be lost
	head  []string // of the cells; none: they read as a sentence
	rows  []diffRow
}

// diffSections is the table of sections; another one (monthly costs, tables gained and lost) is a row.
func diffSections() []struct {
	title string
	loud  bool
	head  []string
	rows  func(diffReport) []diffRow
} {
	type row = struct {
		title string
		loud  bool
		head  []string
		rows  func(diffReport) []diffRow
	}
	thing := []string{"", "name", "what", "where", "line"}
	of := func(kinds ...schema.Kind) func(diffReport) []diffRow {
		return func(r diffReport) []diffRow { return thingRows(r.Things, kinds) }
	}
	return []row{
		{"Data at risk", true, nil, riskRows},
		{"On delivery", false, nil, deliveryRows},
		{"Access", false, thing, func(r diffReport) []diffRow { return thingRows(r.Access, nil) }},
		{"Secrets that must be there first", false, []string{"place", "for", "where"}, func(r diffReport) []diffRow { return secretRows(r, true) }},
		{"Capacity", false, []string{"where", "workers", "vCPU", "memory"}, capacityRows},
		{"Catalogs", false, thing, of(schema.KindCatalog)},
		{"Clusters", false, thing, of(schema.KindCluster)},
		{"Datasets", false, thing, of(schema.KindDataset)},
		{"Environments", false, thing, of(schema.KindEnvironment)},
		{"Buckets, layers, tags and work groups", false, thing, of(schema.KindBucket, schema.KindLayer, schema.KindTag, schema.KindWorkGroup)},
		{"Secrets that nothing needs any more", false, []string{"place", "for", "where"}, func(r diffReport) []diffRow { return secretRows(r, false) }},
		{"Files whose effect weir does not know", false, []string{"file", "where"}, func(r diffReport) []diffRow { return rewriteRows(r.Others) }},
		{"Not asked for: this weir writes it otherwise", false, []string{"file", "where"}, func(r diffReport) []diffRow { return rewriteRows(r.Itself) }},
	}
}

// sections are those that have something to say.
func (r diffReport) sections() []diffSection {
	var all []diffSection
	for _, s := range diffSections() {
		if rows := s.rows(r); len(rows) > 0 {
			all = append(all, diffSection{s.title, s.loud, s.head, rows})
		}
	}
	return all
}

const (
	mostPlaces = 6   // named in a row, then counted
	mostFields = 8   // of a changed thing
	mostText   = 160 // characters of a value
)

// names lists places or names as code, the first few of them.
func names(all []string) sentence {
	var s sentence
	for i, name := range all {
		if i == mostPlaces {
			return s.and(words(fmt.Sprintf(" and %s more", thousands(len(all)-i))))
		}
		if i > 0 {
			s = s.and(words(", "))
		}
		s = s.and(code(short(name)))
	}
	return s
}

// short is a value of which a reader sees enough.
func short(text string) string {
	text = strings.ReplaceAll(text, "\n", " ")
	if runes := []rune(text); len(runes) > mostText {
		return string(runes[:mostText-1]) + "…"
	}
	return text
}

func (l *diffLine) sentence() sentence {
	switch {
	case l == nil:
		return nil
	case l.AtBase:
		return code(l.line()).and(words(" at the base"))
	}
	return code(l.line())
}

func riskRows(r diffReport) []diffRow {
	var rows []diffRow
	for _, k := range r.Risks {
		head := code(k.Subject).and(words(" in "), names(k.Where), words(": "), code(short(k.What)))
		if k.At != nil {
			head = head.and(words(", "), k.At.sentence())
		}
		rows = append(rows, diffRow{[]sentence{head}, []sentence{words(k.Why)}})
	}
	return rows
}

func deliveryRows(r diffReport) []diffRow {
	var rows []diffRow
	if !r.Changes {
		return nil
	}
	for _, d := range r.Deliveries {
		row := diffRow{cells: []sentence{names(d.Where).and(words(": " + d.Effect))}}
		note := func(label string, s sentence) {
			if len(s) > 0 && s.plain() != "" {
				row.notes = append(row.notes, words(label).and(s))
			}
		}
		if d.Effect == string(compare.Restart) {
			row.cells[0] = row.cells[0].and(words(": " + d.Order))
		}
		note("running queries: ", words(d.Queries))
		note("", words(d.Away))
		note("new nodes: ", names(d.Replaced))
		note("because of: ", names(d.Reasons))
		if d.ByItself && d.Effect == string(compare.Restart) {
			note("because of: ", words("nothing that is declared; this weir writes these files otherwise"))
		}
		rows = append(rows, row)
	}
	return rows
}

// signs stand before a thing.
func signs() map[string]string {
	return map[string]string{"added": "+", "changed": "~", "renamed": "→", "removed": "−"}
}

// thingRows are the things of some kinds; of all, when none is named.
func thingRows(things []diffThing, kinds []schema.Kind) []diffRow {
	var rows []diffRow
	for _, t := range things {
		for _, kind := range kinds {
			if t.Kind == string(kind) {
				rows = append(rows, thingRow(t, len(kinds) > 1))
			}
		}
		if kinds == nil {
			rows = append(rows, thingRow(t, true))
		}
	}
	return rows
}

func thingRow(t diffThing, sayKind bool) diffRow {
	name := code(t.Name)
	if sayKind {
		name = words(t.Kind + " ").and(name)
	}
	what := words(t.Change)
	if t.Was != "" {
		what = words("renamed, was ").and(code(t.Was), words(": queries that name it fail"))
	}
	row := diffRow{cells: []sentence{words(signs()[t.Change]), name, what, names(t.Where), t.At.sentence()}}
	for i, f := range t.Fields {
		if i == mostFields {
			row.notes = append(row.notes, words(count(len(t.Fields)-i, "more field")))
			break
		}
		row.notes = append(row.notes, f.sentence(t.Change))
	}
	return row
}

// sentence is a field before and after; of what is added or removed as a whole, what it has.
func (f diffField) sentence(change string) sentence {
	value := func(text string) sentence {
		if text == "" {
			return words("none")
		}
		return code(short(text))
	}
	switch compare.Kind(change) {
	case compare.Added:
		return code(f.Key).and(words(": "), value(f.After))
	case compare.Removed:
		return code(f.Key).and(words(": "), value(f.Before))
	}
	return code(f.Key).and(words(": "), value(f.Before), words(" → "), value(f.After))
}

func secretRows(r diffReport, needed bool) []diffRow {
	var rows []diffRow
	for _, s := range r.Secrets {
		if s.Needed != needed {
			continue
		}
		row := diffRow{cells: []sentence{code(s.Place), names(s.For), names(s.Where)}}
		switch {
		case len(s.Elsewhere) > 0 && needed:
			row.notes = []sentence{words("there already, used by ").and(names(s.Elsewhere))}
		case len(s.Elsewhere) > 0:
			row.notes = []sentence{words("still used by ").and(names(s.Elsewhere))}
		}
		rows = append(rows, row)
	}
	return rows
}

func capacityRows(r diffReport) []diffRow {
	var rows []diffRow
	for _, c := range r.Capacity {
		before, after := diffSize{}, diffSize{}
		if c.Before != nil {
			before = *c.Before
		}
		if c.After != nil {
			after = *c.After
		}
		span := func(f func(diffSize) string) sentence {
			switch from, to := f(before), f(after); {
			case c.Before == nil:
				return words("none → " + to)
			case c.After == nil:
				return words(from + " → none")
			case from == to:
				return words(to)
			default:
				return words(from + " → " + to)
			}
		}
		rows = append(rows, diffRow{cells: []sentence{
			names(c.Where),
			span(func(s diffSize) string { return fmt.Sprintf("%d–%d", s.MinWorkers, s.MaxWorkers) }),
			span(func(s diffSize) string { return fmt.Sprintf("%g–%g", s.MinCPU, s.MaxCPU) }),
			span(func(s diffSize) string {
				return fmt.Sprintf("%g–%g GiB", float64(s.MinMemory)/(1<<30), float64(s.MaxMemory)/(1<<30))
			}),
		}})
	}
	return rows
}

func rewriteRows(all []diffRewrite) []diffRow {
	var rows []diffRow
	for _, w := range all {
		rows = append(rows, diffRow{cells: []sentence{code(w.File), names(w.Where)}})
	}
	return rows
}

// headline says the most important things first: "2 risks to data · 1 cluster restarts · catalog orders added".
func (r diffReport) headline() sentence {
	c := r.Counts
	var parts []sentence
	say := func(n int, text string) {
		if n > 0 {
			parts = append(parts, words(text))
		}
	}
	say(c.Risks, count(c.Risks, "risk")+" to data")
	restart := " restart"
	if c.Restarts == 1 {
		restart = " restarts"
	}
	say(c.Restarts, count(c.Restarts, "cluster")+restart)
	if !r.Base.Explained {
		say(c.ClustersRemoved, count(c.ClustersRemoved, "cluster")+" removed") // otherwise it is among the kinds
	}
	say(c.Access, count(c.Access, "change")+" of access")
	for _, k := range c.Kinds {
		parts = append(parts, k.phrase(r.Things))
	}
	say(c.SecretsNeeded, count(c.SecretsNeeded, "secret")+" needed first")
	if len(parts) == 0 {
		return words(r.nothing())
	}
	return joined(parts, " · ")
}

func joined(parts []sentence, between string) sentence {
	var s sentence
	for i, p := range parts {
		if i > 0 {
			s = s.and(words(between))
		}
		s = s.and(p)
	}
	return s
}

// phrase counts the things of a kind: "1 catalog added, 2 changed"; the only one is named: "catalog orders added".
func (k diffKinds) phrase(things []diffThing) sentence {
	var parts []sentence
	total := k.Added + k.Renamed + k.Changed + k.Removed
	for _, p := range []struct {
		n    int
		word string
	}{{k.Added, "added"}, {k.Renamed, "renamed"}, {k.Changed, "changed"}, {k.Removed, "removed"}} {
		switch {
		case p.n == 0:
		case total == 1:
			return words(k.Kind+" ").and(code(short(onlyName(things, k.Kind))), words(" "+p.word))
		case len(parts) == 0:
			parts = append(parts, words(count(p.n, k.Kind)+" "+p.word))
		default:
			parts = append(parts, words(thousands(p.n)+" "+p.word))
		}
	}
	return joined(parts, ", ")
}

func onlyName(things []diffThing, kind string) string {
	for _, t := range things {
		if t.Kind == kind {
			return t.Name
		}
	}
	return ""
}

// nothing says in which way a change changes nothing that anybody would notice.
func (r diffReport) nothing() string {
	switch {
	case r.Counts.Files != (diffFiles{}):
		return "no effect on what is declared; files of out/ are written otherwise"
	case r.Form:
		return "no effect: formatting, comments or the layout of files changed, and nothing that is declared"
	}
	if r.environment != "" {
		return "no change in " + r.environment
	}
	return "no change"
}

// against says what was compared with what, and how much of out/ differs.
func (r diffReport) against() sentence {
	s := words("Against ").and(code(r.Base.short))
	if r.Base.MergeBase {
		s = s.and(words(", where HEAD left "), code(r.Base.Revision))
	} else {
		s = s.and(words(" ("), code(r.Base.Revision), words(")"))
	}
	f := r.Counts.Files
	if f == (diffFiles{}) {
		return s.and(words("; out/ stays as it is."))
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{f.Added, "added"}, {f.Changed, "changed"}, {f.Removed, "removed"}} {
		if p.n > 0 {
			parts = append(parts, thousands(p.n)+" "+p.word)
		}
	}
	return s.and(words("; files of out/: " + strings.Join(parts, ", ") + "."))
}

// unexplained says that less could be compared than a reader expects, and why.
func (r diffReport) unexplained() sentence {
	switch {
	case r.Base.bare:
		return words("No out/ is committed at the base, so nothing counts as deployed: every cluster is new, and none restarts.")
	case r.Base.Explained:
		return nil
	}
	return words("This weir refuses the base's declarations (").and(code(short(r.Base.Refused)),
		words("). Files alone were compared: the lake, capacity, secrets and new nodes are not, and nothing tells what a newer weir writes otherwise."))
}
