package cli

import "github.com/spf13/cobra"

func newTrino(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:         "trino",
		Short:       "ask a real Trino",
		Long:        "trino holds the commands that talk to a Trino server or look into a distribution.",
		Annotations: exits(),
		Example: `  weir trino verify --dist trino-server-476              start a server, try every catalog on it
  weir trino verify --server https://trino.example.com   try them on one that runs
  weir trino catalogs plan --server URL --env prod --cluster adhoc`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTrinoVerify(t), newTrinoCatalogs(t))
	return cmd
}
