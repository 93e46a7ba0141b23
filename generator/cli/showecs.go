package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/render/ecs"
	"weir.local/generator/write"
)

type showECSOptions struct {
	loading
	choice
	deliver string
	to      string
	file    string
}

func newShowECS(t *tool) *cobra.Command {
	var o showECSOptions
	cmd := &cobra.Command{
		Use:   "ecs --env NAME --cluster NAME [--deliver stack|api] [--to DIR | FILE]",
		Short: "print or extract what a cluster on ECS is made of, in either form",
		Long: `ecs prints the task definitions, services and whatever else a cluster on ECS consists of: as one
CloudFormation stack, or as the inputs of the AWS CLI's calls, a file each. Without --deliver it is
the form that the cluster's declaration chooses, which is in out/; with it, the other one as well.
--to DIR extracts the files into DIR, which weir then owns.`,
		Annotations: exits(),
		Example: `  weir show ecs --env prod --cluster adhoc
  weir show ecs --env prod --cluster adhoc --deliver api worker.service.json
  weir show ecs --env dev --cluster adhoc --deliver stack --to /tmp/adhoc`,
		Args: atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = strings.Join(args, "")
			return t.runShowECS(cmd.Context(), o)
		},
	}
	o.choice.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.deliver, "deliver", "", "which form: `"+strings.Join(forms(), "|")+"`")
	cmd.Flags().StringVar(&o.to, "to", "", "extract the files into `DIR`")
	_ = cmd.RegisterFlagCompletionFunc("deliver", fixed(forms()))
	_ = cmd.MarkFlagDirname("to")
	o.loading.addFlags(cmd)
	return cmd
}

func forms() []string { return []string{ecs.Stack, ecs.API} }

func (t *tool) runShowECS(ctx context.Context, o showECSOptions) error {
	if o.to != "" && o.file != "" {
		return misused("leave one of them out", "--to extracts every file, and %q asks for one", o.file)
	}
	if o.deliver != "" {
		if err := oneOf("deliver", o.deliver, forms()); err != nil {
			return err
		}
	}
	c, err := t.sound(ctx, o.loading, "the cluster cannot be worked out")
	if err != nil {
		return err
	}
	files, err := o.files(c.platform)
	if err != nil {
		return err
	}
	switch {
	case o.to != "":
		return t.extractECS(files, o.to)
	case o.file != "":
		return t.printECSFile(files, o.file)
	case len(files) == 1:
		return t.print(string(files[0].Data))
	}
	var b strings.Builder
	p := t.paintOut()
	for i, f := range files {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.bold("==> "+f.Path+" <==") + "\n" + string(f.Data))
	}
	return t.print(b.String())
}

// files are the one cluster's, in the form that is asked for, each by its name alone.
func (o showECSOptions) files(p *model.Platform) ([]artifact.File, error) {
	of, err := o.one(p)
	if err != nil {
		return nil, err
	}
	if of.cluster.ECS == nil {
		return nil, misused("weir show etc prints what Trino reads there", "cluster %s runs on EKS", of.cluster.Name)
	}
	files, err := ecs.Form(of.environment, of.cluster, cmp.Or(o.deliver, of.cluster.Task.Deliver.Value))
	for i := range files {
		files[i].Path = files[i].Path[strings.LastIndexByte(files[i].Path, '/')+1:]
	}
	return files, err
}

func (t *tool) printECSFile(files []artifact.File, name string) error {
	var names []string
	for _, f := range files {
		if f.Path == name {
			return t.print(string(f.Data))
		}
		names = append(names, f.Path)
	}
	return unknown("file", name, names)
}

func (t *tool) extractECS(files []artifact.File, to string) error {
	var tree artifact.Tree
	for _, f := range files {
		if err := tree.Add(f); err != nil {
			return err
		}
	}
	if _, err := write.Extract(t.path(to), tree); err != nil {
		return err
	}
	fmt.Fprintf(t.Err, "wrote %s into %s\n", count(len(files), "file"), to)
	return nil
}
