package load

import (
	"bytes"
	"strings"
)

// withoutUnnamed leaves out of a definition its comments and, of a table of properties (#MySQLProperty, which #MySQLProperties looks
// each name up in), the rows that no text names. A declaration that has one all the same, under a label that is worked out, is
// refused by what is left, and looked at with the whole schema.
func withoutUnnamed(definition string, text []byte, words map[string]bool) []byte {
	table := strings.HasSuffix(definition, "Property")
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text) {
		name, row := rowOf(line)
		if !bytes.HasPrefix(bytes.TrimLeft(line, "\t"), []byte("//")) && (!table || !row || words[string(name)]) {
			out = append(out, line...)
		}
	}
	return out
}

// rowOf is the name of the property that a line of a table is about: `	"metadata.cache-ttl": #DurationProperty`. Each row is a line.
func rowOf(line []byte) (name []byte, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte("\t\""))
	if !ok {
		return nil, false
	}
	name, _, ok = bytes.Cut(rest, []byte(`": `))
	return name, ok && isDotted(name)
}

// dotted are the words of texts that may be names of properties: those with a dot or a hyphen.
func dotted(texts [][]byte) map[string]bool {
	all := map[string]bool{}
	for _, text := range texts {
		for len(text) > 0 {
			n := 0
			for n < len(text) && inWord(text[n]) {
				n++
			}
			if word := text[:n]; isDotted(word) && !all[string(word)] {
				all[string(word)] = true
			}
			text = text[min(n+1, len(text)):]
		}
	}
	return all
}

// isDotted says whether a text is a word with a dot or a hyphen in it.
func isDotted(word []byte) bool {
	marked := false
	for _, b := range word {
		if !inWord(b) {
			return false
		}
		marked = marked || b == '.' || b == '-'
	}
	return marked
}

func inWord(b byte) bool {
	return b == '_' || b == '-' || b == '.' || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9'
}
