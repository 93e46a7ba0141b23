package cli

import "github.com/spf13/cobra"

func newTrino(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:         "trino",
		Short:       "what Trino's versions know, and go from one to another",
		Long:        "trino holds the commands that are about Trino itself.",
		Annotations: exits(),
		Example: `  weir trino upgrade --to 476                    what another version breaks, and --fix mends
  weir trino harvest trino-server-480.tar.gz     learn what a version knows that weir does not carry`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTrinoUpgrade(t), newTrinoVerify(t), newTrinoCatalogs(t), newTrinoHarvest(t))
	return cmd
}
