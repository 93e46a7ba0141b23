package load

import (
	"context"
	"os"
	"sync"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// schemaPath is the import path of the schema, in every repository.
const schemaPath = "weir.local/schema"

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
	settle()
	tree, err := find(root)
	if err != nil {
		return nil, nil, err
	}
	plan, err := tree.plan(o)
	if err != nil {
		return nil, nil, err
	}
	r := plan.run(ctx)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return r.repo(root), plan.guard(NewLocator(root).Locate(r.findings)).Sorted(), nil
}

// settle clears what would let CUE answer otherwise on another machine: CUE_DEBUG=opendef=1 lets unknown fields pass, and an
// unknown experiment makes it panic. CUE reads both once.
var settle = sync.OnceFunc(func() {
	os.Unsetenv("CUE_EXPERIMENT")
	os.Unsetenv("CUE_DEBUG")
})
