package artifact

import (
	"slices"
	"strings"

	"weir.local/generator/source"
)

// Text is lines, each with its own origin: what a file such as jvm.config or
// orders.properties holds. It is a file by itself (File), and a Node: in YAML a
// block, in JSON a string, so that a payload or Helm values can carry it.
//
//	text := artifact.Text{
//		artifact.Property(origin, "connector.name", "mysql"),
//		{Origin: origin, Text: "# a line as it is"},
//	}
type Text []Line

// Trimmed is a text without its last newline, as a value that its reader takes whole: a parameter's, say.
type Trimmed Text

func (t Trimmed) origin() *source.Origin { return Text(t).origin() }

// String returns the lines with a newline between them and none behind the last.
func (t Trimmed) String() string { return strings.TrimSuffix(Text(t).String(), "\n") }

// Line is a line of text without its newline, and where it comes from.
type Line struct {
	Origin *source.Origin
	Text   string
}

// Lines splits text into lines of one origin.
func Lines(origin *source.Origin, text string) Text {
	var lines Text
	for line := range strings.Lines(text) {
		lines = append(lines, Line{Origin: origin, Text: strings.TrimSuffix(line, "\n")})
	}
	return lines
}

// String returns the lines, each with its newline: what a reader of the file sees.
func (t Text) String() string {
	var b strings.Builder
	for _, line := range t {
		b.WriteString(line.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// File returns the text as a file.
func (t Text) File(path string) File {
	data := []byte(t.String())
	lines := make([]*source.Origin, 0, len(t))
	for _, line := range t {
		for range 1 + strings.Count(line.Text, "\n") {
			lines = append(lines, known(line.Origin))
		}
	}
	return File{Path: path, Data: data, Lines: lines}
}

func (t Text) origin() *source.Origin {
	for _, line := range t {
		if line.Origin != nil {
			return line.Origin
		}
	}
	return nil
}

// joined is the origin of all lines together, for where they are written as one.
func (t Text) joined() *source.Origin {
	var from []*source.Origin
	for _, line := range t {
		if line.Origin != nil && !slices.Contains(from, line.Origin) {
			from = append(from, line.Origin)
		}
	}
	if len(from) == 1 {
		return from[0]
	}
	return source.Computed("lines joined into one text", from...)
}
