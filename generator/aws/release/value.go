package release

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/aws"
	"weir.local/generator/source"
)

// Mark begins the line that stands before each value where the init container
// reads several in one answer.
const Mark = "#@weir "

// LineError says that a line of a file cannot lie in Parameter Store, and how
// the declaration's author may mend it.
type LineError struct {
	Line   int // counted from 1; 0 for the file as a whole
	Reason string
	Origin *source.Origin
}

func (e *LineError) Error() string {
	if e.Line == 0 {
		return e.Reason
	}
	return fmt.Sprintf("line %d %s", e.Line, e.Reason)
}

// Refused lists the lines of a file that cannot lie in Parameter Store.
func Refused(text artifact.Text) []*LineError {
	if len(text) == 0 {
		return []*LineError{{Reason: "has no line, and no parameter is empty"}}
	}
	var refused []*LineError
	for i, line := range text {
		if reason := refusal(line.Text); reason != "" {
			refused = append(refused, &LineError{Line: i + 1, Reason: reason, Origin: line.Origin})
		}
	}
	return refused
}

func refusal(line string) string {
	switch {
	case strings.HasPrefix(line, Mark):
		return fmt.Sprintf("begins with %q, which parts one file from the next", Mark)
	case strings.Contains(line, "{{"):
		return `holds "{{", which Parameter Store takes for a reference to a parameter`
	case len(line) > aws.AdvancedBytes:
		return fmt.Sprintf("has %d bytes, and a parameter no more than %d", len(line), aws.AdvancedBytes)
	case strings.Contains(line, "\n"):
		return "is more than one line"
	}
	return ""
}

// Split cuts a file into the values of its parameters. What fits into one
// parameter is one; what does not is cut at line boundaries into parts that are
// free of charge, except where one line alone needs more.
func Split(text artifact.Text) []artifact.Text {
	if size(text) <= aws.AdvancedBytes {
		return []artifact.Text{text}
	}
	var parts []artifact.Text
	var part artifact.Text
	for _, line := range text {
		if len(part) > 0 && size(part)+1+len(line.Text) > aws.StandardBytes {
			parts, part = append(parts, part), nil
		}
		part = append(part, line)
	}
	return append(parts, part)
}

// size is the number of bytes of a value: the text without its last newline.
func size(text artifact.Text) int { return len(Value(text)) }

// Value is what lies in the parameter: the text without its last newline.
func Value(text artifact.Text) string { return strings.TrimSuffix(text.String(), "\n") }

// Name is the name of a cluster's release: /weir/prod/adhoc/release.
func Name(parameters string) string { return parameters + "/release" }
