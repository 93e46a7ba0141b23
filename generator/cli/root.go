package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

const rootLong = `weir compiles CUE declarations of a data platform (Trino catalogs, Trino clusters, environments, a
lake on S3) into the files that ArgoCD and CodePipeline apply, and says in the pull request what
would fail.`

const rootExample = `  weir init --platform ecs lake      a repository that builds
  cd lake
  weir vet                           every mistake in every declaration
  weir build                         write out/
  weir show plan --env prod          what weir worked out, and why`

// newRoot is weir itself, with every command in reading order.
func newRoot(t *tool) *cobra.Command {
	root := &cobra.Command{
		Use:                "weir",
		Short:              "compile declarations of a data platform on Trino into what AWS and Kubernetes apply",
		Long:               rootLong,
		Example:            rootExample,
		Annotations:        exitsAs("fine", "findings of level error, or output that is stale", "wrong use, or input that cannot be read"),
		Args:               commands,
		RunE:               func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE:  func(*cobra.Command, []string) error { return t.enter() },
		Version:            thisVersion(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true,
	}
	root.SetIn(t.In)
	root.SetOut(t.Out)
	root.SetErr(t.Err)
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("weir {{.Version}}\n")
	root.PersistentFlags().StringVarP(&t.chdir, "chdir", "C", "", "run as if started in `DIR`")
	_ = root.MarkPersistentFlagDirname("chdir")
	root.AddGroup(
		&cobra.Group{ID: "work", Title: "Every day:"},
		&cobra.Group{ID: "look", Title: "To look closer:"},
		&cobra.Group{ID: "house", Title: "Housekeeping:"},
	)
	group := func(id string, all ...*cobra.Command) {
		for _, c := range all {
			c.GroupID = id
			root.AddCommand(c)
		}
	}
	group("work", newInit(t), newVet(t), newBuild(t), newDiff(t), newSSM(t))
	group("look", newShow(t), newExplain(t), newTrino(t))
	group("house", newSchema(t), newVersion(t))
	root.SetCompletionCommandGroupID("house")
	root.SetHelpCommandGroupID("house")
	group("work", newAdd(t), newImport(t))
	ours(root)
	return root
}

// enter makes -C the working directory of the command.
func (t *tool) enter() error {
	if t.chdir == "" {
		return nil
	}
	dir := t.path(t.chdir)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return misused("name a directory that is there", "-C %s: no such directory", t.chdir)
	}
	t.Dir, t.chdir = dir, ""
	return nil
}

// path is a path as the user wrote it, made absolute.
func (t *tool) path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(t.Dir, name)
}

// shown is an absolute path as the user would write it: relative to the working directory, unless that is far away.
func (t *tool) shown(path string) string {
	short, err := filepath.Rel(t.Dir, path)
	if err != nil || strings.HasPrefix(short, filepath.Join("..", "..")) {
		return path
	}
	return short
}
