package metrics

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"weir.local/generator/nearest"
)

//go:embed data/*.gz
var embedded embed.FS

// decoded are the embedded lists, each decoded once.
var decoded sync.Map // file name → *Names

// Names are the metrics that one source exports of one version of Trino.
type Names struct {
	Version int // 476
	Source  Source
	Origin  string // how the list was measured

	byName map[string]Metric
	sorted []string
}

// Versions lists the versions whose metrics are known: 476.
func Versions() []int {
	entries, _ := embedded.ReadDir("data")
	var versions []int
	for _, e := range entries {
		number, _, _ := strings.Cut(e.Name(), "-")
		if v, err := strconv.Atoi(number); err == nil {
			versions = append(versions, v)
		}
	}
	slices.Sort(versions)
	return slices.Compact(versions)
}

// Of answers the names of a version as a source spells them, and whether they are known.
func Of(version int, source Source) (*Names, bool) {
	file := fmt.Sprintf("data/%d-%s.gz", version, source)
	if n, ok := decoded.Load(file); ok {
		return n.(*Names), true
	}
	b, err := embedded.ReadFile(file)
	if err != nil {
		return nil, false
	}
	n, err := decode(b)
	if err != nil {
		panic(err) // a test decodes every embedded file
	}
	n.Version, n.Source = version, source
	first, _ := decoded.LoadOrStore(file, n)
	return first.(*Names), true
}

// decode reads a list: a line that begins with # and says how it was measured, then a metric a line, its parts parted by tabs.
func decode(b []byte) (*Names, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("reading Trino's metrics: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading Trino's metrics: %w", err)
	}
	n := &Names{byName: map[string]Metric{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if origin, ok := strings.CutPrefix(line, "# "); ok {
			n.Origin = origin
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 4 {
			return nil, fmt.Errorf("reading Trino's metrics: %q has %d parts, want 4", line, len(parts))
		}
		m := Metric{Name: parts[0], Type: Type(parts[1]), Worker: strings.Contains(parts[2], "worker")}
		if parts[3] != "" {
			m.Labels = strings.Split(parts[3], ",")
		}
		n.byName[m.Name] = m
		n.sorted = append(n.sorted, m.Name)
	}
	return n, nil
}

// All lists the metrics in the order of their names. {group} in a name stands for a resource group.
func (n *Names) All() []Metric {
	all := make([]Metric, 0, len(n.sorted))
	for _, name := range n.sorted {
		all = append(all, n.byName[name])
	}
	return all
}

// Find answers a metric by its name. That of a resource group is found under any group's name.
func (n *Names) Find(name string) (Metric, bool) {
	if m, ok := n.byName[name]; ok {
		return m, !strings.Contains(name, group)
	}
	rest, ok := strings.CutPrefix(name, groupBean)
	if !ok {
		return Metric{}, false
	}
	at := strings.LastIndexByte(rest, '_')
	if at < 1 {
		return Metric{}, false
	}
	m, ok := n.byName[groupBean+group+rest[at:]]
	m.Name = name
	return m, ok
}

// Nearest lists at most two names that a misspelt one was probably meant to be, the closest first.
func (n *Names) Nearest(name string) []string { return nearest.Names(name, n.sorted, 2) }
