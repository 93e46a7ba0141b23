package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/plan"
	"weir.local/generator/render"
	"weir.local/schema"
)

// importOptions are what every import shares: what the input cannot say, and how it is written.
type importOptions struct {
	choice
	platform string
	owner    string
	secrets  string
	force    bool
	dry      bool
}

func newImport(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "make declarations of configuration that is there already",
		Long: `import reads what runs today and writes declarations, one file each: a preset where one says the
same, Trino's own names where none does. What stands in clear and is a secret becomes a reference,
and import lists what to store where; values of secrets are neither printed nor written. What could
not be taken is listed with the reason, and so is every guess. At the end stands what weir vet says
of the new lines.

A file that is there is never overwritten; without --force nothing at all is written then.`,
		Annotations: exits(),
		Example: `  weir import properties --cluster adhoc --owner commerce /etc/trino
  weir import helm-values --env prod --owner data-platform values.yaml
  weir import task-definition --env prod coordinator.json worker.json`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newImportProperties(t), newImportHelmValues(t), newImportTaskDefinition(t), newImportLifecycle(t), newImportSSM(t))
	return cmd
}

func (o *importOptions) addFlags(t *tool, cmd *cobra.Command) {
	o.choice.addEnvironment(t, cmd, "the input is of the environment `NAME`")
	cmd.Flags().StringVar(&o.cluster, "cluster", "", "the input is of the cluster `NAME`")
	_ = cmd.RegisterFlagCompletionFunc("cluster", t.completeClusters)
	cmd.Flags().StringVar(&o.owner, "owner", "", "`WHO` answers for what is imported")
	cmd.Flags().StringVar(&o.secrets, "secrets", "/lake/{environment}", "the `PATH` of parameters for secrets")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace files that are there")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "print what would be written, and write nothing")
}

// importing is a run of import: the repository as it is, and the options worked out from it.
type importing struct {
	importOptions
	before *compiled
	adopt  adopt.Options
}

// begin reads the repository and works out what an import knows of it.
func (t *tool) begin(ctx context.Context, o importOptions) (*importing, error) {
	c, err := t.compile(ctx, loading{})
	if err != nil {
		return nil, err
	}
	names := c.repo.Names(schema.KindEnvironment)
	if o.environment != "" && !slices.Contains(names, o.environment) {
		return nil, unknown("environment", o.environment, names)
	}
	if o.secrets != "" && !strings.HasPrefix(o.secrets, "/") {
		return nil, misused("write it as Parameter Store names it: --secrets /lake/{environment}", "--secrets %s: no path of parameters", o.secrets)
	}
	if o.environment == "" && len(names) == 1 {
		o.environment = names[0]
	}
	i := &importing{importOptions: o, before: c}
	i.adopt = adopt.Options{
		Environment: o.environment, Alone: len(names) > 1, Cluster: o.cluster, Platform: o.platform, Owner: o.owner, Secrets: o.secrets,
		Trino: c.repo.Trino, Buckets: map[string]string{}, ARNs: map[string]string{}, Variables: map[string]schema.Reference{},
		Sizes: plan.Derived, QueryMemory: plan.QueryMemory, Flags: plan.CatalogFlags(),
	}
	if o.cluster != "" {
		i.adopt.Clusters = []string{o.cluster}
	}
	i.known()
	return i, nil
}

// known fills in what the environment declares; where none was named, what all of them have alike.
func (i *importing) known() {
	if i.before.platform == nil {
		return
	}
	for n, e := range i.before.platform.Environments {
		if i.environment != "" && e.Name != i.environment {
			continue
		}
		if n == 0 || i.adopt.Region == "" || e.Name == i.environment {
			i.adopt.Region = e.Spec.Region
		}
		if e.Spec.Region != i.adopt.Region {
			i.adopt.Region = "-"
		}
		i.adopt.Registry = e.Spec.Registry
		for name, arn := range e.Spec.Secrets {
			i.adopt.ARNs[arn] = name
		}
		for _, b := range e.Lake.Buckets {
			i.adopt.Buckets[b.Spec.Bucket] = b.Name
		}
		for _, c := range e.Clusters {
			if c.Name == i.cluster {
				i.adopt.Version = c.Version
			}
		}
	}
}

// one asks for the environment where the input is of exactly one.
func (i *importing) one() error {
	if i.environment != "" {
		return nil
	}
	return oneOf("env", "", i.before.repo.Names(schema.KindEnvironment))
}

// declaresCluster says whether the cluster is declared already.
func (i *importing) declaresCluster() bool {
	return slices.Contains(i.before.repo.Names(schema.KindCluster), i.cluster)
}

// finish writes what came out of the input, and tells everything about it.
func (t *tool) finish(ctx context.Context, i *importing, r adopt.Result, documents []adopt.Document) error {
	r = r.Sound()
	if r.Findings.Errors() {
		return t.refuseInput(r.Findings)
	}
	if len(r.Declarations) == 0 {
		t.sayImported(r)
		return misused("name files that hold a cluster or catalogs", "nothing of the input can be declared; nothing was written")
	}
	if !i.force && !i.dry {
		if err := t.inTheWay(i.before.root, r.Declarations); err != nil {
			return err
		}
	}
	tr, err := t.try(ctx, i.before, r.Declarations)
	if err != nil {
		return err
	}
	r = r.Told(documents, func(path string) []byte { return i.rendered(tr.after, path) })
	if err := t.put(tr, i.force, i.dry); err != nil {
		return err
	}
	t.sayImported(r)
	return t.sayTrial(tr)
}

// rendered is what weir makes of the new declarations: a file of out/, or of a node as "etc/worker/jvm.config".
func (i *importing) rendered(c *compiled, path string) []byte {
	if c.platform == nil {
		return nil
	}
	if rest, ofNode := strings.CutPrefix(path, "etc/"); ofNode {
		name, file, _ := strings.Cut(rest, "/")
		return i.etc(c.platform, model.RoleName(name), file)
	}
	tree, err := render.Tree(c.platform)
	if err != nil || len(c.repo.Refused) > 0 {
		return nil
	}
	for _, f := range tree.Files() {
		if f.Path == path {
			return f.Data
		}
	}
	return nil
}

// etc is a file of a node of the imported cluster.
func (i *importing) etc(p *model.Platform, name model.RoleName, file string) []byte {
	for _, e := range p.Environments {
		for _, c := range e.Clusters {
			if i.environment != "" && e.Name != i.environment || i.cluster != "" && c.Name != i.cluster {
				continue
			}
			if r, err := role(c, string(name)); err == nil {
				if f, ok := r.File(file); ok {
					return etc.Text(f).File(file).Data
				}
			}
		}
	}
	return nil
}

// sayImported lists what was moved, guessed, left out and noted.
func (t *tool) sayImported(r adopt.Result) {
	p := t.paintErr()
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(t.Err, "%s\n%s\n\n", p.bold(title), indent(strings.Join(lines, "\n"), "  "))
		}
	}
	var secrets, guesses []string
	for _, s := range r.Secrets {
		secrets = append(secrets, t.secretLine(s))
	}
	for _, g := range r.Guesses {
		guesses = append(guesses, fmt.Sprintf("%s: %s: %s: %s", g.Declaration, g.Field, g.Value, g.Why))
	}
	section("Secrets to store; their values are nowhere in the declarations:", secrets)
	section("Guessed, for you to correct:", guesses)
	section("Left out:", t.leftLines(r.Left))
	section("To know:", t.leftLines(r.Notes))
}

// secretLine says what to store where, never the value.
func (t *tool) secretLine(s adopt.Secret) string {
	where := "parameter " + s.Reference.Parameter
	if s.Reference.Secret != "" {
		where = "secret " + s.Reference.Secret
		if s.Reference.Key != "" {
			where += ", key " + s.Reference.Key
		}
	}
	line := where + "  " + s.For
	switch {
	case s.InClear:
		line += " (in clear at " + t.whereIn(s.At) + ": change it, too)"
	case s.Variable != "":
		line += " (now ${ENV:" + s.Variable + "})"
	}
	return line
}

func (t *tool) leftLines(all []adopt.Left) []string {
	var lines []string
	for _, l := range all {
		lines = append(lines, t.whereIn(l.At)+": "+l.What+": "+l.Because)
	}
	return lines
}

// input reads a file that the user names. Only regular files are, and no more of one than an import takes.
func (t *tool) input(name string) (adopt.Input, error) {
	path := t.path(name)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return adopt.Input{}, misused("name a file that is there", "%s: no such file", name)
	case err != nil:
		return adopt.Input{}, fmt.Errorf("reading %s: %w", name, err)
	case !info.Mode().IsRegular():
		return adopt.Input{}, misused("name a file", "%s is no regular file", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return adopt.Input{}, fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, adopt.MaxBytes+1))
	if err != nil {
		return adopt.Input{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return adopt.Input{Name: path, Data: data}, nil
}
