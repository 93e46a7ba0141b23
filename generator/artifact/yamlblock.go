package artifact

import (
	"strings"
	"unicode"

	"weir.local/generator/source"
)

// isBlock reports whether a literal block holds the text exactly: lines of
// printable characters and tabs, the last of them not blank.
func isBlock(text string) bool {
	if !strings.Contains(text, "\n") {
		return false
	}
	last := strings.TrimSuffix(text, "\n")
	last = last[strings.LastIndexByte(last, '\n')+1:]
	if strings.Trim(last, " \t") == "" {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && !isPlainRune(r)
	})
}

// block writes a literal block; origin tells where each of its lines comes from.
func (p *yamlPrinter) block(text string, column int, origin func(line int) *source.Origin) {
	p.write("|")
	// Without a number the first line's spaces would count as indentation.
	if strings.ContainsRune(" \t\n", rune(text[0])) {
		p.write("2")
	}
	if !strings.HasSuffix(text, "\n") {
		p.write("-")
	}
	p.end(origin(0))
	i := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" {
			p.indent(column + 2)
			p.write(line)
		}
		p.end(origin(i))
		i++
	}
}

// isPlainRune reports whether a character stands for itself in YAML and is
// visible to a reader. U+0085, U+2028 and U+2029 end lines in YAML 1.1; U+FEFF
// is a byte order mark.
func isPlainRune(r rune) bool {
	return r == ' ' || unicode.IsPrint(r) && r != '\uFEFF'
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if isPlainRune(r) {
			return r
		}
		return ' '
	}, s)
}
