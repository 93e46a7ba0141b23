package server

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// complaints are the ways in which a server names a property (measured on 470 and 476).
var complaints = regexp.MustCompile(`property '([^']+)'|^Key '([^']+)' is already|configuration property ([\w.-]+)[:' ]|\(for property '?([\w.-]+)|Property '?([\w.-]+)'? (?:is|must|has|was)|Configuration property ([\w.-]+) `)

// warning is a line that does not refuse.
var warning = regexp.MustCompile(`(?m)^.*Warning: .*$`)

// Named lists the properties that a complaint names, sorted.
func Named(said string) []string {
	found := map[string]bool{}
	said = warning.ReplaceAllString(said, "")
	for _, match := range complaints.FindAllStringSubmatch(said, -1) {
		for _, name := range match[1:] {
			if strings.ContainsAny(name, ".-") {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

var (
	numbered = regexp.MustCompile(`(?m)^\d+\) `)
	noise    = regexp.MustCompile(`^\[[\w/]+\]: |^Error: | \(for class [^)]*\)| in order to call \[[^\]]*\]|(\w)@[0-9a-f]{6,8}\b`)
)

// Complaints are the single mistakes that a refusal lists, each on one line without the names of Java's classes:
// "Configuration property 'metadata.cache-tll' was not used. Did you mean to use 'metadata.cache-ttl'?"
func Complaints(said string) []string {
	parts := []string{said}
	if at := numbered.FindAllStringIndex(said, -1); at != nil {
		parts = nil
		for i, begin := range at {
			end := len(said)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			parts = append(parts, said[begin[1]:end])
		}
	}
	var all []string
	for _, part := range parts {
		if strings.HasPrefix(part, "Warning: ") {
			continue
		}
		first, _, _ := strings.Cut(strings.TrimSpace(part), "\n")
		if text := strings.TrimSpace(noise.ReplaceAllString(first, "$1")); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}
