package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/check"
	"weir.local/generator/monitoring"
	"weir.local/generator/nearest"
	"weir.local/generator/verify"
)

type explainOptions struct {
	format string
	id     string
}

func newExplain(t *tool) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:   "explain [ID]",
		Short: "say what a rule is for, by examples, or what to do when an alert fires",
		Long: `explain prints why a rule exists, who says so, a declaration that breaks it and one that does not.
Of an alert it prints the runbook: what it means, where to look, what to do.
Without an ID it lists the rules. It needs no repository.`,
		Annotations: exits(),
		Example: `  weir explain TRN003
  weir explain | grep spot
  weir explain TrinoQueueGrowing`,
		Args:              atMost(1),
		ValidArgsFunction: completeRules,
		RunE: func(_ *cobra.Command, args []string) error {
			o.id = strings.Join(args, "")
			return t.runExplain(o)
		},
	}
	addFormat(cmd, &o.format)
	return cmd
}

// page is a rule in the form of docs/schema/explain.schema.json.
type page struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Level  string `json:"level"`
	Why    string `json:"why"`
	Source string `json:"source,omitempty"`
	Bad    string `json:"bad,omitempty"`
	Good   string `json:"good,omitempty"`
	Waive  bool   `json:"waivable"`
}

// pages are the rules, and what the loader says without one.
func pages() []page {
	var all []page
	for _, r := range check.Rules() {
		all = append(all, page{r.ID, r.Title, string(r.Level), r.Why, r.Source, r.Bad, r.Good, !r.Firm})
	}
	for _, p := range loaderPages() {
		if !slices.ContainsFunc(all, func(known page) bool { return known.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all
}

func loaderPages() []page {
	return []page{
		{ID: "CUE", Title: "CUE refuses a value", Level: "error", Why: "The schema says what a field may be: its type, its bounds, whether it must be there, which fields there are. " +
			"The message names the field; its documentation is the comment in the schema. `weir vet --raw` prints CUE's own words."},
		{ID: "SYN", Title: "a file is no CUE", Level: "error", Why: "The file cannot be parsed, so nothing in it was looked at. `cue fmt` stops at the same line."},
		{ID: verify.ID, Title: "a real Trino refuses a catalog", Level: "error", Why: "`weir trino verify` created the catalog on a server, which said so. " +
			"What weir vet knows offline it would have found by itself: please report what it did not find."},
	}
}

func (t *tool) runExplain(o explainOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	if text, ok := runbook(o.id); ok {
		if o.format == "json" {
			return misused("leave --format away", "a runbook has no JSON form")
		}
		return t.print(t.runbookPage(text))
	}
	all := pages()
	if o.id != "" {
		p, err := pageOf(all, o.id)
		if err != nil {
			return err
		}
		all = []page{p}
	}
	switch {
	case o.format == "json":
		return writeJSON(t.Out, struct {
			Version int    `json:"version"`
			Rules   []page `json:"rules"`
		}{1, all})
	case o.id != "":
		return t.print(explained(all[0], t.paintOut(), t.width()))
	}
	return t.print(t.ruleList(all))
}

func pageOf(all []page, id string) (page, error) {
	i := slices.IndexFunc(all, func(p page) bool { return strings.EqualFold(p.ID, id) })
	if i >= 0 {
		return all[i], nil
	}
	ids := monitoring.Names()
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	remedy := "weir explain lists them"
	if near := nearest.Names(strings.ToUpper(id), ids, 3); len(near) > 0 {
		remedy = "did you mean " + list(near, "or") + "?"
	}
	return page{}, misused(remedy, "there is no rule %q", id)
}

func (t *tool) ruleList(all []page) string {
	p := t.paintOut()
	lines := table{width: t.width(), columns: []column{{paint: p.bold}, {paint: p.faint}, {}}}
	for _, page := range all {
		lines.add(page.ID, page.Level, page.Title)
	}
	return lines.String()
}

// explained is the page of a rule for people.
func explained(r page, p paint, width int) string {
	var b strings.Builder
	b.WriteString(p.bold(r.ID+": "+r.Title) + p.faint(" ("+r.Level+")") + "\n")
	for paragraph := range strings.SplitSeq(strings.TrimSpace(r.Why), "\n\n") {
		b.WriteString("\n" + strings.Join(wrap(paragraph, width), "\n") + "\n")
	}
	if r.Source != "" {
		b.WriteString("\n" + p.faint(strings.Join(wrap("Source: "+r.Source, width), "\n")) + "\n")
	}
	for _, part := range []struct{ title, text string }{{"Bad", r.Bad}, {"Good", r.Good}} {
		if part.text != "" {
			b.WriteString("\n" + p.bold(part.title) + "\n" + indent(part.text, "    ") + "\n")
		}
	}
	if r.Waive {
		b.WriteString("\nLower it for one declaration, with the reason that a reviewer reads:\n    waive: " + r.ID + ": \"…\"\n")
	} else {
		b.WriteString("\nIt cannot be waived.\n")
	}
	return b.String()
}
