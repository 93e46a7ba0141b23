package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/source"
)

type showPlanOptions struct {
	loading
	choice
	format string
}

func newShowPlan(t *tool) *cobra.Command {
	var o showPlanOptions
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "print what was worked out for each cluster, and the rule that each number comes from",
		Long: `plan prints for each cluster in each environment what weir worked out: heap, headroom, query memory,
grace periods, each number with its rule and the rule's source; then the catalogs, the secrets that
must be there, what a query may take with the fewest and with the most workers, and the order in
which the cluster is delivered, with who does each step and why. Any of the numbers can be set by
hand in the declaration; then vet checks it.`,
		Annotations: exits(),
		Example: `  weir show plan
  weir show plan --env prod --cluster etl
  weir show plan --format json | jq '.clusters[].queryMemory'`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runShowPlan(cmd.Context(), o) },
	}
	o.choice.addFlags(t, cmd)
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runShowPlan(ctx context.Context, o showPlanOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	c, err := t.sound(ctx, o.loading, "there is no plan")
	if err != nil {
		return err
	}
	pairs, err := o.clusters(c.platform)
	if err != nil {
		return err
	}
	plans := plansOf(c, pairs)
	if o.format == "json" {
		return writeJSON(t.Out, struct {
			Version  int           `json:"version"`
			Clusters []clusterPlan `json:"clusters"`
		}{1, plans})
	}
	if len(plans) == 0 {
		fmt.Fprintln(t.Err, "no cluster is declared there")
		return nil
	}
	return t.print(newPlanText(t.paintOut(), t.width()).print(plans))
}

// planText prints plans; sources are numbered over all of them.
type planText struct {
	paint   paint
	width   int
	least   []int // widths of the names and values of all plans
	sources []string
	b       strings.Builder
}

func newPlanText(p paint, width int) *planText { return &planText{paint: p, width: width} }

func (p *planText) print(plans []clusterPlan) string {
	p.least = widest(plans)
	for i, c := range plans {
		if i > 0 {
			p.b.WriteByte('\n')
		}
		p.cluster(c)
	}
	p.sourceList()
	return p.b.String()
}

func widest(plans []clusterPlan) []int {
	all := table{columns: []column{{}, {}}}
	for _, c := range plans {
		for _, s := range c.Sums {
			all.add(s.Name, s.Value)
		}
	}
	return all.widths()
}

func (p *planText) cluster(c clusterPlan) {
	title := c.Environment + "/" + c.Name
	about := fmt.Sprintf("Trino %d on %s, %s", c.Trino, strings.ToUpper(c.Platform), workers(c.Workers))
	p.b.WriteString(p.paint.bold(title) + strings.Repeat(" ", max(2, p.width-len(title)-len(about))) + about + "\n")
	for _, line := range wrap(c.Description, p.width) {
		if line != "" {
			p.b.WriteString(p.paint.faint(line) + "\n")
		}
	}
	for _, role := range []string{"coordinator", "worker", ""} {
		p.sums(role, c.Environment, c.Sums)
	}
	p.catalogs(c.Catalogs)
	p.secrets(c.Secrets)
	p.delivery(c.Delivery)
}

// sums prints the numbers of one role.
func (p *planText) sums(role, environment string, sums []planSum) {
	lines := table{indent: "  ", width: p.width, least: p.least, columns: []column{{}, {right: true, paint: p.paint.bold}, {}}}
	for _, s := range sums {
		if s.Role == role {
			lines.add(s.Name, s.Value, p.origin(s, environment))
		}
	}
	if len(lines.rows) == 0 {
		return
	}
	if role == "" {
		role = "cluster"
	}
	p.heading(role)
	p.b.WriteString(lines.String())
}

// origin says where a number comes from: the line that declares it, or its rule and, by number, the rule's source.
func (p *planText) origin(s planSum, environment string) string {
	text := s.Rule
	if s.Kind == string(source.KindOverride) {
		text += " for " + environment
	}
	if s.At != nil {
		text += ", " + s.At.line()
	}
	if s.Source != "" {
		text += fmt.Sprintf(" [%d]", p.number(s.Source))
	}
	return text
}

func (p *planText) number(source string) int {
	for i, s := range p.sources {
		if s == source {
			return i + 1
		}
	}
	p.sources = append(p.sources, source)
	return len(p.sources)
}

func (p *planText) heading(text string) {
	p.b.WriteString("\n" + p.paint.cyan(text) + "\n")
}

// workers says how many there are and on what: "1 to 10 workers on spot capacity, 1 on demand".
func workers(w planWorkers) string {
	text := fmt.Sprintf("%d to %d workers", w.Min, w.Max)
	switch {
	case !w.Spot:
		return text
	case w.OnDemandBase == 0:
		return text + " on spot capacity"
	}
	return text + fmt.Sprintf(" on spot capacity, %d on demand", w.OnDemandBase)
}

func (p *planText) catalogs(all []planCatalog) {
	p.heading(count(len(all), "catalog"))
	lines := table{indent: "  ", width: p.width, columns: []column{{paint: p.paint.bold}, {}, {}, {}}}
	for _, c := range all {
		lines.add(c.Name, c.Connector, c.Owner, c.Description)
	}
	if len(all) > 0 {
		p.b.WriteString(lines.String())
	}
}

func (p *planText) secrets(all []planSecret) {
	if len(all) == 0 {
		p.heading("no secrets")
		return
	}
	p.heading(count(len(all), "secret") + " that must be there; weir never reads them")
	lines := table{indent: "  ", width: p.width, columns: []column{{paint: p.paint.bold}, {}}}
	for _, s := range all {
		from := s.from()
		if s.File != "" {
			from += ", as the file " + s.File
		}
		lines.add(s.Variable, from)
	}
	p.b.WriteString(lines.String())
}

// delivery prints the steps of a delivery: what, who does it, and why it stands there.
func (p *planText) delivery(steps []planStep) {
	p.heading("delivery, in this order")
	lines := table{indent: "  ", width: p.width, columns: []column{{right: true}, {paint: p.paint.bold}, {}}}
	for i, s := range steps {
		lines.add(strconv.Itoa(i+1), s.Name, s.What)
		lines.add("", "", "by "+s.By+"; "+s.Why)
	}
	p.b.WriteString(lines.String())
}

func (p *planText) sourceList() {
	if len(p.sources) == 0 {
		return
	}
	p.heading("sources")
	lines := table{indent: "  ", width: p.width, columns: []column{{right: true}, {paint: p.paint.faint}}}
	for i, s := range p.sources {
		lines.add(fmt.Sprintf("[%d]", i+1), s)
	}
	p.b.WriteString(lines.String())
}
