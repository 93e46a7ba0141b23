package cli

import (
	"context"
	"regexp"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/schema"
)

type addDatasetOptions struct {
	name, bucket, layer, prefix, owner, pattern, keep, description string
	dry                                                            bool
}

func newAddDataset(t *tool) *cobra.Command {
	var o addDatasetOptions
	cmd := &cobra.Command{
		Use:         "dataset NAME",
		Short:       "add a dataset of the lake",
		Long:        "dataset writes lake/NAME.cue: data that lies together, has one owner and is kept by one policy.",
		Annotations: exits(),
		Example: `  weir add dataset events --bucket main --layer bronze --prefix events/ --owner marketing \
      --pattern decaying --keep 730d`,
		Args: named("events"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return t.runAddDataset(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.bucket, "bucket", "", "a declared bucket's `NAME`")
	f.StringVar(&o.layer, "layer", "", "a declared layer's `NAME`")
	f.StringVar(&o.prefix, "prefix", "", "where it lies in the bucket: `PATH/` (default: NAME/)")
	f.StringVar(&o.owner, "owner", "", "`WHO` answers for it")
	f.StringVar(&o.description, "description", "", "what it is, as `TEXT`")
	f.StringVar(&o.pattern, "pattern", "", "how it is read over its life, the `PATTERN` (default: decaying)")
	f.StringVar(&o.keep, "keep", "", "how long it is kept, in `DAYS`: 730d (default: for ever)")
	f.BoolVar(&o.dry, "dry-run", false, "print what would be written, and write nothing")
	_ = cmd.RegisterFlagCompletionFunc("pattern", fixed(patterns()))
	return cmd
}

// patterns are how a dataset may be read: #AccessFields of the schema.
func patterns() []string {
	return []string{"decaying", "constant", "unpredictable", "archive", "temporary"}
}

var (
	datasetName   = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)
	datasetPrefix = regexp.MustCompile(`^[^/].*/$`)
	datasetDays   = regexp.MustCompile(`^[0-9]+d$`)
)

// like checks an answer by a pattern, and says what is wanted.
func like(pattern *regexp.Regexp, what, remedy string) func(string) error {
	return func(text string) error {
		if pattern.MatchString(text) {
			return nil
		}
		return misused(remedy, "%q is no %s", text, what)
	}
}

func (t *tool) runAddDataset(ctx context.Context, o addDatasetOptions) error {
	a, err := t.adding(ctx, o.dry)
	if err != nil {
		return err
	}
	if err := like(datasetName, "name of a dataset", "write lower-case letters, digits, _ and -: events")(o.name); err != nil {
		return err
	}
	if err := a.free(schema.KindDataset, o.name); err != nil {
		return err
	}
	repo := a.before.repo
	for _, q := range []struct {
		answer *string
		question
	}{
		{&o.bucket, question{flag: "bucket", text: "In which bucket does it lie?", have: repo.Names(schema.KindBucket)}},
		{&o.layer, question{flag: "layer", text: "How refined is it?", have: repo.Names(schema.KindLayer)}},
		{&o.prefix, question{flag: "prefix", text: "Where in the bucket?", fallback: o.name + "/", check: like(datasetPrefix, "prefix", "write it without a slash in front and with one at its end: events/")}},
		{&o.owner, question{flag: "owner", text: "Who answers for it?"}},
		{&o.pattern, question{flag: "pattern", text: "How is it read over its life?", fallback: "decaying", have: patterns()}},
	} {
		if err := a.ask(q.answer, q.question); err != nil {
			return err
		}
	}
	if o.keep != "" {
		if err := like(datasetDays, "number of days", "write days: 730d")(o.keep); err != nil {
			return err
		}
	}
	d := adopt.Declaration{Kind: schema.KindDataset, Name: o.name, Definition: "Dataset"}
	d.Fields = adopt.Fields{}.With("description", o.description).With("bucket", o.bucket).With("layer", o.layer).With("prefix", o.prefix).
		With("owner", o.owner).With("access", adopt.Fields{{Label: "pattern", Value: o.pattern}}).With("keep", o.keep)
	return a.finish(ctx, d, nil)
}
