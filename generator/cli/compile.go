package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/artifact"
	"weir.local/generator/check"
	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/model"
	"weir.local/generator/plan"
	"weir.local/generator/render"
	"weir.local/generator/source"
	"weir.local/schema"
)

// loading says how declarations are read: the flags that all commands share which read them.
type loading struct {
	whole   bool
	noCache bool
}

func (l *loading) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&l.whole, "whole", false, "evaluate every package as a whole: slower, with the same verdict")
	cmd.Flags().BoolVar(&l.noCache, "no-cache", false, "neither read nor fill the cache")
}

// compiled is a repository, worked out as far as its mistakes allow.
type compiled struct {
	root     string
	repo     *schema.Repo
	platform *model.Platform // of what could be read; nil when it cannot be worked out
	findings diag.List       // sorted, each with its line
	lines    *load.Locator
}

// compile runs the stages from the declarations to the model. A mistake in the declarations is a finding, never an error.
func (t *tool) compile(ctx context.Context, l loading) (*compiled, error) {
	root, err := t.repository()
	if err != nil {
		return nil, err
	}
	c := &compiled{root: root, lines: load.NewLocator(root)}
	if err := t.load(ctx, c, l); err != nil {
		return nil, err
	}
	t.noteSchema(root)
	if err := c.workOut(); err != nil {
		return nil, err
	}
	c.findings = c.lines.Locate(c.findings).Sorted()
	return c, nil
}

// workOut runs the rules and the plan on what could be read: one run says everything. What cannot be planned because of a
// mistake that is already told has no model.
func (c *compiled) workOut() error {
	refused := c.findings
	found := check.Repo(c.repo)
	platform, err := plan.Platform(c.repo)
	switch {
	case err == nil:
		c.platform = platform
		found = append(found, check.Model(c.repo, platform)...)
	case !refused.Errors() && !found.Errors():
		return fmt.Errorf("working out the platform: %w", err)
	}
	c.findings = append(refused, withoutEchoes(found, refused)...)
	return nil
}

// withoutEchoes leaves out what rules say of names that are not there only because their declaration was refused.
func withoutEchoes(found, refused diag.List) diag.List {
	referred := func(d diag.Diagnostic) bool {
		return d.Level == diag.Error && !strings.HasPrefix(d.Place.File, "catalogs/")
	}
	if !slices.ContainsFunc(refused, referred) {
		return found
	}
	// A name that nothing declares, clusters that are not there, and what else is so only by an absence.
	echoes := []string{"REF001", "REF002", "REF008", "REF013", "REF014"}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(echoes, d.ID) })
}

func (t *tool) load(ctx context.Context, c *compiled, l loading) error {
	p := t.progress("reading declarations")
	defer p.done()
	options := load.Options{Whole: l.whole, Version: fingerprint(), Progress: p.step}
	if !l.noCache {
		options.CacheDir = t.cacheDir()
	}
	var err error
	c.repo, c.findings, err = load.Repository(ctx, c.root, options)
	if err != nil {
		return err
	}
	return satisfied(thisVersion(), c.repo.Requires)
}

// sound compiles a repository that must be without errors; otherwise it lists them on standard error.
func (t *tool) sound(ctx context.Context, l loading, so string) (*compiled, error) {
	c, err := t.compile(ctx, l)
	if err != nil {
		return nil, err
	}
	if c.findings.Errors() {
		return nil, t.refuse(c, so)
	}
	return c, nil
}

// refuse lists the errors on standard error, and says what follows: "nothing was written".
func (t *tool) refuse(c *compiled, so string) error {
	r := t.report(c, t.paintErr())
	r.findings = r.only(diag.Error)
	if err := printText(t.Err, r); err != nil {
		return err
	}
	fmt.Fprintf(t.Err, "\n%s in %s; %s\n", count(len(r.findings), "error"), count(r.declarations, "declaration"), so)
	return verdict(found)
}

// render spells the platform as files. That two files cannot lie beside each other is a finding, and there is no tree then.
func (c *compiled) render() (*artifact.Tree, error) {
	tree, err := render.Tree(c.platform)
	var conflict *artifact.ConflictError
	if !errors.As(err, &conflict) {
		return tree, err
	}
	d := check.Collision(conflict.Path, relation(conflict), conflict.Other, conflict.Origin, conflict.OtherOrigin)
	c.findings = append(c.findings, c.lines.Locate(diag.List{d})...).Sorted()
	return nil, nil
}

func relation(c *artifact.ConflictError) string {
	switch {
	case c.Path == c.Other:
		return "is at the same path as"
	case strings.EqualFold(c.Path, c.Other):
		return "differs only in case from"
	}
	return "needs a directory that is a file, or is one itself:"
}

// position is the line of a place, when the user wrote it.
func (c *compiled) position(p source.Place) (source.Pos, bool) {
	if p.IsZero() {
		return source.Pos{}, false
	}
	return c.lines.Where(p)
}

// cacheDir is where results of earlier runs lie; empty when the system has no place for them.
func (t *tool) cacheDir() string {
	if dir := t.Env("XDG_CACHE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "weir")
	}
	home := t.Env("HOME")
	switch {
	case home == "":
		return ""
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Caches", "weir")
	}
	return filepath.Join(home, ".cache", "weir")
}
