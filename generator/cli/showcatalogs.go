package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

type showCatalogsOptions struct {
	loading
	choice
	format string
}

func newShowCatalogs(t *tool) *cobra.Command {
	var o showCatalogsOptions
	cmd := &cobra.Command{
		Use:         "catalogs",
		Short:       "list every catalog, and where it is offered",
		Long:        "catalogs lists the catalogs with connector and owner, and which clusters offer them where.",
		Annotations: exits(),
		Example: `  $ weir show catalogs
  hive    hive   data-platform  adhoc, etl in dev, prod  The lake's Hive tables, S3 through Glue
  orders  mysql  commerce       adhoc in dev, prod       Orders service, Aurora MySQL reader`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runShowCatalogs(cmd.Context(), o) },
	}
	o.choice.addFlags(t, cmd)
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runShowCatalogs(ctx context.Context, o showCatalogsOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	c, err := t.sound(ctx, o.loading, "the catalogs cannot be worked out")
	if err != nil {
		return err
	}
	pairs, err := o.clusters(c.platform)
	if err != nil {
		return err
	}
	all := catalogsOf(pairs)
	if o.format == "json" {
		return writeJSON(t.Out, struct {
			Version  int       `json:"version"`
			Catalogs []catalog `json:"catalogs"`
		}{1, all})
	}
	return t.printCatalogs(all)
}

// catalog is a catalog over all clusters and environments that offer it, in the form of docs/schema/catalogs.schema.json.
type catalog struct {
	Name        string     `json:"name"`
	Connector   string     `json:"connector"`
	Owner       string     `json:"owner"`
	Description string     `json:"description,omitempty"`
	File        string     `json:"file"`
	Offered     []offering `json:"offered"`
}

type offering struct {
	Environment string `json:"environment"`
	Cluster     string `json:"cluster"`
}

// catalogsOf gathers the catalogs of clusters, sorted by name. Owner and description are those of the first environment.
func catalogsOf(pairs []pair) []catalog {
	byName := map[string]*catalog{}
	for _, p := range pairs {
		for _, c := range p.cluster.Catalogs {
			if byName[c.Name] == nil {
				byName[c.Name] = &catalog{Name: c.Name, Connector: c.Connector, Owner: c.Owner, Description: c.Description, File: c.Place.File}
			}
			known := byName[c.Name]
			known.Offered = append(known.Offered, offering{p.environment.Name, p.cluster.Name})
		}
	}
	all := []catalog{}
	for _, c := range byName {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b catalog) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

func (t *tool) printCatalogs(all []catalog) error {
	if len(all) == 0 {
		fmt.Fprintln(t.Err, "no catalog is offered there; a catalog names its clusters: clusters: [\"*\"]")
		return nil
	}
	p := t.paintOut()
	lines := table{width: t.width(), columns: []column{{paint: p.bold}, {}, {}, {paint: p.cyan}, {}}}
	for _, c := range all {
		lines.add(c.Name, c.Connector, c.Owner, offered(c.Offered), c.Description)
	}
	return t.print(lines.String())
}

// offered says where in few words: "adhoc, etl in dev, prod", "adhoc in dev, prod; etl in prod".
func offered(all []offering) string {
	environments := map[string][]string{} // by cluster
	for _, o := range all {
		environments[o.Cluster] = append(environments[o.Cluster], o.Environment)
	}
	clusters := map[string][]string{} // by their environments
	for cluster, names := range environments {
		key := strings.Join(names, ", ")
		clusters[key] = append(clusters[key], cluster)
	}
	var parts []string
	for in, names := range clusters {
		slices.Sort(names)
		parts = append(parts, strings.Join(names, ", ")+" in "+in)
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}
