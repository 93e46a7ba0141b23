package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
	"weir.local/generator/plan"
	"weir.local/schema"
)

type addCatalogOptions struct {
	name, preset, connector, owner, description, secrets string
	clusters, only, set                                  []string
	dry                                                  bool
}

func newAddCatalog(t *tool) *cobra.Command {
	var o addCatalogOptions
	cmd := &cobra.Command{
		Use:   "catalog NAME [--preset PRESET | --connector CONNECTOR] [--set NAME=VALUE...]",
		Short: "add a catalog",
		Long: `catalog writes catalogs/NAME.cue. A preset (MySQL, PostgreSQL, GlueIceberg, …) has fields of its
own; any other connector takes Trino's own properties. --set gives either. A secret is a reference:
a parameter's name, /lake/{environment}/orders/password, or secret:NAME#KEY; what a preset needs and
nobody gives is to lie under --secrets.`,
		Annotations: exits(),
		Example: `  weir add catalog orders --preset MySQL --clusters adhoc --owner commerce \
      --set host=orders.example --set metadata.cache-ttl=10m
  weir add catalog metrics --connector prometheus --clusters '*' --owner sre \
      --set prometheus.uri=http://prometheus:9090`,
		Args: named("orders --preset MySQL"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return t.runAddCatalog(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.preset, "preset", "", "the `PRESET` of the schema that it is: MySQL")
	f.StringVar(&o.connector, "connector", "", "Trino's `CONNECTOR`, where no preset is wanted: prometheus")
	f.StringVar(&o.owner, "owner", "", "`WHO` answers for the data")
	f.StringVar(&o.description, "description", "", "what it is, as `TEXT`")
	f.StringSliceVar(&o.clusters, "clusters", nil, "clusters it is offered on, as `GLOBS`: adhoc, '*'")
	f.StringSliceVar(&o.only, "only", nil, "`ENVIRONMENTS` that it exists in (default: all)")
	f.StringArrayVar(&o.set, "set", nil, "a field of the preset or a property of the connector, as `NAME=VALUE`")
	f.StringVar(&o.secrets, "secrets", "/lake/{environment}", "the `PATH` of parameters for secrets")
	f.BoolVar(&o.dry, "dry-run", false, "print what would be written, and write nothing")
	_ = cmd.RegisterFlagCompletionFunc("preset", completePresets)
	_ = cmd.RegisterFlagCompletionFunc("clusters", t.completeClusters)
	_ = cmd.RegisterFlagCompletionFunc("only", t.completeEnvironments)
	return cmd
}

// completePresets reads the presets when they are asked for: compiling the schema at every start took 25 ms of each command.
func completePresets(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return presetNames(), cobra.ShellCompDirectiveNoFileComp
}

// presetNames are the presets of the schema, by name.
func presetNames() []string {
	presets, err := adopt.Presets()
	if err != nil {
		return nil
	}
	var names []string
	for _, p := range presets {
		names = append(names, p.Name)
	}
	return names
}

func (t *tool) runAddCatalog(ctx context.Context, o addCatalogOptions) error {
	a, err := t.adding(ctx, o.dry)
	if err != nil {
		return err
	}
	if err := a.free(schema.KindCatalog, o.name); err != nil {
		return err
	}
	n := adopt.New{Name: o.name, Description: o.description, Only: o.only, Secrets: o.secrets}
	if n.Set, err = settingsOf(o.set); err != nil {
		return err
	}
	if err := a.kindOf(&o, &n); err != nil {
		return err
	}
	if err := a.askClusters(&o.clusters); err != nil {
		return err
	}
	for _, name := range o.only {
		if names := a.before.repo.Names(schema.KindEnvironment); !slices.Contains(names, name) {
			return unknown("environment", name, names)
		}
	}
	if err := a.ask(&o.owner, question{flag: "owner", text: "Who answers for the data?"}); err != nil {
		return err
	}
	n.Clusters, n.Owner, n.Version = o.clusters, o.owner, a.version(o.clusters)
	if err := a.askFields(&n); err != nil {
		return err
	}
	d, secrets, err := n.Declaration()
	if err != nil {
		return complaint(err)
	}
	return a.finish(ctx, d, secrets)
}

// settingsOf reads --set host=db --set metadata.cache-ttl=10m.
func settingsOf(given []string) ([]adopt.Setting, error) {
	var all []adopt.Setting
	for _, text := range given {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, misused("write --set host=db.example", "a --set without NAME=VALUE")
		}
		all = append(all, adopt.Setting{Name: name, Value: value})
	}
	return all, nil
}

// kindOf finds out which preset or connector it is: one question takes either.
func (a *adding) kindOf(o *addCatalogOptions, n *adopt.New) error {
	presets := presetNames()
	connectors := a.before.repo.Trino.Newest().Connectors()
	if o.preset != "" && o.connector != "" {
		return misused("leave one of them out", "--preset is a connector and its fields, and --connector a connector alone")
	}
	switch {
	case o.preset != "":
		if _, known := adopt.PresetOf(o.preset); !known {
			return unknown("preset", o.preset, presets)
		}
		n.Preset = o.preset
		return nil
	case o.connector != "":
		n.Connector = o.connector
		if !slices.Contains(connectors, o.connector) {
			return unknown("connector", o.connector, connectors)
		}
		return nil
	}
	answer := ""
	err := a.ask(&answer, question{flag: "preset", text: "What is it: " + list(presets, "or") + ", or a connector of Trino's?", have: append(slices.Clone(presets), connectors...)})
	if err != nil && !a.t.Terminal.In {
		return misused("write --preset "+list(presets, "or")+", or --connector NAME", "--preset is missing")
	}
	if _, known := adopt.PresetOf(answer); known && !slices.Contains(connectors, answer) {
		n.Preset = answer
	} else {
		n.Connector = answer
	}
	return err
}

// askClusters asks where it is offered; each glob must choose a cluster.
func (a *adding) askClusters(globs *[]string) error {
	names := a.before.repo.Names(schema.KindCluster)
	check := func(text string) error {
		for _, glob := range strings.Split(text, ",") {
			glob = strings.TrimPrefix(strings.TrimSpace(glob), "!")
			if !slices.ContainsFunc(names, func(name string) bool { return plan.Offered([]string{glob}, name) }) {
				return misused(meant(glob, names), "no cluster is called %q", glob)
			}
		}
		return nil
	}
	answer := strings.Join(*globs, ",")
	if err := a.ask(&answer, question{flag: "clusters", text: "On which clusters is it offered: " + list(append(slices.Clone(names), "*"), "or") + "?", check: check}); err != nil {
		return err
	}
	*globs = nil
	for _, glob := range strings.Split(answer, ",") {
		*globs = append(*globs, strings.TrimSpace(glob))
	}
	return nil
}

// version is the oldest Trino of the clusters that are chosen: what it knows, they all should.
func (a *adding) version(globs []string) int {
	oldest := 0
	if a.before.platform == nil {
		return 0
	}
	for _, e := range a.before.platform.Environments {
		for _, c := range e.Clusters {
			if plan.Offered(globs, c.Name) && (oldest == 0 || c.Version < oldest) {
				oldest = c.Version
			}
		}
	}
	return oldest
}

// askFields asks for the preset's required fields that --set does not give.
func (a *adding) askFields(n *adopt.New) error {
	preset, ok := adopt.PresetOf(n.Preset)
	if !ok {
		return nil
	}
	for _, f := range preset.Required() {
		if slices.ContainsFunc(n.Set, func(s adopt.Setting) bool { return s.Name == f.Name }) {
			continue
		}
		answer := ""
		q := question{flag: "set " + f.Name + "=", text: "What is its " + f.Name + "?", check: f.Check}
		if err := a.ask(&answer, q); err != nil {
			if !a.t.Terminal.In {
				return misused("write --set "+f.Name+"=VALUE", "%s is missing", f.Name)
			}
			return err
		}
		n.Set = append(n.Set, adopt.Setting{Name: f.Name, Value: answer})
	}
	return nil
}
