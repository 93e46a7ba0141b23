package metrics

import (
	"regexp"
	"slices"
	"strings"
)

// parts are what an expression of PromQL is read as. Only names are looked at; before them come what holds names that are no
// metrics: texts, matchers in braces, ranges, and the labels behind by, on and their like.
var parts = regexp.MustCompile(strings.Join([]string{
	`"(?:[^"\\]|\\.)*"`,
	`\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}`,
	`\[[^\[\]]*\]`,
	`\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)`,
	`[0-9][0-9a-zA-Z_.]*`,
	`([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\(?)`,
}, "|"))

// words are names of PromQL that are neither metrics nor, as functions are, known by the bracket behind them.
var words = []string{
	"and", "or", "unless", "bool", "offset", "inf", "nan", "group_left", "group_right",
	"sum", "min", "max", "avg", "count", "topk", "bottomk", "quantile",
}

// Read lists the metrics that an expression of PromQL reads, each once, in their order:
// Read(`sum by (a) (rate(trino_x{b="c"}[5m])) > 3`) is trino_x. One that is chosen by a pattern of names is not among them.
func Read(expression string) []string {
	var names []string
	for _, part := range parts.FindAllStringSubmatch(expression, -1) {
		name, call := part[1], part[2] != ""
		if name != "" && !call && !slices.Contains(words, strings.ToLower(name)) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
