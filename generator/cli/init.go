package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/mod/module"
	"github.com/spf13/cobra"

	"weir.local/generator/scaffold"
)

type initOptions struct {
	platform string
	name     string
	region   string
	accounts []string
	dir      string
}

func newInit(t *tool) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   "init --platform ecs|eks [DIR]",
		Short: "write a repository that builds",
		Long: `init writes a repository that builds at once: two environments, a Trino cluster, a catalog of the
lake and one for smoke tests, the lake, and the schema that the declarations are checked by. What
only you know (accounts, VPC, subnets, security groups) is all zeros, and weir vet warns of each
until it is replaced.

DIR must be empty or not there yet; the default is the working directory. On a terminal init asks
for what no flag says.`,
		Annotations: exitsAs("fine", "", "wrong use, or a directory that is not empty"),
		Example: `  weir init --platform ecs lake
  weir init --platform eks --name acme --account dev=444455556666,prod=111122223333 lake`,
		Args: atMost(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = t.path(strings.Join(args, ""))
			return t.runInit(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.platform, "platform", "", "where Trino runs: `ecs|eks`")
	cmd.Flags().StringVar(&o.name, "name", "", "`NAME` that buckets begin with (default: the directory's)")
	cmd.Flags().StringVar(&o.region, "region", "", "AWS `REGION` (default: us-east-1)")
	cmd.Flags().StringSliceVar(&o.accounts, "account", nil, "AWS account of every environment, or `ENV=ID` of one")
	_ = cmd.RegisterFlagCompletionFunc("platform", fixed(scaffold.Platforms()))
	return cmd
}

func (t *tool) runInit(ctx context.Context, o initOptions) error {
	if err := t.canInit(o.dir); err != nil {
		return err
	}
	if t.Terminal.In && t.Terminal.Err {
		t.ask(&o)
	}
	s, err := o.scaffold(ctx)
	if err != nil {
		return err
	}
	files, err := scaffold.Repository(s)
	if err != nil {
		return err
	}
	if err := scaffold.Create(o.dir, files); err != nil {
		return fmt.Errorf("%w; nothing was left behind", err)
	}
	return t.sayInit(o.dir, files)
}

// canInit refuses a directory that is not empty, and one inside a repository of weir's.
func (t *tool) canInit(dir string) error {
	names, err := scaffold.InTheWay(dir)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		if len(names) > 5 {
			names = append(names[:5:5], "…")
		}
		return misused("name an empty directory, or one that is not there yet", "%s is not empty: %s", t.shown(dir), strings.Join(names, ", "))
	}
	return nil
}

// ask asks on the terminal for what no flag says; an empty answer takes what stands in brackets.
func (t *tool) ask(o *initOptions) {
	in := bufio.NewReader(t.In)
	for _, q := range []struct {
		answer   *string
		question string
		fallback string
	}{
		{&o.platform, "Where does Trino run, ecs or eks?", "ecs"},
		{&o.name, "What do the names of your buckets begin with?", nameOf(o.dir)},
		{&o.region, "Which AWS region?", defaultRegion},
	} {
		if *q.answer != "" {
			continue
		}
		fmt.Fprintf(t.Err, "%s [%s] ", q.question, q.fallback)
		line, err := in.ReadString('\n')
		*q.answer = strings.TrimSpace(line)
		if *q.answer == "" && (err == nil || err == io.EOF) {
			*q.answer = q.fallback
		}
	}
}

const defaultRegion = "us-east-1"

// scaffold checks the answers and fills in the rest.
func (o initOptions) scaffold(ctx context.Context) (scaffold.Options, error) {
	s := scaffold.Options{Platform: o.platform, Name: o.name, Region: o.region, Module: remoteModule(ctx, o.dir), Accounts: map[string]string{}}
	if s.Name == "" {
		s.Name = nameOf(o.dir)
	}
	if s.Region == "" {
		s.Region = defaultRegion
	}
	switch {
	case !slices.Contains(scaffold.Platforms(), o.platform):
		return s, oneOf("platform", o.platform, scaffold.Platforms())
	case !regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`).MatchString(s.Name):
		return s, misused("write lower-case letters, digits and hyphens, as S3 takes them: acme", "--name %s: not the beginning of a bucket's name", s.Name)
	case !regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`).MatchString(s.Region):
		return s, misused("write it as us-west-2 or eu-central-1", "--region %s: not an AWS region", s.Region)
	}
	return s, o.setAccounts(s.Accounts)
}

// setAccounts reads --account 111122223333, or --account dev=444455556666,prod=111122223333.
func (o initOptions) setAccounts(accounts map[string]string) error {
	for _, given := range o.accounts {
		environment, id, ok := strings.Cut(given, "=")
		names := []string{environment}
		if !ok {
			id, names = given, scaffold.Environments()
		} else if !slices.Contains(scaffold.Environments(), environment) {
			return unknown("environment", environment, scaffold.Environments())
		}
		if !regexp.MustCompile(`^[0-9]{12}$`).MatchString(id) {
			return misused("write its twelve digits: 111122223333", "--account %s: not an AWS account", given)
		}
		for _, name := range names {
			accounts[name] = id
		}
	}
	return nil
}

// nameOf makes the beginning of a bucket's name of a directory's.
func nameOf(dir string) string {
	name := strings.ToLower(filepath.Base(dir))
	name = strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(name, "-"), "-")
	if name == "" {
		return "lake"
	}
	return name[:min(len(name), 30)]
}

// remoteModule is the CUE module of a clone, by the address of its remote: github.com/acme/lake.
func remoteModule(ctx context.Context, dir string) string {
	const none = "lake.example"
	git := exec.CommandContext(ctx, "git", "-C", dir, "remote", "get-url", "origin")
	out, err := git.Output()
	if err != nil {
		return none
	}
	path := modulePath(strings.TrimSpace(string(out)))
	if module.CheckPathWithoutVersion(path) != nil {
		return none
	}
	return path
}

// modulePath is host and path of a Git address: git@github.com:acme/lake.git, https://github.com/acme/lake.
func modulePath(address string) string {
	_, path, ok := strings.Cut(address, "://")
	if !ok {
		path = strings.Replace(address, ":", "/", 1)
	}
	if _, after, ok := strings.Cut(path, "@"); ok {
		path = after
	}
	host, rest, _ := strings.Cut(path, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.ToLower(strings.TrimSuffix(host+"/"+rest, ".git"))
}

func (t *tool) sayInit(dir string, files []scaffold.File) error {
	own := 0
	for _, f := range files {
		if strings.HasPrefix(f.Path, scaffold.SchemaFolder) {
			continue
		}
		own++
		if _, err := fmt.Fprintln(t.Out, filepath.ToSlash(filepath.Join(t.shown(dir), f.Path))); err != nil {
			return err
		}
	}
	p := t.paintErr()
	fmt.Fprintf(t.Err, "\nwrote %s, and the schema in %s\n\nNext:\n", count(own, "file"), scaffold.SchemaFolder)
	if dir != t.Dir {
		fmt.Fprintln(t.Err, "  "+p.bold("cd "+t.shown(dir)))
	}
	fmt.Fprintln(t.Err, "  "+p.bold("weir vet")+"     lists the placeholders to replace")
	fmt.Fprintln(t.Err, "  "+p.bold("weir build")+"   writes out/")
	return nil
}
