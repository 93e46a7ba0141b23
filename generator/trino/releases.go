package trino

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.gz
var embedded embed.FS

// decoded are the embedded releases, each decoded once.
var decoded sync.Map // version → *Release

// Releases are the versions of Trino that something is known of: those that weir carries, which the zero value holds, and
// those that a repository harvested itself (With). Of a version that both have, the repository's own counts: its
// distribution may have plugins of its own.
type Releases struct{ own map[int]*Release }

// With are the releases and some more.
func (r Releases) With(more ...*Release) Releases {
	own := maps.Clone(r.own)
	if own == nil {
		own = map[int]*Release{}
	}
	for _, m := range more {
		own[m.Version] = m
	}
	return Releases{own}
}

// For answers what is known of a version, and whether anything is: For(476).
func (r Releases) For(version int) (*Release, bool) {
	if own, ok := r.own[version]; ok {
		return own, true
	}
	return For(version)
}

// Versions lists the versions that something is known of, in order: 470, 476.
func (r Releases) Versions() []int {
	all := append(Versions(), slices.Collect(maps.Keys(r.own))...)
	slices.Sort(all)
	return slices.Compact(all)
}

// All lists the releases in the order of their versions.
func (r Releases) All() []*Release {
	var all []*Release
	for _, v := range r.Versions() {
		one, _ := r.For(v)
		all = append(all, one)
	}
	return all
}

// Own lists those that a repository harvested, in the order of their versions.
func (r Releases) Own() []*Release {
	return slices.SortedFunc(maps.Values(r.own), func(a, b *Release) int { return a.Version - b.Version })
}

// Newest is the release of the highest version.
func (r Releases) Newest() *Release {
	all := r.All()
	return all[len(all)-1]
}

// Versions lists the releases that weir carries: 470, 476.
func Versions() []int {
	entries, _ := embedded.ReadDir("data")
	var versions []int
	for _, e := range entries {
		if v, err := strconv.Atoi(strings.TrimSuffix(e.Name(), ".gz")); err == nil {
			versions = append(versions, v)
		}
	}
	slices.Sort(versions)
	return versions
}

// For answers a release that weir carries, and whether there is one of that version. What a repository harvested is in
// Releases.
func For(version int) (*Release, bool) {
	if r, ok := decoded.Load(version); ok {
		return r.(*Release), true
	}
	b, err := embedded.ReadFile(fmt.Sprintf("data/%d.gz", version))
	if err != nil {
		return nil, false
	}
	r, err := Decode(b)
	if err != nil {
		panic(err) // a test decodes every embedded file
	}
	first, _ := decoded.LoadOrStore(version, r)
	return first.(*Release), true
}
