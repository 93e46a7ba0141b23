package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"weir.local/generator/distribution"
	"weir.local/generator/model"
	"weir.local/generator/trino"
	"weir.local/generator/verify"
	"weir.local/generator/verify/server"
	"weir.local/schema"
)

type trinoVerifyOptions struct {
	loading
	choice
	connection
	dist   string
	names  []string
	format string
}

func newTrinoVerify(t *tool) *cobra.Command {
	var o trinoVerifyOptions
	cmd := &cobra.Command{
		Use:   "verify --server URL | --dist DIR [NAME...]",
		Short: "try every catalog on a real Trino",
		Long: `verify creates each declared catalog on a real server under a scratch name
(weir_verify_<random>_<name>) and drops it again, also when it is interrupted. What the server
refuses is a finding at your own line. Catalogs that read alike on several clusters are tried once.

--dist starts a server of an unpacked distribution on 127.0.0.1, with a closed port in place of AWS,
and removes it afterwards. --server asks one that runs, and that has catalog.management=dynamic.
No secret is used: a stub stands for each, in an environment variable of the server that --dist
starts, as a literal that is obviously none on another.`,
		Annotations: exitsAs("every catalog was accepted", "a catalog was refused, or the declarations have errors", "wrong use, input that cannot be read, or a server that does not answer"),
		Example: `  $ weir trino verify --dist trino-server-476 --env prod
  starting Trino 476 of trino-server-476, with /usr/lib/jvm/temurin-25-jdk
  started after 9.1 s; asking about 6 catalogs, with 5 stubs for secrets
     0.4 s  accepted  dw on adhoc in prod
     0.3 s  refused   orders on adhoc in prod
  …
  $ weir trino verify --server https://trino.example.com --user ci --password-env TRINO orders`,
		ValidArgsFunction: t.completeCatalogs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.names = args
			return t.runTrinoVerify(cmd.Context(), o)
		},
	}
	o.connection.addFlags(cmd)
	cmd.Flags().StringVar(&o.dist, "dist", "", "start a server of the distribution in `DIR`")
	_ = cmd.MarkFlagDirname("dist")
	o.choice.addFlags(t, cmd)
	addFormat(cmd, &o.format)
	o.loading.addFlags(cmd)
	return cmd
}

func (t *tool) runTrinoVerify(ctx context.Context, o trinoVerifyOptions) error {
	if err := oneOf("format", o.format, textOrJSON()); err != nil {
		return err
	}
	v, err := t.verification(ctx, o)
	if err != nil {
		return err
	}
	if len(v.catalogs) == 0 {
		return misused("a catalog names its clusters: clusters: [\"*\"]", "no catalog is offered there")
	}
	if o.dist != "" {
		err = t.verifyOnDistribution(ctx, &v, o.dist)
	} else {
		err = t.verifyOnServer(ctx, &v, o.connection)
	}
	if err != nil {
		return err
	}
	return t.sayVerified(v, o.format)
}

// verification is what is asked, of whom, and what came of it.
type verification struct {
	compiled *compiled
	clusters []*model.Cluster
	catalogs []verify.Catalog
	stubs    verify.Stubs
	server   string // its URL, or the distribution
	version  string
	outcomes []verify.Outcome
	took     time.Duration
}

// verification reads the declarations and chooses what to ask about.
func (t *tool) verification(ctx context.Context, o trinoVerifyOptions) (verification, error) {
	if (o.dist == "") == (o.server == "") {
		return verification{}, misused("write --server URL to ask one that runs, or --dist DIR to start one", "either --server or --dist is needed, not both")
	}
	if o.server != "" {
		if _, err := address(o.server); err != nil { // before anything that takes time
			return verification{}, err
		}
	}
	c, err := t.sound(ctx, o.loading, "no server was asked")
	if err != nil {
		return verification{}, err
	}
	pairs, err := o.clusters(c.platform)
	if err != nil {
		return verification{}, err
	}
	v := verification{compiled: c}
	for _, p := range pairs {
		v.clusters = append(v.clusters, p.cluster)
	}
	v.catalogs, err = catalogsNamed(verify.Catalogs(v.clusters), o.names)
	return v, err
}

// catalogsNamed are the catalogs of some names; without names, all.
func catalogsNamed(all []verify.Catalog, names []string) ([]verify.Catalog, error) {
	if len(names) == 0 {
		return all, nil
	}
	var have []string
	for _, c := range all {
		have = append(have, c.Name)
	}
	for _, name := range names {
		if !slices.Contains(have, name) {
			return nil, unknown("catalog", name, slices.Compact(have))
		}
	}
	return slices.DeleteFunc(all, func(c verify.Catalog) bool { return !slices.Contains(names, c.Name) }), nil
}

// verifyOnServer asks a server that runs.
func (t *tool) verifyOnServer(ctx context.Context, v *verification, o connection) error {
	client, err := t.client(o)
	if err != nil {
		return err
	}
	say := t.status("asking " + client.URL)
	defer say.end()
	info, err := greet(ctx, client)
	if err != nil {
		return err
	}
	v.server, v.version = client.URL, info.NodeVersion.Version
	v.stubs = verify.NewStubs(releaseOf(v.version, v.compiled.repo.Trino, v.clusters[0]))
	say.say("asking %s (Trino %s) about %s; in place of secrets it is told stubs", v.server, v.version, count(len(v.catalogs), "catalog"))
	return v.ask(ctx, say, verify.Asker{Client: client, Prefix: verify.Prefix(), Properties: v.stubs.Literal})
}

// releaseOf is what is known of a server's version, else of the version that a cluster is to run; nil when of neither.
func releaseOf(version string, known trino.Releases, cluster *model.Cluster) *trino.Release {
	number, _ := strconv.Atoi(version) // not a number: a version of somebody's own
	if release, ok := known.For(number); ok && number != cluster.Version {
		return release
	}
	return cluster.Release
}

// verifyOnDistribution starts a server, asks it and ends it.
func (t *tool) verifyOnDistribution(ctx context.Context, v *verification, dir string) (err error) {
	dist, err := distribution.Open(t.path(dir))
	if err != nil {
		return t.noDistribution(dir, err, "name an unpacked trino-server-476.tar.gz")
	}
	jdk, err := distribution.FindJDK(t.Env, dist.Java, false)
	if err != nil {
		return misused("install one, and name it: JAVA_HOME=/usr/lib/jvm/…", "Trino %d: %v", dist.Version, err)
	}
	v.server, v.version = t.shown(dist.Folder), strconv.Itoa(dist.Version)
	v.stubs = verify.NewStubs(releaseOf(v.version, v.compiled.repo.Trino, v.clusters[0]))
	environment, err := v.stubs.Environment(v.catalogs)
	if err != nil {
		return err
	}
	began := time.Now()
	say := t.status("starting")
	defer say.end()
	say.say("starting Trino %s of %s, with %s", v.version, v.server, jdk.Home)
	started, err := server.Scratch{
		Distribution: dist, JDK: jdk.Home, Plugins: v.stubs.Plugins(v.catalogs), Flags: verify.Flags(v.clusters), Environment: environment,
	}.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, started.Close()) }()
	say.say("started after %s; asking about %s, with %s for secrets", seconds(time.Since(began)), count(len(v.catalogs), "catalog"), count(len(environment), "stub"))
	client := server.Client{URL: started.URL, User: "weir"}
	err = v.ask(ctx, say, verify.Asker{Client: client, Prefix: verify.Prefix(), Properties: v.stubs.ByName})
	if ended := started.Ended(); err != nil && ended != nil { // nothing of it is left to be dropped
		return ended
	}
	return err
}

// ask asks about every catalog and says how it goes.
func (v *verification) ask(ctx context.Context, say *status, asker verify.Asker) error {
	left, err := asker.Leftovers(ctx)
	if refused := (server.Refused{}); err != nil && !errors.As(err, &refused) {
		return unanswered(asker.Client, err)
	}
	if len(left) > 0 {
		say.say("there already: %s; when no other verify goes on, DROP CATALOG removes them", strings.Join(left, ", "))
	}
	stop := context.AfterFunc(ctx, func() {
		say.say("interrupted: dropping what was created; another interrupt ends weir at once and leaves it there")
	})
	defer stop()
	began, done := time.Now(), 0
	progress := func() { say.at(fmt.Sprintf("%d of %s", done, count(len(v.catalogs), "catalog")), began) }
	progress()
	v.outcomes, err = asker.Ask(ctx, v.catalogs, func(o verify.Outcome) {
		done++
		progress()
		say.say("%9s  %-8s  %s on %s", seconds(o.Took), o.Verdict, o.Name, offered(offerings(o)))
	})
	v.took = time.Since(began)
	return v.failure(ctx, asker.Client, err)
}

// failure is an error of asking, with what to do about it.
func (v *verification) failure(ctx context.Context, client server.Client, err error) error {
	var unfit verify.Unfit
	var left verify.Left
	switch {
	case errors.As(err, &left):
		return misused("DROP CATALOG "+left.Name, "%v", err)
	case errors.As(err, &unfit):
		return misused(unfit.Remedy, "%s: %s", v.server, unfit.Message)
	case err != nil && ctx.Err() == nil:
		return unanswered(client, err)
	}
	return err
}

// seconds is a time as people read it: "0.4 s".
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// sayVerified prints what came of it.
func (t *tool) sayVerified(v verification, format string) error {
	said := append(v.stubs.Findings(v.outcomes, v.version), verify.Versions(v.clusters, v.version)...)
	r := t.report(v.compiled, t.paintOut())
	r.findings = v.compiled.lines.Locate(said).Sorted()
	var err error
	if format == "json" {
		err = writeJSON(t.Out, verifiedJSON(v, r))
	} else {
		err = printText(t.Out, r)
		fmt.Fprintln(t.Err, r.apart()+v.closing())
	}
	if err != nil {
		return err
	}
	if r.failed() {
		return verdict(found)
	}
	return nil
}

// closing is the last line: "8 catalogs: 7 accepted, 1 refused by Trino 476 in 6.2 s".
func (v verification) closing() string {
	refused := 0
	for _, o := range v.outcomes {
		if o.Verdict == verify.Refused {
			refused++
		}
	}
	text := fmt.Sprintf("%s: %d accepted", count(len(v.outcomes), "catalog"), len(v.outcomes)-refused)
	if refused > 0 {
		text += fmt.Sprintf(", %d refused", refused)
	}
	return text + " by Trino " + v.version + " in " + seconds(v.took)
}

// jsonVerified is the form of docs/schema/trino-verify.schema.json. It only grows.
type jsonVerified struct {
	Version  int           `json:"version"`
	Failed   bool          `json:"failed"`
	Server   jsonServer    `json:"server"`
	Catalogs []jsonOutcome `json:"catalogs"`
	Findings []jsonFinding `json:"findings"`
}

type jsonServer struct {
	Address string `json:"address"`
	Trino   string `json:"trino"`
}

type jsonOutcome struct {
	Name      string     `json:"name"`
	Connector string     `json:"connector"`
	Verdict   string     `json:"verdict"`
	Seconds   float64    `json:"seconds"`
	Offered   []offering `json:"offered"`
}

func verifiedJSON(v verification, r report) jsonVerified {
	out := jsonVerified{Version: 1, Failed: r.failed(), Server: jsonServer{v.server, v.version}, Catalogs: []jsonOutcome{}, Findings: findingsJSON(r)}
	for _, o := range v.outcomes {
		out.Catalogs = append(out.Catalogs, jsonOutcome{o.Name, o.Connector, string(o.Verdict), float64(o.Took.Milliseconds()) / 1000, offerings(o)})
	}
	return out
}

func offerings(o verify.Outcome) []offering {
	var all []offering
	for _, cluster := range o.Where {
		all = append(all, offering{cluster.Environment, cluster.Name})
	}
	return all
}

// completeCatalogs completes the names of catalogs.
func (t *tool) completeCatalogs(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	return t.declared(cmd, schema.KindCatalog), noFiles
}
