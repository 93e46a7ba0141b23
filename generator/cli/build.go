package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/diag"
	"weir.local/generator/write"
)

type buildOptions struct {
	loading
	choice
	check bool
	out   string
}

func newBuild(t *tool) *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build",
		Short: "write what AWS and Kubernetes apply into out/",
		Long: `build vets the declarations, works the platform out and brings out/ into line with it: it writes
what differs, removes what is no longer declared, and touches nothing else. When anything has an
error, nothing is written at all. out/ is weir's own (the file .weir in it says so); a directory
that holds other files is refused.

--check writes nothing and names the files that are stale: the gate for pull requests.`,
		Annotations: exitsAs("fine", "findings of level error, so that nothing was written; with --check, stale files", "wrong use, or input or output that cannot be read or written"),
		Example: `  $ weir build
  out: 2 added, 14 changed, 1 removed, 160 unchanged

  $ weir build --check
  change  out/prod/adhoc/ssm/release.yaml
  out is stale: 1 to change; run weir build`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runBuild(cmd.Context(), o) },
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "write nothing; exit 1 and name the files that are stale")
	cmd.Flags().StringVar(&o.out, "out", "", "write to `DIR` (default: out beside the declarations)")
	_ = cmd.MarkFlagDirname("out")
	o.addEnvironment(t, cmd, "only the part of the environment `NAME`")
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runBuild(ctx context.Context, o buildOptions) error {
	const so = "nothing was written"
	c, err := t.sound(ctx, o.loading, so)
	if err != nil {
		return err
	}
	b := build{dir: filepath.Join(c.root, "out")}
	if o.out != "" {
		b.dir = t.path(o.out)
	}
	if _, err := o.environments(c.platform); err != nil {
		return err
	}
	if o.environment != "" {
		b.beneath = []string{o.environment}
	}
	if b.tree, err = c.render(); err != nil {
		return fmt.Errorf("%w; %s", err, so)
	}
	if b.tree == nil {
		return t.refuse(c, so)
	}
	if b.tree.Len() == 0 {
		return fmt.Errorf("the declarations make no file at all, and everything in %s would be removed: is this the right directory, and the whole checkout?; %s", t.shown(b.dir), so)
	}
	if o.check {
		return t.compareBuild(b)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.applyBuild(b, c.findings.Count(diag.Warning))
}

// build is a tree and where it goes.
type build struct {
	dir     string
	tree    *artifact.Tree
	beneath []string
}

func (t *tool) applyBuild(b build, warnings int) error {
	changes, err := write.Apply(b.dir, *b.tree, b.beneath...)
	if err != nil {
		return err
	}
	parts := tally(changes, "added", "changed", "removed")
	parts = append(parts, thousands(b.unchanged(changes))+" unchanged")
	if warnings > 0 {
		fmt.Fprintf(t.Err, "%s; weir vet lists them\n", count(warnings, "warning"))
	}
	_, err = fmt.Fprintf(t.Out, "%s: %s\n", t.shown(b.dir), strings.Join(parts, ", "))
	return err
}

func (t *tool) compareBuild(b build) error {
	changes, err := write.Compare(b.dir, *b.tree, b.beneath...)
	if err != nil {
		return err
	}
	dir := t.shown(b.dir)
	if changes.None() {
		fmt.Fprintf(t.Err, "%s is up to date: %s\n", dir, count(b.unchanged(changes), "file"))
		return nil
	}
	if _, err := fmt.Fprint(t.Out, stale(dir, changes, t.paintOut())); err != nil {
		return err
	}
	parts := tally(changes, "to add", "to change", "to remove")
	fmt.Fprintf(t.Err, "%s is stale: %s; run weir build\n", dir, strings.Join(parts, ", "))
	return verdict(found)
}

// stale lists the files that differ, a line each.
func stale(dir string, changes write.Changes, p paint) string {
	var b strings.Builder
	for _, group := range []struct {
		word  string
		paint func(string) string
		files []string
	}{{"add   ", p.green, changes.Add}, {"change", p.yellow, changes.Change}, {"remove", p.red, changes.Remove}} {
		for _, file := range group.files {
			fmt.Fprintf(&b, "%s  %s\n", group.paint(group.word), filepath.ToSlash(filepath.Join(dir, file)))
		}
	}
	return b.String()
}

func tally(changes write.Changes, add, change, remove string) []string {
	var parts []string
	for _, p := range []struct {
		files []string
		word  string
	}{{changes.Add, add}, {changes.Change, change}, {changes.Remove, remove}} {
		if n := len(p.files); n > 0 {
			parts = append(parts, thousands(n)+" "+p.word)
		}
	}
	return parts
}

// unchanged counts the files that are as they should be.
func (b build) unchanged(changes write.Changes) int {
	n := 1 // the marker
	for _, f := range b.tree.Files() {
		if len(b.beneath) == 0 || strings.HasPrefix(f.Path, b.beneath[0]+"/") {
			n++
		}
	}
	return n - len(changes.Add) - len(changes.Change)
}
