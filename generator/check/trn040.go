package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func spillNeedsPath() Rule {
	return Rule{
		ID: "TRN040", Level: diag.Error,
		Title:  "spill without a path",
		Why:    "Trino starts, with or without one; then every query that has to spill fails.",
		Source: "measured on Trino 476: \"No spill paths configured\"",
		Bad:    `clusters: plain: properties: "spill-enabled": true // here`,
		Good:   `clusters: plain: spill: {}`,
		Model:  onClusters(spillHasPath),
	}
}

func spillHasPath(_ *here, c *model.Cluster) diag.List {
	f, _ := c.Coordinator.File("config.properties") // which sessions begin with
	enabled, ok := lineOf(f.Lines, "spill-enabled")
	if !ok || !isTrue(enabled) {
		return nil
	}
	g, _ := c.Worker.File("config.properties")
	if path, ok := lineOf(g.Lines, "spiller-spill-path"); ok && strings.TrimSpace(path.Value) != "" {
		return nil
	}
	return one(cause(enabled.Origin), "spill-enabled without spiller-spill-path on workers", "write spill: {} on the cluster, which has a path and limits, or set spiller-spill-path")
}

// isTrue reads a property as Trino reads a boolean.
func isTrue(l model.Line) bool { return strings.EqualFold(strings.TrimSpace(l.Value), "true") }
