package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Path is the labels that lead to a value: catalogs, orders, properties,
// metadata.cache-ttl. A label is a field's name without quotes; an item of a
// list has the label that Index gives.
type Path []string

// Index is the label of a list's item, counted from 0: Index(2) is "[2]".
func Index(i int) string {
	return "[" + strconv.Itoa(i) + "]"
}

// Append returns a longer path; it copies, so that two paths never share
// labels that one of them could change.
func (p Path) Append(labels ...string) Path {
	return slices.Concat(p, labels)
}

// String prints the path as CUE writes it, quoted where CUE wants quotes:
// catalogs.orders.properties."metadata.cache-ttl", clusters.etl.zones[0].
func (p Path) String() string {
	var b strings.Builder
	for i, label := range p {
		if isIndex(label) {
			b.WriteString(label)
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(quoteLabel(label))
	}
	return b.String()
}

// Compare orders paths label by label, a shorter path before what is beneath it.
func (p Path) Compare(q Path) int {
	return slices.Compare(p, q)
}

func isIndex(label string) bool {
	digits, ok := strings.CutPrefix(label, "[")
	digits, closed := strings.CutSuffix(digits, "]")
	if !ok || !closed || digits == "" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// quoteLabel leaves identifiers bare, definitions (#Catalog) among them.
func quoteLabel(label string) string {
	if isIdentifier(strings.TrimPrefix(strings.TrimPrefix(label, "_"), "#")) {
		return label
	}
	return strconv.Quote(label)
}

func isIdentifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || r == '$' || unicode.IsLetter(r)
		if !letter && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}
