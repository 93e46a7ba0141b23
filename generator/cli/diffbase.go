package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/compare"
	"weir.local/generator/diag"
	"weir.local/generator/git"
	"weir.local/generator/load"
	"weir.local/generator/model"
	"weir.local/generator/plan"
	"weir.local/generator/render"
	"weir.local/generator/scaffold"
	"weir.local/generator/write"
	"weir.local/schema"
)

// base is what a change is compared with.
type base struct {
	revision git.Revision
	out      compare.Output  // as committed
	platform *model.Platform // what its declarations say; nil when this weir refuses them
	rebuilt  compare.Output  // what they render to
	refused  string          // why there is no platform
	digest   string          // of its declarations
	lines    *load.Locator   // of its declarations
	dir      string          // where they lie until close
}

// close removes the folder of the base's declarations, after their lines were looked up.
func (b *base) close() {
	if b.dir != "" {
		_ = os.RemoveAll(b.dir) // what is left over harms nobody
	}
}

// baseOf reads the base out of Git. Its declarations are worked out in a temporary folder that is gone when it returns.
func baseOf(ctx context.Context, now *compiled, tree *artifact.Tree, name string) (*base, error) {
	repo, err := git.Open(ctx, now.root)
	if err != nil {
		return nil, gitMisuse(err)
	}
	b := &base{out: compare.Output{}}
	if name == "" {
		b.revision, err = repo.Base(ctx)
	} else {
		b.revision, err = repo.Resolve(ctx, name)
	}
	if err != nil {
		return nil, gitMisuse(err)
	}
	files, err := repo.Files(ctx, b.revision.Commit, isInput)
	if err != nil {
		return nil, err
	}
	var declarations []scaffold.File
	for path, data := range files {
		if beneath, ok := strings.CutPrefix(path, "out/"); ok {
			b.out[beneath] = data
			continue
		}
		declarations = append(declarations, scaffold.File{Path: path, Data: data})
	}
	delete(b.out, write.Marker)
	if err := b.explain(ctx, declarations, now, tree); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func gitMisuse(err error) error {
	var said *git.Error
	if errors.As(err, &said) {
		return misused(said.Remedy, "%s", said.Message)
	}
	return err
}

// isInput says whether a file of a commit is compared, or explains what is: out/, and what load reads.
func isInput(path string) bool {
	return filepath.IsLocal(path) && (strings.HasPrefix(path, "out/") || strings.HasSuffix(path, ".cue") || path == scaffold.HarvestFolder+"/"+filepath.Base(path))
}

// explain works out the base's declarations with this weir. That it refuses them is no error: files alone are compared then.
func (b *base) explain(ctx context.Context, declarations []scaffold.File, now *compiled, tree *artifact.Tree) (err error) {
	if !slices.ContainsFunc(declarations, func(f scaffold.File) bool { return f.Path == "cue.mod/module.cue" }) {
		b.platform, b.rebuilt = &model.Platform{}, compare.Output{} // no repository of weir's yet
		return nil
	}
	if b.dir, err = os.MkdirTemp("", "weir-diff-"); err != nil {
		return fmt.Errorf("making a folder for the base's declarations: %w", err)
	}
	if err := scaffold.Create(b.dir, declarations); err != nil {
		return fmt.Errorf("laying out the base's declarations: %w", err)
	}
	b.lines = load.NewLocator(b.dir)
	reading, err := load.Open(b.dir, load.Options{Version: fingerprint()})
	if err != nil {
		b.refused = strings.ReplaceAll(err.Error(), b.dir, "the base")
		return nil
	}
	if b.digest = reading.Digest; b.digest == now.digest {
		b.platform, b.rebuilt = now.platform, outputOf(tree)
		return nil
	}
	repo, findings, err := reading.Repository(ctx)
	if err != nil {
		return err
	}
	if findings.Errors() {
		b.refused = firstError(findings)
		return nil
	}
	b.workOut(repo)
	return nil
}

// workOut plans and renders declarations that were sound once: what a newer rule says of them is of no interest any more.
func (b *base) workOut(repo *schema.Repo) {
	platform, err := plan.Platform(repo)
	if err != nil {
		b.refused = err.Error()
		return
	}
	tree, err := render.Tree(platform)
	if err != nil {
		b.refused = err.Error()
		return
	}
	b.platform, b.rebuilt = platform, outputOf(tree)
}

// outputOf is a tree as out/ would hold it.
func outputOf(tree *artifact.Tree) compare.Output {
	out := compare.Output{}
	for _, f := range tree.Files() {
		out[f.Path] = f.Data
	}
	return out
}

// firstError is what a person reads of why the base is refused.
func firstError(findings diag.List) string {
	for _, d := range findings {
		if d.Level == diag.Error {
			return d.Pos.String() + ": " + d.Message
		}
	}
	return ""
}
