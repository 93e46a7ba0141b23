package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

type vetOptions struct {
	loading
	format string
	raw    bool
	strict bool
}

func newVet(t *tool) *cobra.Command {
	var o vetOptions
	cmd := &cobra.Command{
		Use:   "vet",
		Short: "find every mistake in every declaration",
		Long: `vet reads every declaration, works the platform out, and prints every mistake that it finds, one
block each: the line, the rule, what is wrong and what to write instead. Whatever ` + "`cue vet -c ./...`" + `
refuses, vet refuses; beyond that it knows what Trino, AWS and Kubernetes would refuse, or accept
and fail on later. weir explain ID says why.

A declaration lowers a rule by waive: <ID>: "reason"; what is waived is listed with its reason.`,
		Annotations: exits(),
		Example: `  $ weir vet
  clusters/etl.cue:12:3: TRN003: maxMemoryPerNode 8GB + headroom 2.4GB exceeds heap 8GB
    12 |         maxMemoryPerNode: "8GB"
       |         ^
      write 5GB or less, or raise heap to 12GB
  1 error in 27 declarations

  $ weir vet --format json | jq -r '.findings[] | "\(.file):\(.line) \(.id)"'`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runVet(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.format, "format", "text", "print findings as `"+strings.Join(formatNames(), "|")+"`")
	cmd.Flags().BoolVar(&o.raw, "raw", false, "print CUE's own words in place of a remedy, where CUE found the mistake")
	cmd.Flags().BoolVar(&o.strict, "strict", false, "count warnings as errors")
	o.addFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(formatNames()))
	return cmd
}

func (t *tool) runVet(ctx context.Context, o vetOptions) error {
	f, err := formatOf(o.format)
	if err != nil {
		return err
	}
	c, err := t.vetted(ctx, o.loading)
	if err != nil {
		return err
	}
	r := t.report(c, t.paintOut())
	r.raw, r.strict = o.raw, o.strict
	if err := f.print(t.Out, r); err != nil {
		return err
	}
	if f.talk {
		fmt.Fprintln(t.Err, r.closing())
	}
	if r.failed() {
		return verdict(found)
	}
	return nil
}
