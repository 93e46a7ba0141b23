package monitoring

import (
	"embed"
	"encoding/json"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

//go:embed dashboards/*.json
var evaluated embed.FS

// Dashboard is a dashboard of Grafana.
type Dashboard struct {
	Name   string // "overview"
	JSON   string
	Origin *source.Origin // why it is there
}

// board is a row of the table: which dashboards there are, and when a cluster has one.
type board struct {
	name string
	when func(*model.Cluster) (*source.Origin, bool)
}

// boards are all dashboards, in the order in which they are looked at.
func boards() []board {
	return []board{
		{"overview", always},
		{"queries", always},
		{"workers", always},
		{"scaling", scaled},
		{"retries", retries},
	}
}

// Dashboards are those of a cluster; none of a version whose metrics are not known.
func Dashboards(c *model.Cluster) []Dashboard {
	if !Known(c) {
		return nil
	}
	fill := quoted(c)
	var all []Dashboard
	for _, b := range boards() {
		if why, ok := b.when(c); ok {
			text, _ := evaluated.ReadFile("dashboards/" + b.name + ".json") // embedded: a test reads each
			all = append(all, Dashboard{b.name, fill.Replace(string(text)), why})
		}
	}
	return all
}

// quoted fills in what JSON's texts can hold.
func quoted(c *model.Cluster) *strings.Replacer {
	var pairs []string
	for place, words := range places(c) {
		text, _ := json.Marshal(words) // of a string: it cannot fail
		pairs = append(pairs, place, string(text[1:len(text)-1]))
	}
	return strings.NewReplacer(pairs...)
}
