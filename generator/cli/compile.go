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
	overlay map[string][]byte // what files hold in place of what is on the disk
}

func (l *loading) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&l.whole, "whole", false, "evaluate every package as a whole: slower, with the same verdict")
	cmd.Flags().BoolVar(&l.noCache, "no-cache", false, "neither read nor fill the cache")
}

// compiled is a repository, worked out as far as its mistakes allow.
type compiled struct {
	root         string
	repo         *schema.Repo
	platform     *model.Platform // of what could be read; nil when it cannot be worked out, or nobody wants it
	findings     diag.List       // sorted, each with its line
	declarations int
	digest       string // tells one state of the declarations from another
	lines        *load.Locator
	overlay      map[string][]byte // what files hold that is not on the disk
}

// compile runs the stages from the declarations to the model. A mistake in the declarations is a finding, never an error.
func (t *tool) compile(ctx context.Context, l loading) (*compiled, error) {
	root, err := t.repository()
	if err != nil {
		return nil, err
	}
	r, err := t.read(root, l)
	if err != nil {
		return nil, err
	}
	return t.whole(ctx, root, r)
}

// whole works out everything that was read, and keeps the model.
func (t *tool) whole(ctx context.Context, root string, r reading) (*compiled, error) {
	c, err := t.evaluate(ctx, root, r)
	if err != nil {
		return nil, err
	}
	return c, c.judge((*compiled).keep)
}

// evaluate reads the declarations, as far as they can be read.
func (t *tool) evaluate(ctx context.Context, root string, r reading) (*compiled, error) {
	c := &compiled{root: root, digest: r.Digest, lines: r.Locator(), overlay: r.overlay}
	if err := r.evaluate(ctx, c); err != nil {
		return nil, err
	}
	t.noteSchema(root)
	return c, nil
}

// judge works out what was read and holds it to the rules.
func (c *compiled) judge(model func(*compiled) (diag.List, error)) error {
	if err := c.workOut(model); err != nil {
		return err
	}
	c.findings = c.lines.Locate(c.findings).Sorted()
	return nil
}

// keep works out the whole platform and holds it to the rules.
func (c *compiled) keep() (diag.List, error) {
	platform, err := plan.Platform(c.repo)
	if err != nil {
		return nil, err
	}
	c.platform = platform
	return check.Model(c.repo, platform), nil
}

// pass works out one environment after the other and holds each to the rules.
func (c *compiled) pass() (diag.List, error) {
	var failed error
	found := check.Environments(c.repo, func(yield func(*model.Environment) bool) {
		for e, err := range plan.Environments(c.repo) {
			if failed = err; err != nil || !yield(e) {
				return
			}
		}
	})
	return found, failed
}

// workOut runs the rules and the plan on what could be read: one run says everything. What cannot be planned because of a
// mistake that is already told has no model.
func (c *compiled) workOut(model func(*compiled) (diag.List, error)) error {
	refused := c.findings
	c.repo.Refused = refusedNames(refused)
	found := check.Repo(c.repo)
	worked, err := model(c)
	if err != nil && !refused.Errors() && !found.Errors() {
		return fmt.Errorf("working out the platform: %w", err)
	}
	c.findings = append(refused, withoutEchoes(append(found, worked...), refused)...)
	return nil
}

// refusedNames are the declarations that the loader's findings are about: they are there, though nothing is known of them.
func refusedNames(refused diag.List) map[schema.Kind][]string {
	names := map[schema.Kind][]string{}
	for _, d := range refused {
		for _, root := range schema.Roots() {
			at := len(root.Path)
			if d.Level == diag.Error && len(d.Place.Path) > at && slices.Equal(d.Place.Path[:at], root.Path) && !slices.Contains(names[root.Kind], d.Place.Path[at]) {
				names[root.Kind] = append(names[root.Kind], d.Place.Path[at])
			}
		}
	}
	return names
}

// withoutEchoes leaves out what rules say only because a declaration was refused and so is not in the model; where a file
// cannot be parsed, not even names are known.
func withoutEchoes(found, refused diag.List) diag.List {
	if !refused.Errors() {
		return found
	}
	echoes := []string{"REF008", "REF013", "REF014"} // absences in the model
	if slices.ContainsFunc(refused, func(d diag.Diagnostic) bool { return len(d.Place.Path) == 0 && d.ID != "TRN060" }) {
		echoes = append(echoes, "REF001", "REF002") // names that nothing declares
	}
	if slices.ContainsFunc(refused, func(d diag.Diagnostic) bool { return d.ID == "TRN060" }) {
		echoes = append(echoes, "TRN002") // versions that there would be data of
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return slices.Contains(echoes, d.ID) })
}

// reading is a repository's files, and the progress of evaluating them.
type reading struct {
	*load.Reading
	progress *progress
	overlay  map[string][]byte
}

// read reads the repository's files.
func (t *tool) read(root string, l loading) (reading, error) {
	p := t.progress("reading declarations")
	options := load.Options{Whole: l.whole, Version: fingerprint(), Progress: p.step, Overlay: l.overlay}
	if !l.noCache {
		options.CacheDir = t.cacheDir()
	}
	r, err := load.Open(root, options)
	return reading{r, p, l.overlay}, err
}

// evaluate makes declarations of what was read, and refuses those that ask for another weir.
func (r reading) evaluate(ctx context.Context, c *compiled) error {
	defer r.progress.done()
	var err error
	if c.repo, c.findings, err = r.Repository(ctx); err != nil {
		return err
	}
	c.declarations = len(c.repo.Declarations)
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
