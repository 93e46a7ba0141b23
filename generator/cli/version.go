package cli

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/semver"

	"weir.local/generator/chart"
	"weir.local/generator/trino"
)

// version is what the Makefile gives the linker: "v0.1.0", "v0.1.0-3-gabcdef", "dev".
var version string

// thisVersion is weir's own: the linker's, or the one that `go install` records.
func thisVersion() string {
	if version != "" {
		return strings.TrimPrefix(version, "v")
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || strings.HasPrefix(info.Main.Version, "v0.0.0-") || info.Main.Version == "(devel)" {
		return "dev"
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

// fingerprint tells this binary from others that call themselves alike: what it once found out may be wrong for another.
func fingerprint() string {
	if isRelease(thisVersion()) {
		return thisVersion()
	}
	path, err := os.Executable()
	if err != nil {
		return thisVersion()
	}
	info, err := os.Stat(path)
	if err != nil {
		return thisVersion()
	}
	return thisVersion() + " " + strconv.FormatInt(info.Size(), 10) + " " + strconv.FormatInt(info.ModTime().UnixNano(), 10)
}

func isRelease(v string) bool { return regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`).MatchString(v) }

// satisfied says whether this weir may compile a repository that requires one: ">=0.1.0", "=0.2.1". A build that is no
// release, and has none behind it, may compile anything.
func satisfied(v, require string) error {
	base, _, _ := strings.Cut(v, "-")
	if require == "" || !isRelease(base) {
		return nil
	}
	want, exact := strings.CutPrefix(require, "=")
	want = strings.TrimPrefix(want, ">=")
	order := semver.Compare("v"+base, "v"+want)
	if order == 0 || order > 0 && !exact {
		return nil
	}
	return misused("install it, or change `require` in weir.cue", "the repository requires weir %s, and this is %s", require, v)
}

func newVersion(t *tool) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "say which weir this is, what it knows, and what the repository asks for",
		Long: `version says which weir this is, which versions of Trino and of its Helm chart it knows, and, in a
repository, which weir the declarations ask for (require: weir: ">=0.1.0" in weir.cue).`,
		Annotations: exitsAs("fine", "", "the repository asks for another weir"),
		Example: `  $ weir version
  weir   0.1.0 (go1.26.8, linux/amd64)
  CUE    v0.17.1
  Trino  470, 476
  chart  1.42.2
  here   >=0.1.0, which this is`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.runVersion(cmd.Context()) },
	}
}

func (t *tool) runVersion(ctx context.Context) error {
	lines := table{columns: []column{{paint: t.paintOut().bold}, {}}}
	lines.add("weir", fmt.Sprintf("%s (%s, %s/%s)", thisVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH))
	lines.add("CUE", dependency("cuelang.org/go"))
	lines.add("Trino", versions(trino.Versions()))
	lines.add("chart", strings.Join(chart.Versions(), ", "))
	asked, err := t.requires(ctx)
	if asked != "" {
		lines.add("here", asked)
	}
	if _, printed := fmt.Fprint(t.Out, lines.String()); printed != nil {
		return printed
	}
	return err
}

// requires is what the repository here asks for, if there is one, and an error when that is another weir.
func (t *tool) requires(ctx context.Context) (string, error) {
	root, err := t.repository()
	if err != nil {
		return "", nil
	}
	r, err := t.read(root, loading{})
	if err != nil {
		return "", err
	}
	c := &compiled{root: root}
	err = r.evaluate(ctx, c)
	switch {
	case c.repo == nil:
		return "", err
	case c.repo.Requires == "":
		return "any weir", err
	case err != nil:
		return c.repo.Requires + ", which this is not", err
	}
	return c.repo.Requires + ", which this is", nil
}

func versions(all []int) string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = strconv.Itoa(v)
	}
	return strings.Join(texts, ", ")
}

// dependency is the version of a module in this binary.
func dependency(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return m.Version
		}
	}
	return "unknown"
}
