package check

import (
	"slices"
	"strings"

	"weir.local/generator/nearest"
)

// choose is the remedy for a name that is not there: the nearest ones, or else a few of those there are.
func choose(name string, have []string) string {
	if near := nearest.Names(name, have, 2); name != "" && len(near) > 0 {
		return "write " + strings.Join(near, " or ")
	}
	switch {
	case len(have) == 0:
		return ""
	case len(have) == 1:
		return "write " + have[0]
	}
	const most = 8
	some := slices.Sorted(slices.Values(have))
	if len(some) > most {
		return "write one of " + strings.Join(some[:most], ", ") + ", …"
	}
	return "write one of " + strings.Join(some, ", ")
}

// orElse joins two remedies.
func orElse(first, second string) string {
	if first == "" {
		return second
	}
	return first + ", or " + second
}

func quote(s string) string { return `"` + s + `"` }

// sortedKeys are the labels of a struct in order.
func sortedKeys(value map[string]any) []string {
	keys := make([]string, 0, len(value))
	for key := range value {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
