package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"weir.local/generator/distribution"
	"weir.local/generator/harvest"
	"weir.local/generator/load"
	"weir.local/generator/scaffold"
	"weir.local/generator/trino"
	"weir.local/generator/trino/define"
)

type harvestOptions struct {
	dist    string
	version int
	to      string
}

func newTrinoHarvest(t *tool) *cobra.Command {
	var o harvestOptions
	cmd := &cobra.Command{
		Use:   "harvest DIST",
		Short: "learn what a Trino distribution knows",
		Long: `harvest asks a Trino distribution, an unpacked folder or trino-server-VERSION.tar.gz, what each of
its configuration files may hold, and writes

  ` + scaffold.HarvestFolder + `/VERSION.gz     all properties, by which vet and build check clusters of that version
  ` + scaffold.Harvested + `
                            the definitions that the version adds, for editors and cue vet -c

It runs Trino's own code as far as reading a configuration goes: nothing listens and nothing is
connected to. It takes a minute or two on two cores (476: 94 s, of CPU 140 s), and a JDK as new as
the distribution asks for: JAVA_HOME's, one on the PATH, or one where the system installs them.
Commit both files.`,
		Annotations: exitsAs("it is written", "", "wrong use, no JDK, or a distribution that cannot be read; nothing was changed"),
		Example: `  $ weir trino harvest trino-server-480.tar.gz
  schema/trino/480.gz
  cue.mod/gen/weir.local/schema/` + scaffold.HarvestedName,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := atMost(1)(cmd, args); err != nil {
				return err
			}
			if len(args) == 0 {
				return misused("usage: "+cmd.UseLine(), "it takes the distribution: a folder, or trino-server-VERSION.tar.gz")
			}
			o.dist = args[0]
			return t.runTrinoHarvest(cmd.Context(), o)
		},
	}
	cmd.Flags().IntVar(&o.version, "version", 0, "keep it as version `N`, for a build of one's own that calls itself otherwise")
	cmd.Flags().StringVar(&o.to, "to", "", "write both files into `DIR`, and into no repository")
	_ = cmd.MarkFlagDirname("to")
	return cmd
}

func (t *tool) runTrinoHarvest(ctx context.Context, o harvestOptions) error {
	home, err := t.harvestHome(o)
	if err != nil {
		return err
	}
	folder, done, err := t.distribution(ctx, o.dist)
	defer done()
	if err != nil {
		return err
	}
	data, err := t.harvest(ctx, folder, o)
	if err != nil {
		return err
	}
	return t.keepHarvest(home, data)
}

// harvestHome is where the two files belong.
type harvestHome struct {
	root        string // absolute
	data        string // the folder of the data, below it: "schema/trino"
	definitions string // the file: "cue.mod/gen/weir.local/schema/harvested_gen.cue"
	known       trino.Releases
}

func (t *tool) harvestHome(o harvestOptions) (harvestHome, error) {
	if o.version < 0 {
		return harvestHome{}, misused("write a version such as 480", "--version %d: no version", o.version)
	}
	if o.to != "" {
		return harvestHome{root: t.path(o.to), definitions: scaffold.HarvestedName}, nil
	}
	root, err := t.repository()
	if err != nil {
		return harvestHome{}, err
	}
	home := harvestHome{root: root, data: scaffold.HarvestFolder, definitions: scaffold.Harvested}
	if moduleOf(root) == ownModule {
		home.definitions = "schema/" + scaffold.HarvestedName
	}
	home.known, _, err = load.Releases(root)
	return home, err
}

// distribution is the folder of a distribution; of an archive, one that is there until done is called.
func (t *tool) distribution(ctx context.Context, name string) (folder string, done func(), err error) {
	path := t.path(name)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", func() {}, misused(nameDistribution, "%s is not there", name)
	case err != nil || info.IsDir():
		return path, func() {}, err
	}
	into, err := os.MkdirTemp("", "weir-trino-")
	if err != nil {
		return "", func() {}, err
	}
	done = func() { os.RemoveAll(into) }
	end := t.phase("unpacking " + name)
	if folder, err = distribution.Unpack(ctx, path, into); err != nil {
		return "", done, t.noDistribution(name, err, nameDistribution)
	}
	end()
	return folder, done, nil
}

// harvest asks the distribution in a folder, and answers the data as it is kept.
func (t *tool) harvest(ctx context.Context, folder string, o harvestOptions) ([]byte, error) {
	dist, err := distribution.Open(folder)
	if err != nil {
		return nil, t.noDistribution(o.dist, err, nameDistribution)
	}
	jdk, err := distribution.FindJDK(t.Env, dist.Java, true)
	if err != nil {
		return nil, misused(fmt.Sprintf("set JAVA_HOME to a JDK %d or newer", dist.Java), "Trino %d: %v", dist.Version, err)
	}
	version := cmp.Or(o.version, dist.Version)
	if version != dist.Version {
		fmt.Fprintf(t.Err, "%s its jars say that it is Trino %d; it is kept as %d\n", t.paintErr().yellow("note:"), dist.Version, version)
	}
	end := t.phase(fmt.Sprintf("asking Trino %d what its files may hold, with Java %d: a minute or two on two cores", version, jdk.Version))
	p := t.progress("files")
	defer p.done()
	data, err := harvest.Data(ctx, harvest.Options{
		Distribution: dist, JDK: jdk, Version: version, Progress: p.step,
		Note: func(text string) { fmt.Fprintln(t.Err, "  not learnt:", text) },
	})
	if err != nil {
		return nil, err
	}
	p.done()
	end()
	return trino.Encode(data)
}

// nameDistribution is what to write where a distribution is asked for.
const nameDistribution = "name the folder that trino-server-VERSION.tar.gz unpacks to, or the archive itself"

// noDistribution says what to name instead: the remedy, or a folder inside that is one.
func (t *tool) noDistribution(name string, err error, remedy string) error {
	var none *distribution.NoDistribution
	if !errors.As(err, &none) {
		return err
	}
	if none.Inside != "" {
		remedy = "did you mean " + t.shown(none.Inside) + "?"
	}
	return misused(remedy, "%s is no Trino distribution: %s", name, none.Why)
}

// phase says what is being done, and when it is called again how long it took.
func (t *tool) phase(what string) (end func()) {
	begun := time.Now()
	fmt.Fprintln(t.Err, what)
	return func() { fmt.Fprintf(t.Err, "  done in %d s\n", int(time.Since(begun).Round(time.Second).Seconds())) }
}

// keepHarvest writes the data and the definitions, both or none, and says what there is now and what to do next.
func (t *tool) keepHarvest(home harvestHome, data []byte) error {
	release, err := trino.Decode(data)
	if err != nil {
		return err
	}
	own := home.known.With(release)
	more, err := define.More(trino.Releases{}.All(), own.Own())
	if err != nil {
		return err
	}
	files := []scaffold.File{
		{Path: filepath.ToSlash(filepath.Join(home.data, fmt.Sprintf("%d.gz", release.Version))), Data: data},
		{Path: home.definitions, Data: more.Text},
	}
	if err := scaffold.Replace(home.root, files); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(t.Out, t.shown(filepath.Join(home.root, filepath.FromSlash(f.Path))))
	}
	t.sayHarvested(release, more, home.data != "")
	return nil
}

func (t *tool) sayHarvested(release *trino.Release, more define.Addition, kept bool) {
	fmt.Fprintf(t.Err, "Trino %d: %s; beyond what weir carries %s and %s\n", release.Version,
		count(len(release.Connectors()), "connector"), count(more.Definitions, "definition"), count(more.Properties, "property"))
	for _, name := range more.Retyped {
		fmt.Fprintf(t.Err, "  %s takes other values than its definition says: where they are refused write schema.#Catalog, whose properties are open\n", name)
	}
	if kept {
		fmt.Fprintf(t.Err, "commit both files, write trino: version: %d in a cluster, and run weir vet\n", release.Version)
	}
}
