package load

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// result is what evaluating files gave.
type result struct {
	declarations []*schema.Declaration
	findings     diag.List
	requires     string
}

func (r *result) add(s result) {
	r.declarations = append(r.declarations, s.declarations...)
	r.findings = append(r.findings, s.findings...)
	r.requires = cmp.Or(r.requires, s.requires)
}

// repo is the declarations in the order of their kinds, each kind by name.
func (r *result) repo(root string) *schema.Repo {
	order := map[schema.Kind]int{}
	for i, kind := range schema.Roots() {
		order[kind.Kind] = i
	}
	slices.SortStableFunc(r.declarations, func(a, b *schema.Declaration) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Name, b.Name))
	})
	return &schema.Repo{Root: root, Requires: r.requires, Declarations: r.declarations}
}

// counter hands out 0, 1, 2 … to several workers.
type counter struct{ n atomic.Int64 }

func (c *counter) take() int { return int(c.n.Add(1)) - 1 }

// run evaluates everything, packages as a whole first as they take longest.
func (p *plan) run(ctx context.Context) result {
	results := make([]result, len(p.wholes)+len(p.batches))
	progress := p.progress()
	parallel(len(results), func() func(int) {
		w := &worker{module: p.module, imports: newImports(p.module)}
		return func(i int) {
			switch {
			case ctx.Err() != nil:
			case i < len(p.wholes):
				results[i] = w.folder(p.wholes[i])
				progress(len(p.wholes[i].files))
			default:
				batch := p.batches[i-len(p.wholes)]
				results[i] = w.batch(batch)
				progress(len(batch))
			}
		}
	})
	var all result
	for _, r := range results {
		all.add(r)
	}
	return all
}

// progress counts files that are done.
func (p *plan) progress() func(int) {
	if p.options.Progress == nil {
		return func(int) {}
	}
	total, done := 0, 0
	for _, u := range p.wholes {
		total += len(u.files)
	}
	for _, b := range p.batches {
		total += len(b)
	}
	var mu sync.Mutex
	return func(n int) {
		mu.Lock()
		defer mu.Unlock()
		done += n
		p.options.Progress(done, total)
	}
}
