package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/compare"
	"weir.local/generator/write"
)

type diffOptions struct {
	loading
	choice
	base     string
	format   string
	exitCode bool
	failOn   []string
}

func newDiff(t *tool) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "say what a change does on delivery: restarts, data at risk, secrets to create",
		Long: `diff compares out/ as committed at the base with what the present declarations render to: what is
committed there is what is deployed. It says what is added, changed and removed, and what delivery
does to each cluster (which nodes restart, in which order, for how long no coordinator answers, what
becomes of running queries); which data is at risk, who gets other access, what capacity changes,
and which secrets must be there first. Formatting, comments and the layout of files have no effect,
and diff says so.

The base's declarations are compiled too, with this weir, to tell what the change does from what a
newer weir writes otherwise by itself. Nothing is checked out, and nothing is written. Without
--base it is the commit where HEAD left origin/main, main, origin/HEAD, origin/master or master,
whichever is there first; without any, HEAD. A shallow clone without one of them is refused.

Where this weir refuses the base's declarations, files alone are compared: nobody knows then which
data is at risk and who gets access, and --fail-on data-at-risk and access exit 1.

--format markdown is the comment of a pull request: its first line is a marker to find the comment
by and replace it, and it is never longer than the 65,536 characters that GitHub takes.`,
		Annotations: exitsAs("fine, whatever the change does", "findings of level error; with --exit-code, any change; with --fail-on, one of that kind", "wrong use, input that cannot be read, or no such base"),
		Example: `  $ weir diff
  $ weir diff --base v1.4.0 --env prod
  $ weir diff --format markdown --fail-on data-at-risk > comment.md`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runDiff(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.base, "base", "", "compare with what is committed at `REVISION`")
	cmd.Flags().StringVar(&o.format, "format", "text", "print as `FORMAT`: "+list(diffFormatNames(), "or"))
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit 1 when anything changes")
	cmd.Flags().StringSliceVar(&o.failOn, "fail-on", nil, "exit 1 when the change does one of the `KINDS`: "+strings.Join(failureNames(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(diffFormatNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(failureNames(), cobra.ShellCompDirectiveNoFileComp))
	o.addEnvironment(t, cmd, "only the environment `NAME`")
	o.loading.addFlags(cmd)
	return cmd
}

// diffFormats lists every way to print a diff.
func diffFormats() []struct {
	name  string
	print func(*tool, diffReport) error
} {
	return []struct {
		name  string
		print func(*tool, diffReport) error
	}{
		{"text", (*tool).printDiffText},
		{"json", func(t *tool, r diffReport) error { return writeJSON(t.Out, r) }},
		{"markdown", func(t *tool, r diffReport) error { return t.print(diffMarkdown(r, commentLimit)) }},
	}
}

func diffFormatNames() []string {
	var names []string
	for _, f := range diffFormats() {
		names = append(names, f.name)
	}
	return names
}

// failures are what --fail-on asks about. What nobody knows, as the base's declarations are refused, is not ruled out.
func failures() []struct {
	name string
	does func(diffReport) bool
} {
	return []struct {
		name string
		does func(diffReport) bool
	}{
		{"restart", func(r diffReport) bool { return r.Counts.Restarts+r.Counts.ClustersRemoved > 0 }},
		{"data-at-risk", func(r diffReport) bool { return len(r.Risks) > 0 || !r.Base.Explained }},
		{"access", func(r diffReport) bool { return len(r.Access) > 0 || !r.Base.Explained }},
	}
}

func failureNames() []string {
	var names []string
	for _, f := range failures() {
		names = append(names, f.name)
	}
	return names
}

func (t *tool) runDiff(ctx context.Context, o diffOptions) error {
	if err := oneOf("format", o.format, diffFormatNames()); err != nil {
		return err
	}
	for _, kind := range o.failOn {
		if err := oneOf("fail-on", kind, failureNames()); err != nil {
			return err
		}
	}
	const so = "nothing was compared"
	c, err := t.sound(ctx, o.loading, so)
	if err != nil {
		return err
	}
	tree, err := c.render()
	if err != nil {
		return fmt.Errorf("%w; %s", err, so)
	}
	if tree == nil {
		return t.refuse(c, so)
	}
	b, err := baseOf(ctx, c, tree, o.base)
	if err != nil {
		return err
	}
	defer b.close()
	if err := o.known(c, b); err != nil {
		return err
	}
	change := compare.Change{
		Deployed: b.out, Before: b.platform, Rebuilt: b.rebuilt, After: c.platform, Output: outputOf(tree),
		Environment: o.environment, Hide: hidden,
	}
	report := diffReportOf(c, b, compare.Of(change))
	report.environment = o.environment
	if change.Environment = ""; report.Form && o.environment != "" {
		report.Form = compare.Of(change).None() // what changed may be of another environment
	}
	t.noteUnbuilt(c, tree)
	for _, f := range diffFormats() {
		if f.name == o.format {
			if err := f.print(t, report); err != nil {
				return err
			}
		}
	}
	return o.verdict(report)
}

// noteUnbuilt says that out/ is not what the declarations render to: what is committed then does something else.
func (t *tool) noteUnbuilt(c *compiled, tree *artifact.Tree) {
	if changes, err := write.Compare(filepath.Join(c.root, "out"), *tree); err == nil && !changes.None() {
		fmt.Fprintln(t.Err, t.paintErr().yellow("note:")+" out/ is stale, and this is what it does once it is built; run weir build")
	}
}

// known refuses an environment that neither side has; one that the change removes is known.
func (o diffOptions) known(c *compiled, b *base) error {
	if b.platform != nil {
		if _, err := o.environments(b.platform); err == nil {
			return nil
		}
	}
	_, err := o.environments(c.platform)
	return err
}

func (o diffOptions) verdict(r diffReport) error {
	if o.exitCode && r.Changes {
		return verdict(found)
	}
	for _, f := range failures() {
		if slices.Contains(o.failOn, f.name) && f.does(r) {
			return verdict(found)
		}
	}
	return nil
}

// hidden masks the value of a property whose name says that it is a secret; names of places and variables are shown.
func hidden(key, value string) string {
	switch {
	case value == "" || !secretWords.MatchString(key) && !secretWords.MatchString(value):
		return value
	case strings.HasPrefix(value, "${ENV:") || isPlaceOfSecret(key):
		return value
	}
	return "…"
}

// isPlaceOfSecret says whether a field names where a secret lies: password.parameter, sharedSecret.key.
func isPlaceOfSecret(key string) bool {
	for _, end := range []string{".parameter", ".secret", ".key"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}
