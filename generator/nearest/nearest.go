// Package nearest finds the names that a misspelt one was probably meant to be.
//
//	nearest.Names("metdata.cache-ttl", properties, 3) // ["metadata.cache-ttl"]
package nearest

import (
	"sort"
	"strings"
)

// Names returns at most max of the names in have that resemble want, the
// closest first and equals in alphabetical order; nil when none does. A third
// of the letters may differ, whatever their case.
func Names(want string, have []string, max int) []string {
	type match struct {
		name     string
		distance int
	}
	limit := len(want)/3 + 1
	var found []match
	low := strings.ToLower(want)
	for _, name := range have {
		if d := distance(low, strings.ToLower(name), limit); d <= limit && name != want {
			found = append(found, match{name, d})
		}
	}
	sort.Slice(found, func(i, j int) bool {
		if found[i].distance != found[j].distance {
			return found[i].distance < found[j].distance
		}
		return found[i].name < found[j].name
	})
	var names []string
	for _, m := range found[:min(max, len(found))] {
		names = append(names, m.name)
	}
	return names
}

// distance counts the edits from a to b: a letter added, left out or changed,
// or two neighbours swapped. It gives up with limit+1.
func distance(a, b string, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+differ(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func differ(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}

func abs(n int) int { return max(n, -n) }
