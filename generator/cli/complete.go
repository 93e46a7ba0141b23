package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/check"
	"weir.local/generator/load"
	"weir.local/generator/monitoring"
	"weir.local/schema"
)

// What the shell completes. A repository that cannot be read completes nothing: this is no place for messages.

const noFiles = cobra.ShellCompDirectiveNoFileComp

func (t *tool) completeEnvironments(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return t.declared(cmd, schema.KindEnvironment), noFiles
}

func (t *tool) completeClusters(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return t.declared(cmd, schema.KindCluster), noFiles
}

// declared lists the names of one kind, each with its description.
func (t *tool) declared(cmd *cobra.Command, kind schema.Kind) []string {
	if t.enter() != nil {
		return nil
	}
	root, err := t.repository()
	if err != nil {
		return nil
	}
	repo, _, err := load.Repository(cmd.Context(), root, load.Options{CacheDir: t.cacheDir(), Version: fingerprint()})
	if err != nil {
		return nil
	}
	var names []string
	for _, d := range repo.Of(kind) {
		names = append(names, described(d.Name, d.Head().Description))
	}
	return names
}

func completeRules(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	var ids []string
	for _, r := range check.Rules() {
		ids = append(ids, described(r.ID, r.Title))
	}
	for _, alert := range monitoring.Names() {
		ids = append(ids, described(alert, "runbook of an alert"))
	}
	return ids, noFiles
}

// fixed completes a flag that takes one of a few words.
func fixed(words []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) { return words, noFiles }
}

// described is a name with what the shell says beside it.
func described(name, text string) string {
	text, _, _ = strings.Cut(text, "\n")
	if text == "" {
		return name
	}
	return name + "\t" + text
}
