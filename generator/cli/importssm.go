package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/generator/deliver/parameters"
)

type importSSMOptions struct {
	importOptions
	prefix string
	place  parameters.Place
}

func newImportSSM(t *tool) *cobra.Command {
	var o importSSMOptions
	cmd := &cobra.Command{
		Use:   "ssm --prefix PATH",
		Short: "take parameters of Parameter Store: Trino's files, or catalogs",
		Long: `ssm asks Parameter Store for what lies under a prefix and declares it. A parameter may hold one of
Trino's files (/trino/catalog/orders.properties) or one property of a catalog
(/trino/orders/connection-url, with connector.name beside it). A SecureString becomes a reference to
where it lies; its value is not asked for.

Whom it asks: Systems Manager, GetParametersByPath without decryption, with the credentials that the
AWS CLI would use.`,
		Annotations: exitsAs("fine", "findings of level error", "wrong use, or Parameter Store cannot be read"),
		Example:     `  weir import ssm --prefix /trino --cluster adhoc --owner data-platform --region us-west-2`,
		Args:        noArguments,
		RunE:        func(cmd *cobra.Command, _ []string) error { return t.runImportSSM(cmd.Context(), o) },
	}
	o.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.prefix, "prefix", "", "the `PATH` that the parameters lie under: /trino")
	cmd.Flags().StringVar(&o.place.Region, "region", "", "AWS `REGION` (default: the environment's, then the AWS CLI's)")
	cmd.Flags().StringVar(&o.place.Endpoint, "endpoint-url", "", "ask `URL` in place of AWS: an emulator")
	cmd.Flags().StringVar(&o.platform, "platform", "", "where a cluster that is not declared runs: `ecs|eks`")
	_ = cmd.RegisterFlagCompletionFunc("platform", fixed(platforms()))
	return cmd
}

func (t *tool) runImportSSM(ctx context.Context, o importSSMOptions) error {
	if !strings.HasPrefix(o.prefix, "/") || o.prefix == "/" {
		return misused("write it as Parameter Store names it: --prefix /trino", "--prefix %s: no path of parameters", o.prefix)
	}
	if o.platform != "" {
		if err := oneOf("platform", o.platform, platforms()); err != nil {
			return err
		}
	}
	i, err := t.begin(ctx, o.importOptions)
	if err != nil {
		return err
	}
	if o.place.Region == "" && o.environment != "" {
		o.place.Region = i.adopt.Region
	}
	found, err := parameters.Under(ctx, o.place, o.prefix)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return misused("aws ssm describe-parameters lists what is there", "there is no parameter under %s", o.prefix)
	}
	all := make([]adopt.Parameter, len(found))
	for n, p := range found {
		all[n] = adopt.Parameter(p)
	}
	r, documents, err := adopt.Parameters(all, o.prefix, i.adopt, i.declaresCluster() && !o.force)
	if err != nil {
		return err
	}
	return t.finish(ctx, i, r, documents)
}
