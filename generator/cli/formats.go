package cli

import (
	"encoding/json"
	"io"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// format is a way to print findings.
type format struct {
	name  string
	doc   string
	talk  bool // a closing line belongs to it
	print func(io.Writer, report) error
}

// formats lists every way to print findings; a new one is a row.
func formats() []format {
	return []format{
		{"text", "a block for each finding, for people", true, printText},
		{"json", "one object, described by docs/schema/vet.schema.json", false, printJSON},
	}
}

func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// formatOf is the format of a name.
func formatOf(name string) (format, error) {
	for _, f := range formats() {
		if f.name == name {
			return f, nil
		}
	}
	return format{}, oneOf("format", name, formatNames())
}

// printText prints a block for each finding, with an empty line between two.
func printText(w io.Writer, r report) error {
	var b strings.Builder
	for i, d := range r.findings {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(r.block(d))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// jsonReport is the form of docs/schema/vet.schema.json. It only grows.
type jsonReport struct {
	Version      int           `json:"version"`
	Failed       bool          `json:"failed"`
	Errors       int           `json:"errors"`
	Warnings     int           `json:"warnings"`
	Waived       int           `json:"waived"`
	Declarations int           `json:"declarations"`
	Findings     []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	ID      string `json:"id"`
	Level   string `json:"level"`
	Message string `json:"message"`
	Remedy  string `json:"remedy,omitempty"`
	jsonPlace
	Environments []string      `json:"environments,omitempty"`
	Reason       string        `json:"reason,omitempty"`
	Related      []jsonRelated `json:"related,omitempty"`
	Raw          string        `json:"raw,omitempty"`
}

type jsonRelated struct {
	Message string `json:"message"`
	jsonPlace
}

// jsonPlace is a place in the repository; line and column are missing where only the file is known.
type jsonPlace struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Path   string `json:"path,omitempty"`
}

func printJSON(w io.Writer, r report) error {
	return writeJSON(w, jsonReport{
		Version: 1, Failed: r.failed(), Declarations: r.declarations, Findings: findingsJSON(r),
		Errors: r.findings.Count(diag.Error), Warnings: r.findings.Count(diag.Warning), Waived: r.findings.Count(diag.Waived),
	})
}

func findingsJSON(r report) []jsonFinding {
	all := []jsonFinding{}
	for _, d := range r.findings {
		f := jsonFinding{
			ID: d.ID, Level: string(d.Level), Message: d.Message, Remedy: d.Remedy,
			jsonPlace: placeOf(d.Place, d.Pos), Environments: d.Environments, Reason: d.Reason,
		}
		if r.raw {
			f.Raw = d.Raw
		}
		for _, other := range d.Related {
			f.Related = append(f.Related, jsonRelated{other.Message, placeOf(other.Place, other.Pos)})
		}
		all = append(all, f)
	}
	return all
}

func placeOf(place source.Place, pos source.Pos) jsonPlace {
	p := jsonPlace{File: pos.File, Line: pos.Line, Column: pos.Col, Path: place.Path.String()}
	if p.File == "" {
		p.File = place.File
	}
	return p
}

// writeJSON writes a value as people can read it too.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
