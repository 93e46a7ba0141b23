package cli

import "github.com/spf13/cobra"

func newTrino(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:         "trino",
		Short:       "what Trino's versions know, and go from one to another",
		Long:        "trino holds the commands that are about Trino itself.",
		Annotations: exits(),
		Example:     `  weir trino upgrade --to 476    what another version breaks, and --fix mends`,
		Args:        commands,
		RunE:        func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTrinoUpgrade(t))
	cmd.AddCommand(newTrinoVerify(t), newTrinoCatalogs(t))
	return cmd
}
