package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/schema"
)

// onReferences makes a rule of one that looks at the parameters that a cluster's secrets lie in. One with a placeholder that was not
// filled is REF007's.
func onReferences(rule func(model.Secret) (message, remedy string)) func(*here) diag.List {
	return onClusters(func(_ *here, c *model.Cluster) diag.List {
		var all diag.List
		for _, s := range c.Secrets {
			if s.Reference.Parameter == "" || strings.Contains(s.Reference.Parameter, "{") {
				continue
			}
			if message, remedy := rule(s); message != "" {
				all = append(all, found(cause(s.Origin), message, remedy))
			}
		}
		return all
	})
}

// letters cuts a text that is too long to be read in a message.
func letters(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// parameterOf is how findings name a parameter of a reference.
func parameterOf(ref schema.Reference) string { return "parameter " + quote(letters(ref.Parameter)) }
