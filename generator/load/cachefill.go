package load

import (
	"os"
	"path/filepath"

	"weir.local/generator/diag"
	"weir.local/schema"
)

// fill takes over what this run found to be without a mistake, and writes it when it differs from what was read.
func (c *cache) fill(p *plan, wholes map[*pkg]result, others *settled) {
	if c == nil {
		return
	}
	c.changed = (c.others == nil) != (others == nil)
	c.others = others
	for _, k := range p.packages {
		r, isWhole := wholes[k]
		switch {
		case len(k.roots) == 0:
		case isWhole:
			c.keepWhole(p, k, r)
		default:
			c.keepFiles(p, k)
		}
	}
	if c.changed || len(c.used) != len(c.entries) {
		c.write()
	}
}

func (c *cache) keepFiles(p *plan, k *pkg) {
	joint := k.joint()
	for _, f := range k.files {
		sound := f.class.form == regular && len(f.broken)+len(f.told)+len(f.result.findings) == 0
		if !sound || joint[f] || !f.recalled && p.importsDeclarations(f) {
			continue
		}
		c.keep(k.entryKey(f), "", f.result.declarations)
	}
}

func (c *cache) keepWhole(p *plan, k *pkg, r result) {
	if len(r.findings) > 0 || k.told().Errors() {
		return
	}
	for _, f := range k.files {
		if p.importsDeclarations(f) || elsewhere.Match(f.data) || !f.plain() {
			return
		}
	}
	c.keep(k.wholeKey(), "as declared", r.declarations)
}

func (c *cache) keep(key digest, file string, declarations []*schema.Declaration) {
	if entry, known := c.entries[key]; known {
		c.used[key] = entry
		return
	}
	entry := []stored{}
	for _, d := range declarations {
		s := stored{root: rootIndex(d.Kind), name: d.Name, value: d.JSON}
		if file != "" {
			s.file = d.Place.File
		}
		entry = append(entry, s)
	}
	c.used[key] = entry
	c.changed = true
}

func rootIndex(k schema.Kind) int {
	for i, r := range schema.Roots() {
		if r.Kind == k {
			return i
		}
	}
	return -1
}

// write replaces the cache's file in one step. A cache that cannot be written is none: the next run evaluates again.
func (c *cache) write() {
	dir := filepath.Dir(c.file)
	if os.MkdirAll(dir, 0o755) != nil {
		return
	}
	temporary, err := os.CreateTemp(dir, ".declarations-*")
	if err != nil {
		return
	}
	_, err = temporary.Write(c.encode())
	if closed := temporary.Close(); err != nil || closed != nil || os.Rename(temporary.Name(), c.file) != nil {
		os.Remove(temporary.Name())
	}
}

// settledBy says whether the packages without declarations have no mistake.
func settledBy(findings diag.List, requires string) *settled {
	if len(findings) > 0 {
		return nil
	}
	return &settled{requires: requires}
}
