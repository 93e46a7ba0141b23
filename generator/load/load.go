package load

import (
	"context"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// Options says how declarations are read.
type Options struct {
	Whole    bool                  // the slow path: every package evaluated whole
	CacheDir string                // where results of earlier runs lie; empty: no cache
	Version  string                // of the tool: part of the cache's keys
	Progress func(done, total int) // told of files as they are evaluated; may be nil
}

// Repository reads every declaration under root. Findings are the user's mistakes, each with its line; an error is what no
// declaration can mend: an unreadable folder, no cue.mod. The Repo holds the declarations that evaluated without error, so
// that rules can still run on the good ones.
func Repository(ctx context.Context, root string, o Options) (*schema.Repo, diag.List, error) {
	tree, err := find(root)
	if err != nil {
		return nil, nil, err
	}
	r := evaluateWhole(ctx, tree, o)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return r.repo(root), NewLocator(root).Locate(r.findings).Sorted(), nil
}
