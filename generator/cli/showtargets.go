package cli

import (
	"github.com/spf13/cobra"

	"weir.local/generator/render"
)

func newShowTargets(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:         "targets",
		Short:       "list what weir can write",
		Long:        "targets lists the kinds of output, and for which platform each is written.",
		Annotations: exits(),
		Example: `  $ weir show targets
  ssm   ecs  Parameter Store: a PutParameter input for each file, the release, the secrets to create
  helm  eks  values of the official Trino chart`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return t.runShowTargets() },
	}
}

func (t *tool) runShowTargets() error {
	lines := table{width: t.width(), columns: []column{{paint: t.paintOut().bold}, {}, {}}}
	for _, target := range render.Targets() {
		platform := target.Platform
		if platform == "" {
			platform = "all"
		}
		lines.add(target.Name, platform, target.Doc)
	}
	return t.print(lines.String())
}
