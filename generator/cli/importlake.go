package cli

import (
	"context"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/schema"
)

type importLifecycleOptions struct {
	importOptions
	bucket string
	layer  string
}

func newImportLifecycle(t *tool) *cobra.Command {
	var o importLifecycleOptions
	cmd := &cobra.Command{
		Use:   "lifecycle --bucket NAME FILE",
		Short: "take a bucket's lifecycle configuration: a dataset for each prefix",
		Long: `lifecycle takes what aws s3api get-bucket-lifecycle-configuration prints, and declares a dataset for
each prefix that a rule expires or moves: how long it is kept, and from the moves how it is read.
Rules by tag, of the whole bucket and what no dataset says are listed.`,
		Annotations: exits(),
		Example: `  aws s3api get-bucket-lifecycle-configuration --bucket acme-lake-prod > lifecycle.json
  weir import lifecycle --bucket main --owner data-platform lifecycle.json`,
		Args: atLeastOne("what get-bucket-lifecycle-configuration printed"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := atMost(1)(cmd, args); err != nil {
				return err
			}
			return t.runImportLifecycle(cmd.Context(), o, args[0])
		},
	}
	o.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.bucket, "bucket", "", "the declared bucket `NAME` that it is of, or its name in S3")
	cmd.Flags().StringVar(&o.layer, "layer", "", "the layer `NAME` of the data (default: by the prefix)")
	return cmd
}

func (t *tool) runImportLifecycle(ctx context.Context, o importLifecycleOptions, name string) error {
	i, err := t.begin(ctx, o.importOptions)
	if err != nil {
		return err
	}
	repo := i.before.repo
	if declared, known := i.adopt.Buckets[o.bucket]; known {
		o.bucket = declared
	}
	if err := oneOf("bucket", o.bucket, repo.Names(schema.KindBucket)); err != nil {
		return err
	}
	layers := repo.Names(schema.KindLayer)
	if o.layer != "" {
		if err := oneOf("layer", o.layer, layers); err != nil {
			return err
		}
	}
	in, err := t.input(name)
	if err != nil {
		return err
	}
	lake := adopt.LakeOptions{Bucket: o.bucket, Layer: o.layer, Layers: layers, Prefixes: map[string]string{}, Names: repo.Names(schema.KindDataset)}
	for s3, declared := range i.adopt.Buckets {
		if declared == o.bucket {
			lake.S3 = s3
		}
	}
	for _, d := range repo.Of(schema.KindDataset) {
		bucket, _ := d.Value()["bucket"].(string)
		if prefix, _ := d.Value()["prefix"].(string); bucket == o.bucket && !o.force {
			lake.Prefixes[prefix] = d.Name
		}
	}
	r, documents := adopt.Lifecycle(in, i.adopt, lake)
	return t.finish(ctx, i, r, documents)
}
