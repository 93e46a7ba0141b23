// Package chart is what weir knows of the official Trino Helm chart
// (github.com/trinodb/charts), version by version: the keys of its values, in
// the chart's own order, and the lines of configuration that its templates
// write by themselves. The chart has no schema: Helm takes a misspelt key and
// does nothing.
package chart

import "strings"

// Chart is one version of the chart.
type Chart struct {
	Version string // "1.42.2"
	Keys    []Key
	Lines   []Line
}

// Key is a key of the chart's values: {"server.workers", Number}.
type Key struct {
	Path  string
	Shape Shape
}

// Shape is what a key takes.
type Shape string

// The shapes. A Map takes whatever labels the user likes; fixed labels have
// keys of their own.
const (
	Text   Shape = "text"
	Number Shape = "number"
	Bool   Shape = "bool"
	List   Shape = "list"
	Map    Shape = "map"
)

// Line is a line of a file that the chart's templates write. Property is its
// name; in jvm.config it is what the line begins with. Key is the value it is
// taken from, with {role} for coordinator or worker; without one the templates
// know the line by themselves.
type Line struct {
	File     string // "config.properties"
	Property string // "query.max-memory-per-node"
	Key      string // "{role}.config.query.maxMemoryPerNode"
}

// Of is the chart of a version.
func Of(version string) (Chart, bool) {
	for _, c := range charts() {
		if c.Version == version {
			return c, true
		}
	}
	return Chart{}, false
}

// Versions lists the versions that weir knows.
func Versions() []string {
	var versions []string
	for _, c := range charts() {
		versions = append(versions, c.Version)
	}
	return versions
}

func charts() []Chart {
	return []Chart{chart1422()}
}

// Key finds the key at a path, or the Map that holds it:
// additionalCatalogs for "additionalCatalogs.orders".
func (c Chart) Key(path string) (Key, bool) {
	for _, k := range c.Keys {
		if k.Path == path || k.Shape == Map && strings.HasPrefix(path, k.Path+".") {
			return k, true
		}
	}
	return Key{}, false
}

// Writes finds the key that a line of a file is taken from, and the value it
// takes: {role}.jvm.maxHeapSize and "24G" for -Xmx24G. The key is empty where
// the templates know the line; ok is false where no template writes it.
func (c Chart) Writes(file, property, text string) (key, value string, ok bool) {
	for _, l := range c.Lines {
		if l.File != file {
			continue
		}
		if property != "" {
			if l.Property == property {
				return l.Key, text, true
			}
			continue
		}
		rest, found := strings.CutPrefix(text, l.Property)
		if found && (l.Key != "" || rest == "") {
			return l.Key, rest, true
		}
	}
	return "", "", false
}
