package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

type showIAMOptions struct {
	loading
	choice
	role   string
	format string
}

func newShowIAM(t *tool) *cobra.Command {
	var o showIAMOptions
	cmd := &cobra.Command{
		Use:   "iam",
		Short: "list what the clusters' IAM roles may do, and which declared thing needs it",
		Long: `iam lists the statements of every IAM role: what is allowed on what, why, and the declared
things that stop working without it, each with its line. Roles of an environment's pipeline come
last. Roles that weir makes are in out/ENV/iam/stack.yaml; one that the environment names by its
ARN needs the same statements from whoever makes it.`,
		Annotations: exits(),
		Example: `  weir show iam --env prod
  weir show iam --env prod --cluster adhoc --role task
  weir show iam --env prod --format json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runShowIAM(cmd.Context(), o) },
	}
	o.choice.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.role, "role", "", "only roles of one `KIND`: "+list(iamKinds(), "or"))
	_ = cmd.RegisterFlagCompletionFunc("role", fixed(iamKinds()))
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

func iamKinds() []string {
	return []string{
		string(model.IAMExecution), string(model.IAMTask), string(model.IAMDeploy), string(model.IAMReader), string(model.IAMPipeline), string(model.IAMCheck),
	}
}

func (t *tool) runShowIAM(ctx context.Context, o showIAMOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	if o.role != "" {
		if err := oneOf("role", o.role, iamKinds()); err != nil {
			return err
		}
	}
	c, err := t.sound(ctx, o.loading, "the roles cannot be worked out")
	if err != nil {
		return err
	}
	pairs, err := o.clusters(c.platform)
	if err != nil {
		return err
	}
	all := append(o.roles(c, pairs), o.pipelineRoles(c)...)
	if o.format == "json" {
		return writeJSON(t.Out, struct {
			Version int       `json:"version"`
			Roles   []iamRole `json:"roles"`
		}{1, all})
	}
	return t.printRoles(all)
}

// iamRole is an IAM role, in the form of docs/schema/iam.schema.json. It only grows.
type iamRole struct {
	Environment string         `json:"environment"`
	Cluster     string         `json:"cluster,omitempty"` // none: of the environment's pipeline
	Kind        string         `json:"kind"`
	ARN         string         `json:"arn"`
	Made        bool           `json:"made"`     // by out/<environment>/iam/stack.yaml
	Policies    int            `json:"policies"` // managed policies that its statements make
	Statements  []iamStatement `json:"statements"`
}

type iamStatement struct {
	Sid        string                         `json:"sid"`
	Why        string                         `json:"why"`
	Open       string                         `json:"open,omitempty"` // why a resource is "*"
	Actions    []string                       `json:"actions"`
	Resources  []string                       `json:"resources"`
	Conditions map[string]map[string][]string `json:"conditions,omitempty"`
	For        []iamNeed                      `json:"for"`
}

type iamNeed struct {
	Thing string     `json:"thing"`
	At    *jsonPlace `json:"at,omitempty"`
}

// roles are those of clusters, of one kind where that is asked for.
func (o showIAMOptions) roles(c *compiled, pairs []pair) []iamRole {
	all := []iamRole{}
	for _, p := range pairs {
		for _, r := range p.environment.IAM {
			if r.Cluster == p.cluster.Name && (o.role == "" || o.role == string(r.Kind)) && len(r.Policies()) > 0 {
				all = append(all, iamRoleOf(c, p.environment.Name, r))
			}
		}
	}
	return all
}

// pipelineRoles are those of environments, where no cluster is asked for.
func (o showIAMOptions) pipelineRoles(c *compiled) []iamRole {
	var all []iamRole
	for _, e := range c.platform.Environments {
		for _, r := range e.IAM {
			here := r.Cluster == "" && o.cluster == "" && (o.environment == "" || o.environment == e.Name)
			if here && (o.role == "" || o.role == string(r.Kind)) {
				all = append(all, iamRoleOf(c, e.Name, r))
			}
		}
	}
	return all
}

func iamRoleOf(c *compiled, environment string, r *model.IAMRole) iamRole {
	role := iamRole{Environment: environment, Cluster: r.Cluster, Kind: string(r.Kind), ARN: r.ARN.Value, Made: !r.Given, Policies: len(r.Policies())}
	for _, a := range r.Statements() {
		s := iamStatement{Sid: a.Sid, Why: a.Why, Open: a.Open, Actions: a.Actions, Resources: a.Resources, Conditions: policy.ByOperator(a.Conditions)}
		for _, need := range a.For {
			s.For = append(s.For, iamNeed{need.Thing, c.lineOf(need.Origin)})
		}
		role.Statements = append(role.Statements, s)
	}
	return role
}

// lineOf is the first line that a value comes from; nil where no declaration says it.
func (c *compiled) lineOf(o *source.Origin) *jsonPlace {
	for origin := range o.All() {
		if pos, ok := c.position(origin.Place); ok {
			at := placeOf(origin.Place, pos)
			return &at
		}
	}
	return nil
}

func (t *tool) printRoles(all []iamRole) error {
	if len(all) == 0 {
		fmt.Fprintln(t.Err, "no cluster there has such an IAM role; a cluster on EKS has one when it names its serviceAccount")
		return nil
	}
	var b strings.Builder
	p := t.paintOut()
	for i, r := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		made := "made by out/" + r.Environment + "/iam/stack.yaml"
		if !r.Made {
			made = "made by somebody else"
		}
		b.WriteString(p.bold(r.ARN) + "\n" + p.faint(r.of()+", "+made) + "\n")
		for _, s := range r.Statements {
			t.printStatement(&b, p, s)
		}
	}
	return t.print(b.String())
}

// of says whose a role is: "task of adhoc in prod".
func (r iamRole) of() string {
	if r.Cluster == "" {
		return r.Kind + " of " + r.Environment
	}
	return r.Kind + " of " + r.Cluster + " in " + r.Environment
}

// printStatement prints a statement, its parts below it.
func (t *tool) printStatement(b *strings.Builder, p paint, s iamStatement) {
	b.WriteString("\n  " + p.cyan(s.Sid) + "  " + s.Why + "\n")
	parts := table{indent: "    ", width: t.width(), columns: []column{{paint: p.faint}, {}}}
	part := func(label string, texts []string) {
		for _, text := range texts {
			parts.add(label, text)
			label = ""
		}
	}
	part("may", s.Actions)
	part("on", s.Resources)
	if s.Open != "" {
		parts.add("", "* as "+s.Open)
	}
	part("when", conditionTexts(s.Conditions))
	var needs []string
	for _, n := range s.For {
		text := n.Thing
		if n.At != nil {
			text += ", " + n.At.line()
		}
		needs = append(needs, text)
	}
	part("for", needs)
	b.WriteString(parts.String())
}

// conditionTexts are conditions a line each: "kms:ViaService StringEquals ssm.us-west-2.amazonaws.com".
func conditionTexts(all map[string]map[string][]string) []string {
	var texts []string
	for _, operator := range slices.Sorted(maps.Keys(all)) {
		for _, key := range slices.Sorted(maps.Keys(all[operator])) {
			texts = append(texts, key+" "+operator+" "+strings.Join(all[operator][key], " or "))
		}
	}
	return texts
}
