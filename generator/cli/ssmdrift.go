package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/deliver/ssm"
)

func newSSMDrift(t *tool) *cobra.Command {
	var o ssmOptions
	cmd := &cobra.Command{
		Use:   "drift OUT",
		Short: "say what somebody else changed",
		Long: `drift compares Parameter Store with the newest release: what was changed, deleted or added by hand,
by whom and when, and the version that the release pins. Tasks read pinned versions, so what was
changed harms nobody until it is pinned; what was deleted stops every task that starts.

What out/ says and no push has written yet is no drift. drift reads only. --format json is described
by docs/schema/ssm-drift.schema.json.`,
		Annotations: exitsAs("nobody changed anything", "somebody did, or there is no release yet", "wrong use, or AWS does not answer"),
		Example: `  $ weir ssm drift out/prod/adhoc
  changed  /weir/prod/adhoc/log.properties  version 4 by user/bob on 2026-03-04 10:11 UTC; …`,
		Args: exactlyOut,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.out = args[0]
		return t.withErrors(func(ctx context.Context) error { return t.runSSMDrift(ctx, o) })(cmd, args)
	}
	addFormat(cmd, &o.format)
	o.addFlags(cmd)
	return cmd
}

func (t *tool) runSSMDrift(ctx context.Context, o ssmOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	d, err := t.delivery(ctx, o)
	if err != nil {
		return err
	}
	drift, err := d.store.Drift(ctx, d.Payload)
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = writeJSON(t.Out, struct {
			Version int `json:"version"`
			*ssm.Drift
		}{1, drift})
	} else {
		err = t.print(t.driftText(drift))
		t.sayDrift(drift)
	}
	if err == nil && len(drift.Differences) > 0 {
		err = verdict(found)
	}
	return err
}

func (t *tool) driftText(d *ssm.Drift) string {
	p := t.paintOut()
	colours := map[string]func(string) string{"changed": p.yellow, "deleted": p.red, "added": p.cyan}
	lines := table{columns: []column{{}, {}, {}}}
	for _, x := range d.Differences {
		lines.add(colours[x.What](x.What), x.Parameter, driftAbout(d, x))
	}
	return lines.String()
}

func driftAbout(d *ssm.Drift, x ssm.Difference) string {
	pins := fmt.Sprintf("release %d pins version %d", d.Release, x.Pinned)
	if x.What == "deleted" {
		return pins + ", and every task that starts needs it; CloudTrail knows who deleted it"
	}
	if x.What == "added" {
		pins = "no release names it"
	}
	return fmt.Sprintf("version %d by %s on %s; %s", x.Newest, who(x.By), x.Modified.UTC().Format("2006-01-02 15:04 MST"), pins)
}

// who is an ARN without the account: "user/bob".
func who(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[5]
	}
	if arn == "" {
		return "somebody that AWS does not name"
	}
	return arn
}

// sayDrift says what to do.
func (t *tool) sayDrift(d *ssm.Drift) {
	if d.Pending > 0 {
		fmt.Fprintf(t.Err, "%s: %s of out/ not pushed yet\n", d.Home, count(d.Pending, "change"))
	}
	if len(d.Differences) == 0 {
		fmt.Fprintf(t.Err, "%s: as release %d pins it\n", d.Home, d.Release)
		return
	}
	fmt.Fprintf(t.Err, "%s: %s from release %d; weir ssm push writes what out/ says\n", d.Home, count(len(d.Differences), "difference"), d.Release)
}
