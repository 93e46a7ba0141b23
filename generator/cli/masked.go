package cli

import (
	"regexp"
	"strings"

	"weir.local/generator/diag"
)

// secretWords are in the names of fields and properties whose value is a secret, also when the name is misspelt.
var secretWords = regexp.MustCompile(`(?i)pass?wo?r?d|pwd|token|credential|private-?key|api-?key|access-?key|secret-key|[."](?:shared|client)-secr|://[^/ "]*:[^/ "]*@`)

// mayHoldSecret says whether a line may show a secret that someone wrote into a declaration: a finding is printed in a
// pull request, where more people read it than the repository.
func mayHoldSecret(d diag.Diagnostic, line string) bool {
	for _, label := range d.Place.Path {
		if secretWords.MatchString(label) {
			return true
		}
	}
	return d.Secret || secretWords.MatchString(line)
}

// quoted is a text of CUE on one line: "…", '…', or what is left of one that does not end.
var quoted = regexp.MustCompile(`#*"(?:[^"\\]|\\.)*"?#*|#*'(?:[^'\\]|\\.)*'?#*`)

// withoutTexts is the line with "…" for every text in it but the names of fields and references, and where its column is now.
func withoutTexts(line string, col int) (masked string, column int) {
	var b strings.Builder
	last := 0
	for _, at := range quoted.FindAllStringIndex(line, -1) {
		b.WriteString(line[last:at[0]])
		if col-1 >= last && col-1 <= at[0] {
			column = b.Len() + 1 - (at[0] - (col - 1))
		}
		if isLabel(line[at[1]:]) || isPath(line[at[0]:at[1]]) {
			b.WriteString(line[at[0]:at[1]])
		} else {
			b.WriteString(`"…"`)
		}
		last = at[1]
	}
	if column == 0 && col-1 >= last {
		column = b.Len() + 1 + (col - 1 - last)
	}
	b.WriteString(line[last:])
	return b.String(), column
}

// isLabel says whether what stands before this rest of a line is a field's name.
func isLabel(rest string) bool {
	rest = strings.TrimLeft(rest, " \t!?")
	return strings.HasPrefix(rest, ":")
}

// isPath says whether a text is the name of a parameter: "/lake/{environment}/orders/password".
func isPath(text string) bool { return strings.HasPrefix(text, `"/`) }
