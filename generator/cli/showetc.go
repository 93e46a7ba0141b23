package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/write"
)

type showEtcOptions struct {
	loading
	choice
	role string
	to   string
	file string
}

func newShowEtc(t *tool) *cobra.Command {
	var o showEtcOptions
	cmd := &cobra.Command{
		Use:   "etc --env NAME --cluster NAME --role coordinator|worker [--to DIR | FILE]",
		Short: "print or extract the files that Trino reads",
		Long: `etc prints what a node of a cluster finds under /etc/trino, each file under a heading; with a FILE
that file alone, byte for byte. --to DIR extracts them into DIR, which weir then owns: another run
brings it into line, and a directory with files of somebody else's is refused. Secrets stand there
as ${ENV:…}, as Trino reads them; show plan says what they are.`,
		Annotations: exits(),
		Example: `  weir show etc --env prod --cluster adhoc --role worker
  weir show etc --env prod --cluster adhoc --role worker catalog/orders.properties
  weir show etc --env dev --cluster etl --role coordinator --to /tmp/etc`,
		Args:              atMost(1),
		ValidArgsFunction: t.completeEtcFiles(&o),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = strings.Join(args, "")
			return t.runShowEtc(cmd.Context(), o)
		},
	}
	o.choice.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.role, "role", "", "which node: `coordinator|worker`")
	cmd.Flags().StringVar(&o.to, "to", "", "extract the files into `DIR`")
	_ = cmd.RegisterFlagCompletionFunc("role", fixed(roleNames()))
	_ = cmd.MarkFlagDirname("to")
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runShowEtc(ctx context.Context, o showEtcOptions) error {
	if o.to != "" && o.file != "" {
		return misused("leave one of them out", "--to extracts every file, and %q asks for one", o.file)
	}
	if err := oneOf("role", o.role, roleNames()); err != nil {
		return err
	}
	c, err := t.sound(ctx, o.loading, "the files cannot be worked out")
	if err != nil {
		return err
	}
	r, err := o.node(c.platform)
	if err != nil {
		return err
	}
	switch {
	case o.to != "":
		return t.extract(r, o.to)
	case o.file != "":
		return t.printFile(r, o.file)
	}
	return t.printFiles(r)
}

// node is the one role of the one cluster that the flags name.
func (o showEtcOptions) node(p *model.Platform) (*model.Role, error) {
	of, err := o.one(p)
	if err != nil {
		return nil, err
	}
	return role(of.cluster, o.role)
}

func (t *tool) printFiles(r *model.Role) error {
	var b strings.Builder
	p := t.paintOut()
	for i, f := range r.Files {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.bold("==> "+f.Path+" <==") + "\n" + etcText(f))
	}
	return t.print(b.String())
}

func (t *tool) printFile(r *model.Role, path string) error {
	path = strings.TrimPrefix(path, "/etc/trino/")
	f, ok := r.File(path)
	if !ok {
		return unknown("file", path, filePaths(r))
	}
	return t.print(etcText(f))
}

func (t *tool) extract(r *model.Role, to string) error {
	var tree artifact.Tree
	for _, f := range r.Files {
		if err := tree.Add(etc.Text(f).File(f.Path)); err != nil {
			return err
		}
	}
	if _, err := write.Extract(t.path(to), tree); err != nil {
		return err
	}
	fmt.Fprintf(t.Err, "wrote %s of %s into %s\n", count(len(r.Files), "file"), r.Name, to)
	return nil
}

// etcText is a file as Trino reads it.
func etcText(f model.File) string { return string(etc.Text(f).File(f.Path).Data) }

func filePaths(r *model.Role) []string {
	var paths []string
	for _, f := range r.Files {
		paths = append(paths, f.Path)
	}
	return paths
}

// completeEtcFiles completes FILE once the flags before it name a node.
func (t *tool) completeEtcFiles(o *showEtcOptions) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 || t.enter() != nil {
			return nil, noFiles
		}
		c, err := t.compile(cmd.Context(), o.loading)
		if err != nil || c.platform == nil {
			return nil, noFiles
		}
		r, err := o.node(c.platform)
		if err != nil {
			return nil, noFiles
		}
		return filePaths(r), noFiles
	}
}
