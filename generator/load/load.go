package load

import (
	"context"
	"encoding/hex"
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
	Overlay  map[string][]byte     // what files hold in place of what is on the disk, by their path in the repository; without a cache
}

// Repository reads every declaration under root. Findings are the user's mistakes, each with its line; an error is what no
// declaration can mend: an unreadable folder, no cue.mod. The Repo holds the declarations that evaluated without error, so
// that rules can still run on the good ones.
func Repository(ctx context.Context, root string, o Options) (*schema.Repo, diag.List, error) {
	r, err := Open(root, o)
	if err != nil {
		return nil, nil, err
	}
	return r.Repository(ctx)
}

// Reading is a repository's files, read and not yet evaluated.
type Reading struct {
	// Digest tells one state of the files from another: readings of one digest have one verdict.
	Digest string
	// Frame is the digest of what all files are read in: the tool, CUE, and the data of Trino versions, and what lies in cue.mod.
	Frame string

	root      string
	plan      *plan
	harvested harvested
}

// Open reads every file under root that Repository would read, and evaluates none.
func Open(root string, o Options) (*Reading, error) {
	settle()
	tree, err := find(root)
	if err != nil {
		return nil, err
	}
	plan, err := tree.plan(o)
	if err != nil {
		return nil, err
	}
	harvested, err := readHarvested(root)
	if err != nil {
		return nil, err
	}
	frame, err := plan.frame(harvested)
	if err != nil {
		return nil, err
	}
	return &Reading{Digest: plan.digest(frame), Frame: frame, root: root, plan: plan, harvested: harvested}, nil
}

// Sums is the digest of each file by its path: "catalogs/orders.cue".
func (r *Reading) Sums() map[string]string {
	sums := make(map[string]string, len(r.plan.files))
	for name, f := range r.plan.files {
		sums[name] = hex.EncodeToString(f.sum[:16])
	}
	return sums
}

// Files is how many files were read.
func (r *Reading) Files() int { return len(r.plan.files) }

// Locator finds lines in what was read, also where that is not on the disk.
func (r *Reading) Locator() *Locator {
	l := NewLocator(r.root)
	l.overlay = r.plan.options.Overlay
	return l
}

// Repository evaluates what was read.
func (r *Reading) Repository(ctx context.Context) (*schema.Repo, diag.List, error) {
	if findings := r.plan.noSchema(); len(findings) > 0 {
		return &schema.Repo{Root: r.root, Trino: r.harvested.releases()}, findings, nil
	}
	result := r.plan.run(ctx)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	repo := result.repo(r.root)
	repo.Trino = r.harvested.releases()
	findings := append(r.plan.guard(r.Locator().Locate(result.findings)), r.harvested.findings()...)
	return repo, findings.Sorted(), nil
}

// settle clears what would let CUE answer otherwise on another machine: CUE_DEBUG=opendef=1 lets unknown fields pass, and an
// unknown experiment makes it panic. CUE reads both once. Fields are taken in the order of their names ("sortfields", `cue help
// environment`): nobody here asks for the order of the source, and finding that takes time.
var settle = sync.OnceFunc(func() {
	os.Unsetenv("CUE_EXPERIMENT")
	os.Setenv("CUE_DEBUG", "sortfields")
})
