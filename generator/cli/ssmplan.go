package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/deliver/ssm"
	"weir.local/schema"
)

func newSSMPlan(t *tool) *cobra.Command {
	var o ssmOptions
	cmd := &cobra.Command{
		Use:   "plan OUT",
		Short: "say what a push would write",
		Long: `plan compares a cluster's payload with Parameter Store and lists what a push would create and
change, and what is stale: no longer declared, and kept because older releases name it, until weir
ssm prune. It lists the secrets that somebody else must create; weir never sees their values.
--format json is described by docs/schema/ssm-plan.schema.json.

It reads only.`,
		Annotations: exitsAs("fine, whether or not there is something to push", "parameters of another account", "wrong use, or AWS does not answer"),
		Example: `  $ weir ssm plan out/prod/adhoc
  change  /weir/prod/adhoc/catalog/orders.properties  version 4, 214 bytes
  /weir/prod/adhoc: 1 to change, 16 unchanged; a push writes release 13`,
		Args: exactlyOut,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.out = args[0]
		return t.withErrors(func(ctx context.Context) error { return t.runSSMPlan(ctx, o) })(cmd, args)
	}
	addFormat(cmd, &o.format)
	o.addFlags(cmd)
	return cmd
}

func (t *tool) runSSMPlan(ctx context.Context, o ssmOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	d, err := t.delivery(ctx, o)
	if err != nil {
		return err
	}
	plan, err := d.store.Plan(ctx, d.Payload)
	if err != nil {
		return err
	}
	if o.format == "json" {
		if plan.Secrets == nil {
			plan.Secrets = []ssm.Secret{}
		}
		return writeJSON(t.Out, struct {
			Version int `json:"version"`
			*ssm.Plan
		}{1, plan})
	}
	if err := t.print(t.ssmSteps(plan)); err != nil {
		return err
	}
	if err := t.print(t.ssmSecrets(plan)); err != nil {
		return err
	}
	fmt.Fprintln(t.Err, ssmSummary(plan))
	return nil
}

// ssmSteps lists what is not unchanged, a line each.
func (t *tool) ssmSteps(plan *ssm.Plan) string {
	p := t.paintOut()
	colours := map[ssm.State]func(string) string{ssm.Create: p.green, ssm.Change: p.yellow, ssm.Stale: p.faint}
	lines := table{columns: []column{{}, {}, {}}}
	for _, s := range plan.Steps {
		about := fmt.Sprintf("version %d, %s", s.Version, count(s.Bytes, "byte"))
		switch s.State {
		case ssm.Unchanged:
			continue
		case ssm.Create:
			about = count(s.Bytes, "byte")
		case ssm.Stale:
			about = fmt.Sprintf("version %d, no longer declared", s.Version)
		}
		lines.add(colours[s.State](string(s.State)), s.Parameter, about)
	}
	return lines.String()
}

func (t *tool) ssmSecrets(plan *ssm.Plan) string {
	if len(plan.Secrets) == 0 {
		return ""
	}
	lines := table{indent: "  ", width: t.width(), columns: []column{{}, {}}}
	for _, s := range plan.Secrets {
		where := schema.Reference{Parameter: s.Parameter, Secret: s.Secret, Key: s.Key}.Where()
		if s.File != "" {
			where += ", its text is " + s.File
		}
		where += ", for " + strings.Join(s.For, " and ")
		if len(s.Owners) > 0 {
			where += ", by " + strings.Join(s.Owners, " or ")
		}
		lines.add(s.Variable, where)
	}
	return "secrets that must be there, created by their owners:\n" + lines.String()
}

// ssmSummary is the plan in a line.
func ssmSummary(plan *ssm.Plan) string {
	var parts []string
	for _, p := range []struct {
		state ssm.State
		word  string
	}{{ssm.Create, "to create"}, {ssm.Change, "to change"}, {ssm.Unchanged, "unchanged"}, {ssm.Stale, "stale"}} {
		if n := plan.Count(p.state); n > 0 {
			parts = append(parts, thousands(n)+" "+p.word)
		}
	}
	then := fmt.Sprintf("a push writes release %d", plan.Release+1)
	if plan.Current {
		then = fmt.Sprintf("release %d is what out/ says", plan.Release)
	}
	return plan.Home + ": " + strings.Join(parts, ", ") + "; " + then
}
