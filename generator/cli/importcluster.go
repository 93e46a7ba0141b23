package cli

import (
	"context"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
)

func newImportHelmValues(t *tool) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "helm-values --env NAME FILE",
		Short: "take values of the official Trino chart: a cluster on EKS and its catalogs",
		Long: `helm-values takes the values that the official Trino chart (trinodb/charts 1.42.2) is installed
with, and declares the cluster and its catalogs. Keys that the chart never reads, which Helm takes
without a word, are listed with the nearest that it does read.`,
		Annotations: exits(),
		Example:     `  weir import helm-values --env prod --owner data-platform values.yaml`,
		Args:        atLeastOne("the file that Helm takes with --values"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := atMost(1)(cmd, args); err != nil {
				return err
			}
			return t.runImportCluster(cmd.Context(), o, args, func(files []adopt.Input, o adopt.Options) (adopt.Result, []adopt.Document, error) {
				return adopt.HelmValues(files[0], o)
			})
		},
	}
	o.addFlags(t, cmd)
	return cmd
}

func newImportTaskDefinition(t *tool) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "task-definition --env NAME FILE...",
		Short: "take ECS task definitions: a cluster on ECS",
		Long: `task-definition takes task definitions as register-task-definition reads them or as
describe-task-definition prints them, one of the coordinator and one of the workers, and declares
the cluster. Its catalogs are in Trino's files: import properties --task-definition takes those.`,
		Annotations: exits(),
		Example: `  aws ecs describe-task-definition --task-definition adhoc-coordinator > coordinator.json
  aws ecs describe-task-definition --task-definition adhoc-worker > worker.json
  weir import task-definition --env prod --owner data-platform coordinator.json worker.json`,
		Args: atLeastOne("a task definition: coordinator.json"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.runImportCluster(cmd.Context(), o, args, adopt.TaskDefinitions)
		},
	}
	o.addFlags(t, cmd)
	return cmd
}

// runImportCluster takes files that say what a cluster is, in one environment.
func (t *tool) runImportCluster(ctx context.Context, o importOptions, args []string,
	take func([]adopt.Input, adopt.Options) (adopt.Result, []adopt.Document, error),
) error {
	i, err := t.begin(ctx, o)
	if err != nil {
		return err
	}
	if err := i.one(); err != nil {
		return err
	}
	var files []adopt.Input
	for _, name := range args {
		in, err := t.input(name)
		if err != nil {
			return err
		}
		files = append(files, in)
	}
	r, documents, err := take(files, i.adopt)
	if err != nil {
		return err
	}
	return t.finish(ctx, i, r, documents)
}
