package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"weir.local/generator/source"
	"weir.local/schema"
)

// cache holds what evaluation gave in an earlier run: only successes, found by what they were made of. Everything that the
// files of a package have in common makes the key of the cache as a whole: the tool, CUE, cue.mod, the schema, constraint
// files and all packages without declarations. When that differs nothing of the cache is used.
type cache struct {
	file    string
	key     digest
	entries map[digest][]stored // of a file or, when it was evaluated whole, of a package
	used    map[digest][]stored
	others  *settled // nil: the packages without declarations must be evaluated
	changed bool
}

type digest [sha256.Size]byte

// stored is a declaration as the cache has it.
type stored struct {
	file  string // for packages evaluated whole; else that of the entry
	root  int    // in schema.Roots
	name  string
	value []byte
}

// settled says that the packages without declarations have no mistake.
type settled struct{ requires string }

// openCache reads the cache of a repository; nil when it must not be used. A file that is not there, foreign or broken is an
// empty cache.
func (p *plan) openCache() *cache {
	if p.options.CacheDir == "" || p.options.Whole || len(p.options.Overlay) > 0 || p.entangled() {
		return nil
	}
	key, err := p.cacheKey()
	if err != nil {
		return nil
	}
	name := sha256.Sum256([]byte(p.module.root))
	c := &cache{file: filepath.Join(p.options.CacheDir, hex.EncodeToString(name[:8])+".declarations"), key: key, used: map[digest][]stored{}}
	data, err := os.ReadFile(c.file)
	if err == nil {
		c.decode(data)
	}
	return c
}

// entangled says whether what all files have in common depends on declarations, or on files that are not CUE.
func (p *plan) entangled() bool {
	for _, k := range p.packages {
		for _, f := range k.files {
			if len(k.roots) == 0 && (p.importsDeclarations(f) || bytes.Contains(f.data, []byte("@extern"))) {
				return true
			}
		}
	}
	return false
}

// importsDeclarations says whether a file may import a package with declarations: then it changes when they do.
func (p *plan) importsDeclarations(f *file) bool {
	return slices.ContainsFunc(schema.Roots(), func(r schema.Root) bool {
		return bytes.Contains(f.data, []byte(p.module.path+"/"+r.Folder)) || bytes.Contains(f.data, []byte(p.module.path+"@"))
	})
}

// cacheKey is the digest of everything that entries have in common.
func (p *plan) cacheKey() (digest, error) {
	h := hasher{sha256.New()}
	h.add("weir declarations 1", p.options.Version, cueVersion(), p.module.root)
	for _, k := range p.packages {
		for _, f := range k.files {
			if len(k.roots) == 0 || slices.Contains(k.rules, f) {
				h.add(f.name)
				h.addBytes(f.data)
			}
		}
	}
	err := fs.WalkDir(os.DirFS(p.module.root), "cue.mod", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(p.module.abs(name))
		h.add(name)
		h.addBytes(data)
		return err
	})
	return h.sum(), err
}

// cueVersion is that of the CUE library in this program.
func cueVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == "cuelang.org/go" {
				return dep.Version + dep.Sum
			}
		}
	}
	return ""
}

// recall takes from the cache what it has of a package's files.
func (c *cache) recall(k *pkg) {
	if c == nil || len(k.roots) == 0 || k.whole.Load() {
		return
	}
	for _, f := range k.files {
		entry, ok := c.entries[k.entryKey(f)]
		if !ok || f.looked {
			continue
		}
		f.looked, f.recalled = true, true
		f.class.form = regular
		for _, s := range entry {
			d := declared{root: schema.Roots()[s.root], name: s.name, named: true}
			f.class.declared = append(f.class.declared, d)
			f.result.declarations = append(f.result.declarations, schema.NewDeclaration(d.root.Kind, d.name, source.Place{File: f.name, Path: d.path()}, s.value))
		}
	}
}

// entryKey is the digest of a file in its folder.
func (k *pkg) entryKey(f *file) digest {
	if f.key != (digest{}) {
		return f.key
	}
	h := hasher{sha256.New()}
	h.add(k.folder)
	h.addBytes(f.sum[:])
	f.key = h.sum()
	return f.key
}

// wholeKey is the digest of all files of a package.
func (k *pkg) wholeKey() digest {
	h := hasher{sha256.New()}
	h.add("whole", k.folder)
	for _, f := range k.files {
		h.add(f.name)
		h.addBytes(f.data)
	}
	return h.sum()
}

// recallWhole takes a package from the cache that was evaluated whole.
func (c *cache) recallWhole(k *pkg) (result, bool) {
	var r result
	if c == nil || len(k.roots) == 0 {
		return r, false
	}
	entry, ok := c.entries[k.wholeKey()]
	for _, s := range entry {
		root := schema.Roots()[s.root]
		place := source.Place{File: s.file, Path: root.Path.Append(s.name)}
		r.declarations = append(r.declarations, schema.NewDeclaration(root.Kind, s.name, place, s.value))
	}
	return r, ok
}
