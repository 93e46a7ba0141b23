package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/verify"
)

func newTrinoCatalogs(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:         "catalogs",
		Short:       "hold a running server's catalogs to the declared ones",
		Long:        "catalogs compares what a running server has with what is declared for its cluster.",
		Annotations: exits(),
		Example:     `  weir trino catalogs plan --server https://trino.example.com --env prod --cluster adhoc`,
		Args:        commands,
		RunE:        func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTrinoCatalogsPlan(t))
	return cmd
}

type catalogsPlanOptions struct {
	loading
	choice
	connection
	etc      string
	format   string
	exitCode bool
}

func newTrinoCatalogsPlan(t *tool) *cobra.Command {
	var o catalogsPlanOptions
	cmd := &cobra.Command{
		Use:   "plan --server URL --env NAME --cluster NAME",
		Short: "say what a running server lacks, and what a change of it costs",
		Long: `plan compares the declared catalogs of a cluster with system.metadata.catalogs of a server: what it
lacks, what nobody declares, what has another connector; and what bringing each into line costs.
It changes nothing.

SQL does not show the properties of a catalog. --etc compares them with a copy of the server's own
/etc/trino, or with what weir show etc --to DIR writes at the revision that is deployed.`,
		Annotations: exitsAs("fine", "with --exit-code, a difference; or the declarations have errors", "wrong use, input that cannot be read, or a server that does not answer"),
		Example: `  $ weir trino catalogs plan --server https://trino.example.com --env prod --cluster adhoc
  create   orders  mysql           CREATE CATALOG: no restart, no query notices
  replace  hive    hive            DROP and CREATE CATALOG: no restart; …
  1 to create, 1 to replace, 5 as declared on https://trino.example.com (Trino 476, dynamic)`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runCatalogsPlan(cmd.Context(), o) },
	}
	o.connection.addFlags(cmd)
	o.choice.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.etc, "etc", "", "compare properties too: the server's catalog/*.properties are in `DIR`")
	_ = cmd.MarkFlagDirname("etc")
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit with 1 when there is a difference")
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runCatalogsPlan(ctx context.Context, o catalogsPlanOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	client, err := t.client(o.connection)
	if err != nil {
		return err
	}
	c, err := t.sound(ctx, o.loading, "no server was asked")
	if err != nil {
		return err
	}
	of, err := o.one(c.platform)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.Err, "asking %s\n", client.URL)
	if _, err := greet(ctx, client); err != nil {
		return err
	}
	running, err := verify.Look(ctx, client)
	if err != nil {
		return unanswered(client, err)
	}
	if o.etc != "" {
		if running.Files, err = catalogFiles(t.path(o.etc)); err != nil {
			return err
		}
	}
	p := catalogsPlan{of.cluster, client.URL, running, running.Compare(of.cluster)}
	if err := t.printCatalogsPlan(p, o.format); err != nil {
		return err
	}
	if o.exitCode && p.count(verify.Keep) < len(p.changes) {
		return verdict(found)
	}
	return nil
}

// catalogFiles are the catalogs in a copy of /etc/trino.
func catalogFiles(etc string) (map[string]map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(etc, "catalog", "*.properties"))
	if err != nil || len(files) == 0 {
		return nil, misused("name a copy of the server's /etc/trino", "--etc %s: no catalog/*.properties in it", etc)
	}
	all := map[string]map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading --etc: %w", err)
		}
		properties, err := artifact.ParseProperties(data)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		one := map[string]string{}
		for _, p := range properties {
			one[p.Key] = p.Value
		}
		all[strings.TrimSuffix(filepath.Base(file), ".properties")] = one
	}
	return all, nil
}

// catalogsPlan is a comparison of one cluster's catalogs with a server's.
type catalogsPlan struct {
	cluster *model.Cluster
	server  string
	running verify.Running
	changes []verify.Change
}

func (p catalogsPlan) count(action verify.Action) int {
	n := 0
	for _, c := range p.changes {
		if c.Action == action {
			n++
		}
	}
	return n
}

func (t *tool) printCatalogsPlan(p catalogsPlan, format string) error {
	if format == "json" {
		return writeJSON(t.Out, p.json())
	}
	paint := t.paintOut()
	colours := map[verify.Action]func(string) string{verify.Create: paint.green, verify.Drop: paint.red, verify.Replace: paint.yellow}
	lines := table{width: t.width(), columns: []column{{paint: func(s string) string { return colours[verify.Action(s)](s) }}, {paint: paint.bold}, {}, {}}}
	for _, c := range p.changes {
		if c.Action != verify.Keep {
			lines.add(string(c.Action), c.Name, connectors(c), strings.Join(append(differs(c), c.Cost), "; "))
		}
	}
	if len(lines.rows) > 0 {
		if err := t.print(lines.String()); err != nil {
			return err
		}
	}
	for _, note := range p.notes() {
		fmt.Fprintln(t.Err, note)
	}
	fmt.Fprintf(t.Err, "%s on %s (Trino %s, catalog management %s)\n", p.tally(), p.server, p.running.Version, p.running.Mode)
	return nil
}

// connectors is the connector, or what becomes of it.
func connectors(c verify.Change) string {
	if c.Has != "" && c.Has != c.Connector {
		return c.Has + " -> " + c.Connector
	}
	return c.Connector
}

func differs(c verify.Change) []string {
	if len(c.Differs) == 0 {
		return nil
	}
	return []string{strings.Join(c.Differs, ", ")}
}

// notes are what the table cannot say.
func (p catalogsPlan) notes() []string {
	var notes []string
	if p.running.Files == nil && p.count(verify.Keep) > 0 {
		notes = append(notes, "SQL does not show the properties of catalogs, so that they were not compared; --etc DIR compares them")
	}
	if version := fmt.Sprint(p.cluster.Version); version != p.running.Version {
		notes = append(notes, "cluster "+p.cluster.Name+" is to run Trino "+version+", and the server is "+p.running.Version)
	}
	return notes
}

// tally is "1 to create, 5 as declared".
func (p catalogsPlan) tally() string {
	kept := "as declared"
	if p.running.Files == nil {
		kept = "with the declared connector"
	}
	var parts []string
	for _, of := range []struct {
		action verify.Action
		words  string
	}{{verify.Create, "to create"}, {verify.Replace, "to replace"}, {verify.Drop, "to drop"}, {verify.Keep, kept}} {
		if n := p.count(of.action); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, of.words))
		}
	}
	if len(parts) == 0 {
		return "no catalog, and none declared"
	}
	return strings.Join(parts, ", ")
}

// jsonCatalogsPlan is the form of docs/schema/trino-catalogs-plan.schema.json. It only grows.
type jsonCatalogsPlan struct {
	Version     int                 `json:"version"`
	Environment string              `json:"environment"`
	Cluster     string              `json:"cluster"`
	Server      jsonServer          `json:"server"`
	Management  string              `json:"management"`
	Properties  bool                `json:"properties"`
	Catalogs    []jsonCatalogChange `json:"catalogs"`
}

type jsonCatalogChange struct {
	Name      string   `json:"name"`
	Action    string   `json:"action"`
	Connector string   `json:"connector"`
	Has       string   `json:"has,omitempty"`
	Differs   []string `json:"differs,omitempty"`
	Cost      string   `json:"cost,omitempty"`
}

func (p catalogsPlan) json() jsonCatalogsPlan {
	out := jsonCatalogsPlan{
		Version: 1, Environment: p.cluster.Environment, Cluster: p.cluster.Name, Server: jsonServer{p.server, p.running.Version},
		Management: string(p.running.Mode), Properties: p.running.Files != nil, Catalogs: []jsonCatalogChange{},
	}
	for _, c := range p.changes {
		out.Catalogs = append(out.Catalogs, jsonCatalogChange{c.Name, string(c.Action), c.Connector, c.Has, c.Differs, c.Cost})
	}
	return out
}
