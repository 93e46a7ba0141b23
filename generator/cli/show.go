package cli

import "github.com/spf13/cobra"

func newShow(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:         "show",
		Short:       "print what weir works out: the plan, the catalogs, the files Trino reads",
		Long:        "show prints the model behind out/, without writing anything.",
		Annotations: exits(),
		Example: `  weir show plan --env prod --cluster etl    sizes, and the rule that each comes from
  weir show catalogs                         every catalog, and where it is offered
  weir show etc --env prod --cluster etl --role worker
  weir show iam --env prod --cluster adhoc   who may do what, and what needs it
  weir show targets                          what weir can write`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newShowPlan(t), newShowCatalogs(t), newShowEtc(t), newShowECS(t), newShowIAM(t), newShowTargets(t))
	return cmd
}

// addFormat adds the flag --format of commands that print text or JSON.
func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "print as `text|json`")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(textOrJSON()))
}

func textOrJSON() []string { return []string{"text", "json"} }
