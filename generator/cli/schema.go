package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cuelang.org/go/mod/modfile"
	"github.com/spf13/cobra"

	"weir.local/generator/scaffold"
)

// ownModule is the CUE module of weir's own repository, where schema/ is the source of every copy.
const ownModule = "weir.local"

func newSchema(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "compare or update the repository's copy of the schema",
		Long: `The declarations import "weir.local/schema". A repository keeps a copy of it, under
` + scaffold.SchemaFolder + `, so that plain ` + "`cue vet -c ./...`" + ` and editors find it; this weir
carries the original. Files there that are not weir's own, such as a harvest of another Trino
version, are left alone.`,
		Annotations: exits(),
		Example: `  weir schema check     in pull requests: is the copy what this weir carries?
  weir schema update    after a new weir was installed`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSchemaCheck(t), newSchemaUpdate(t))
	return cmd
}

func newSchemaCheck(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:         "check",
		Short:       "say whether the copy is what this weir carries",
		Long:        "check names the files of the copy that differ from what this weir carries, and writes nothing.",
		Annotations: exitsAs("it is", "it is not", "wrong use, or input that cannot be read"),
		Example: `  $ weir schema check
  change  cue.mod/gen/weir.local/schema/catalog.cue
  the copy of the schema is not this weir's: 1 file differs; run weir schema update`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return t.runSchemaCheck() },
	}
}

func newSchemaUpdate(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "update",
		Short: "make the copy what this weir carries",
		Long: `update writes the files of the copy that differ from what this weir carries, changed by hand or not,
and removes those that weir wrote once and carries no more.`,
		Annotations: exitsAs("it is now", "", "wrong use, or files that cannot be written"),
		Example: `  $ weir schema update
  change  cue.mod/gen/weir.local/schema/catalog.cue`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return t.runSchemaUpdate() },
	}
}

func (t *tool) runSchemaCheck() error {
	root, own, err := t.schemaHome()
	if err != nil || own {
		return err
	}
	c, err := scaffold.CompareSchema(root)
	if err != nil {
		return err
	}
	if err := t.sayKept(root); err != nil {
		return err
	}
	if c.None() {
		fmt.Fprintln(t.Err, "the copy of the schema is this weir's")
		return nil
	}
	if err := t.print(t.schemaChanges(root, c)); err != nil {
		return err
	}
	verb := "differ"
	if c.Len() == 1 {
		verb = "differs"
	}
	fmt.Fprintf(t.Err, "the copy of the schema is not this weir's: %s %s; run weir schema update\n", count(c.Len(), "file"), verb)
	return verdict(found)
}

func (t *tool) runSchemaUpdate() error {
	root, own, err := t.schemaHome()
	if err != nil || own {
		return err
	}
	c, err := scaffold.UpdateSchema(root)
	if err != nil {
		return err
	}
	if err := t.sayKept(root); err != nil {
		return err
	}
	if c.None() {
		fmt.Fprintln(t.Err, "the copy of the schema is this weir's already")
	}
	return t.print(t.schemaChanges(root, c))
}

// sayKept names the files beside the copy that are left alone.
func (t *tool) sayKept(root string) error {
	kept, err := scaffold.Kept(root)
	for _, name := range kept {
		fmt.Fprintf(t.Err, "left alone, as it is not weir's: %s\n", t.shown(filepath.Join(root, filepath.FromSlash(name))))
	}
	return err
}

// schemaHome is the repository, and whether it is weir's own, about which there is nothing to do.
func (t *tool) schemaHome() (root string, own bool, err error) {
	root, err = t.repository()
	if err != nil {
		return "", false, err
	}
	if own = moduleOf(root) == ownModule; own {
		fmt.Fprintln(t.Err, "this is weir's own repository: schema/ is the source of every copy")
	}
	return root, own, nil
}

// noteSchema says when declarations are checked by another schema than this weir's: its words may not fit then.
func (t *tool) noteSchema(root string) {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(scaffold.SchemaFolder)))
	if moduleOf(root) == ownModule || err != nil { // a copy that is not there at all is a finding
		return
	}
	if c, err := scaffold.CompareSchema(root); err == nil && !c.None() {
		fmt.Fprintln(t.Err, t.paintErr().yellow("note:")+" the copy of the schema is not this weir's; run weir schema update")
	}
}

// moduleOf is the path of the CUE module at a root; empty when it cannot be read, which the loader says better.
func moduleOf(root string) string {
	name := filepath.Join(root, "cue.mod", "module.cue")
	data, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	f, err := modfile.ParseNonStrict(data, name)
	if err != nil {
		return ""
	}
	path, _, _ := strings.Cut(f.Module, "@")
	return path
}

func (t *tool) schemaChanges(root string, c scaffold.Changes) string {
	p := t.paintOut()
	lines := table{columns: []column{{}, {}, {paint: p.faint}}}
	for _, group := range []struct {
		word  string
		note  string
		files []string
	}{{p.green("add   "), "", c.Add}, {p.yellow("change"), "", c.Change}, {p.yellow("change"), "changed by hand", c.Edited}, {p.red("remove"), "", c.Remove}} {
		for _, file := range group.files {
			lines.add(group.word, t.shown(filepath.Join(root, filepath.FromSlash(file))), group.note)
		}
	}
	return lines.String()
}
