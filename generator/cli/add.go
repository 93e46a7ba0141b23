package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/generator/artifact"
	"weir.local/generator/render"
	"weir.local/schema"
)

func newAdd(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "write one declaration: a catalog, a cluster, a dataset",
		Long: `add writes one declaration into a file of its own, and says what follows from it: the files of out/
that will be added and changed. On a terminal it asks for what no flag says. A file that is there is
never overwritten, and a declaration that weir vet refuses is not written.`,
		Annotations: exits(),
		Example: `  weir add catalog orders --preset MySQL --clusters adhoc --owner commerce --set host=orders.example
  weir add cluster loads --platform eks --owner data-platform
  weir add dataset events --bucket main --layer bronze --prefix events/ --owner marketing`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAddCatalog(t), newAddCluster(t), newAddDataset(t))
	return cmd
}

// named takes exactly one argument, the name of what is added.
func named(example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return misused("write "+cmd.CommandPath()+" "+example, "no name")
		}
		return atMost(1)(cmd, args)
	}
}

// adding is a run of add.
type adding struct {
	t      *tool
	before *compiled
	in     *bufio.Reader
	dry    bool
}

func (t *tool) adding(ctx context.Context, dry bool) (*adding, error) {
	c, err := t.compile(ctx, loading{})
	return &adding{t: t, before: c, in: bufio.NewReader(t.In), dry: dry}, err
}

// free refuses a name that is taken.
func (a *adding) free(kind schema.Kind, name string) error {
	for _, d := range a.before.repo.Of(kind) {
		if d.Name == name {
			return misused("choose another name, or change it there", "there is a %s %s already, in %s", kind, name, d.Place.File)
		}
	}
	return nil
}

// question is something that a flag or a person says.
type question struct {
	flag     string // "owner"
	text     string // "Who answers for the data?"
	fallback string
	have     []string // what may be answered; nil: anything that check takes
	check    func(string) error
}

// ask fills an answer in: from the flag, else from the terminal, else with the fallback. What the flag says is checked, too.
func (a *adding) ask(answer *string, q question) error {
	if *answer != "" {
		return a.checked(q, *answer)
	}
	if !a.t.Terminal.In || !a.t.Terminal.Err {
		if *answer = q.fallback; *answer == "" {
			return oneOf(q.flag, "", q.choices())
		}
		return nil
	}
	for {
		fmt.Fprintf(a.t.Err, "%s%s ", q.text, q.offered())
		line, err := a.in.ReadString('\n')
		*answer = cmp.Or(strings.TrimSpace(line), q.fallback)
		if *answer != "" {
			wrong := a.checked(q, *answer)
			if wrong == nil {
				return nil
			}
			fmt.Fprintln(a.t.Err, "  "+wrong.Error()+remedyOf(wrong))
		}
		if err != nil {
			if err == io.EOF {
				return misused("write --"+q.flag, "the answers ended at: %s", q.text)
			}
			return err
		}
	}
}

func (q question) choices() []string {
	if len(q.have) > 0 {
		return q.have
	}
	return []string{"VALUE"}
}

// offered is what may be answered, in short: " (ecs or eks) [ecs]".
func (q question) offered() string {
	text := ""
	if len(q.have) > 0 && len(q.have) <= 12 {
		text = " (" + list(q.have, "or") + ")"
	}
	if q.fallback != "" {
		text += " [" + q.fallback + "]"
	}
	return text
}

func (a *adding) checked(q question, answer string) error {
	if q.have != nil && !slices.Contains(q.have, answer) {
		return misused(meant(answer, q.have), "there is no %s %q", q.flag, answer)
	}
	if q.check == nil {
		return nil
	}
	return complaint(q.check(answer))
}

// complaint is a problem of adopt's as a misuse.
func complaint(err error) error {
	var p *adopt.Problem
	if errors.As(err, &p) {
		return misused(p.Remedy, "%s", p.Message)
	}
	return err
}

func remedyOf(err error) string {
	var m *misuse
	if errors.As(err, &m) && m.remedy != "" {
		return ": " + m.remedy
	}
	return ""
}

// finish tries the declaration, and writes it when vet has nothing against it.
func (a *adding) finish(ctx context.Context, d adopt.Declaration, secrets []adopt.Secret) error {
	t := a.t
	if !a.dry {
		if err := t.inTheWay(a.before.root, []adopt.Declaration{d}); err != nil {
			return err
		}
	}
	tr, err := t.try(ctx, a.before, []adopt.Declaration{d})
	if err != nil {
		return err
	}
	if tr.found.Errors() {
		if err := printText(t.Err, t.trialReport(tr)); err != nil {
			return err
		}
		fmt.Fprintf(t.Err, "\n%s; nothing was written\n", count(len(tr.found), "finding"))
		return verdict(found)
	}
	if err := t.put(tr, false, a.dry); err != nil {
		return err
	}
	if !a.dry {
		fmt.Fprint(t.Err, "\n"+indent(string(tr.files[0].Data), "    ")+"\n\n")
	}
	t.sayImported(adopt.Result{Secrets: secrets})
	t.sayGenerated(tr)
	if len(tr.found) > 0 {
		return t.sayTrial(tr)
	}
	return nil
}

// sayGenerated says which files of out/ follow, and what to do next.
func (t *tool) sayGenerated(tr *trial) {
	p := t.paintErr()
	before, err := treeOf(tr.before)
	after, err2 := treeOf(tr.after)
	if err = errors.Join(err, err2); err != nil {
		fmt.Fprintf(t.Err, "What will be generated is known once the rest has no errors; next: %s\n", p.bold("weir vet"))
		return
	}
	added, changed := changedFiles(before, after)
	for _, path := range added {
		fmt.Fprintf(t.Err, "%s  out/%s\n", p.green("add   "), path)
	}
	for _, path := range changed {
		fmt.Fprintf(t.Err, "%s  out/%s\n", p.yellow("change"), path)
	}
	if len(added)+len(changed) == 0 {
		fmt.Fprintln(t.Err, "Nothing is generated from it yet.")
	}
	fmt.Fprintf(t.Err, "Next: %s\n", p.bold("weir build"))
}

func treeOf(c *compiled) (*artifact.Tree, error) {
	if c.platform == nil || c.findings.Errors() {
		return nil, errors.New("the declarations have errors")
	}
	return render.Tree(c.platform)
}

// changedFiles are the files of the later tree that are new, and those that differ.
func changedFiles(before, after *artifact.Tree) (added, changed []string) {
	old := map[string]string{}
	for _, f := range before.Files() {
		old[f.Path] = string(f.Data)
	}
	for _, f := range after.Files() {
		data, there := old[f.Path]
		switch {
		case !there:
			added = append(added, f.Path)
		case data != string(f.Data):
			changed = append(changed, f.Path)
		}
	}
	return added, changed
}

var declaredName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

type addClusterOptions struct {
	name, platform, owner, description       string
	version, coordinator, workers, min, most string
	dry                                      bool
}

func newAddCluster(t *tool) *cobra.Command {
	var o addClusterOptions
	cmd := &cobra.Command{
		Use:         "cluster NAME",
		Short:       "add a Trino cluster",
		Long:        "cluster writes clusters/NAME.cue: a Trino cluster on ECS or EKS. weir works out heap, query memory\nand the rest.",
		Annotations: exits(),
		Example:     `  weir add cluster loads --platform eks --owner data-platform --workers 14x112GiB --min 1 --max 10`,
		Args:        named("loads"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return t.runAddCluster(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.platform, "platform", "", "where it runs: `ecs|eks`")
	f.StringVar(&o.owner, "owner", "", "`WHO` answers for it")
	f.StringVar(&o.description, "description", "", "what it is for, as `TEXT`")
	f.StringVar(&o.version, "version", "", "`VERSION` of Trino (default: the newest that weir knows)")
	f.StringVar(&o.coordinator, "coordinator", "", "the coordinator's `CPUxMEMORY` (default: 8x60GiB)")
	f.StringVar(&o.workers, "workers", "", "a worker's `CPUxMEMORY` (default: 16x120GiB)")
	f.StringVar(&o.min, "min", "", "fewest workers, a `NUMBER` (default: 1)")
	f.StringVar(&o.most, "max", "", "most workers, a `NUMBER` (default: 4)")
	f.BoolVar(&o.dry, "dry-run", false, "print what would be written, and write nothing")
	_ = cmd.RegisterFlagCompletionFunc("platform", fixed(platforms()))
	return cmd
}

func (t *tool) runAddCluster(ctx context.Context, o addClusterOptions) error {
	a, err := t.adding(ctx, o.dry)
	if err != nil {
		return err
	}
	if !declaredName.MatchString(o.name) {
		return misused("write lower-case letters, digits and -: loads", "%q cannot be the name of a cluster", o.name)
	}
	if err := a.free(schema.KindCluster, o.name); err != nil {
		return err
	}
	versions := a.before.repo.Trino.Versions()
	for _, q := range []struct {
		answer *string
		question
	}{
		{&o.platform, question{flag: "platform", text: "Where does it run?", have: platforms()}},
		{&o.owner, question{flag: "owner", text: "Who answers for it?"}},
		{&o.version, question{flag: "version", text: "Which Trino?", fallback: strconv.Itoa(versions[len(versions)-1]), have: texts(versions)}},
		{&o.coordinator, question{flag: "coordinator", text: "How large is the coordinator, cores x memory?", fallback: "8x60GiB", check: isSize}},
		{&o.workers, question{flag: "workers", text: "How large is a worker?", fallback: "16x120GiB", check: isSize}},
		{&o.min, question{flag: "min", text: "How few workers?", fallback: "1", check: isCount}},
		{&o.most, question{flag: "max", text: "How many workers at most?", fallback: "4", check: isCount}},
	} {
		if err := a.ask(q.answer, q.question); err != nil {
			return err
		}
	}
	secret := schema.Reference{Parameter: "/lake/{environment}/" + o.name + "/shared-secret"}
	workers := append(pool(o.workers), adopt.Field{Label: "min", Value: json.Number(o.min)}, adopt.Field{Label: "max", Value: json.Number(o.most)})
	d := adopt.Declaration{Kind: schema.KindCluster, Name: o.name, Definition: map[string]string{"ecs": "ECSCluster", "eks": "EKSCluster"}[o.platform]}
	d.Fields = adopt.Fields{}.With("description", o.description).With("owner", o.owner).
		With("trino", adopt.Fields{}.With("version", json.Number(o.version))).
		With("coordinator", pool(o.coordinator)).With("workers", workers).With("sharedSecret", secret).
		With("only", a.homes(o.platform))
	return a.finish(ctx, d, []adopt.Secret{{Reference: secret, For: "cluster " + o.name + ": internal-communication.shared-secret"}})
}

// homes are the environments that have what the platform stands in; nil when all of them do.
func (a *adding) homes(platform string) []string {
	if a.before.platform == nil {
		return nil
	}
	var names []string
	for _, e := range a.before.platform.Environments {
		if platform == "ecs" && e.Spec.Ecs != nil || platform == "eks" && e.Spec.Eks != nil {
			names = append(names, e.Name)
		}
	}
	if len(names) == 0 || len(names) == len(a.before.platform.Environments) {
		return nil
	}
	return names
}

func texts(numbers []int) []string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return all
}

var poolSize = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)x([0-9]+(?:\.[0-9]+)?(?:GiB|MiB))$`)

func isSize(text string) error {
	if poolSize.MatchString(text) {
		return nil
	}
	return misused("write cores x memory: 16x120GiB", "%q is no size of a container", text)
}

func pool(size string) adopt.Fields {
	m := poolSize.FindStringSubmatch(size)
	return adopt.Fields{}.With("cpu", json.Number(m[1])).With("memory", m[2])
}

func isCount(text string) error {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n < 10000 && strconv.Itoa(n) == text {
		return nil
	}
	return misused("write a number: 4", "%q is no number of workers", text)
}
