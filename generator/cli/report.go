package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// report is findings with all that a format needs to print them.
type report struct {
	root         string
	findings     diag.List
	declarations int  // how many were looked at
	raw          bool // CUE's own words
	strict       bool // warnings count as errors
	width        int
	paint        paint
	shown        func(path string) string // an absolute path as the user would write it
	files        map[string][]string      // lines of the files that findings point into
}

func (t *tool) report(c *compiled, p paint) report {
	files := map[string][]string{}
	for name, data := range c.overlay {
		files[name] = linesOf(data)
	}
	return report{
		root: c.root, findings: c.findings, declarations: c.declarations,
		width: t.width(), paint: p, shown: t.shown, files: files,
	}
}

// only are the findings of one level.
func (r report) only(level diag.Level) diag.List {
	return slices.DeleteFunc(slices.Clone(r.findings), func(d diag.Diagnostic) bool { return d.Level != level })
}

// failed says whether the findings fail the run.
func (r report) failed() bool {
	return r.findings.Errors() || r.strict && r.findings.Count(diag.Warning) > 0
}

// block is one finding as people read it:
//
//	clusters/etl.cue:12:3: TRN003: maxMemoryPerNode 8GB + headroom 2.4GB exceeds heap 8GB
//	  12 |   maxMemoryPerNode: "8GB"
//	     |   ^
//	    write 5GB or less, or raise heap to 12GB
func (r report) block(d diag.Diagnostic) string {
	var b strings.Builder
	b.WriteString(r.headline(d) + "\n")
	b.WriteString(r.snippet(d))
	if r.raw && d.Raw != "" {
		b.WriteString(indent(d.Raw, "    ") + "\n")
		return b.String()
	}
	if text := remedy(d); text != "" {
		b.WriteString(indent(text, "    ") + "\n")
	}
	for _, other := range d.Related {
		b.WriteString("    " + r.paint.faint(r.related(other)) + "\n")
	}
	return b.String()
}

// remedy is what to do about a finding; of a waived one, why nothing is done.
func remedy(d diag.Diagnostic) string {
	if d.Level == diag.Waived {
		return "reason: " + d.Reason
	}
	return d.Remedy
}

func (r report) headline(d diag.Diagnostic) string {
	text := r.paint.bold(r.at(d.Pos)+":") + " "
	switch d.Level {
	case diag.Error:
		text += r.paint.red(d.ID + ":")
	case diag.Warning:
		text += r.paint.yellow(d.ID+":") + " warning:"
	default:
		text += r.paint.faint(d.ID+":") + " waived:"
	}
	text += " " + d.Message
	if len(d.Environments) > 0 {
		text += " (in " + list(d.Environments, "and") + ")"
	}
	return text
}

func (r report) related(other diag.Related) string {
	if other.Pos == (source.Pos{}) {
		return other.Message
	}
	return other.Message + " " + r.at(other.Pos)
}

// at is a position as an editor's terminal can open it from the working directory.
func (r report) at(pos source.Pos) string {
	if pos.File != "" {
		pos.File = filepath.ToSlash(r.shown(filepath.Join(r.root, filepath.FromSlash(pos.File))))
	}
	return pos.String()
}

// snippet is the line of a finding with a caret under its column; nothing where there is no such line.
func (r report) snippet(d diag.Diagnostic) string {
	pos, lines := d.Pos, r.lines(d.Pos.File)
	if pos.Line < 1 || pos.Line > len(lines) {
		return ""
	}
	line := lines[pos.Line-1]
	if mayHoldSecret(d, line) {
		line, pos.Col = withoutTexts(line, pos.Col)
	}
	number := strconv.Itoa(pos.Line)
	gutter := strings.Repeat(" ", max(0, 4-len(number))) + number + " | "
	text, caret := excerpt(line, pos.Col, r.width-len(gutter))
	out := r.paint.faint(gutter) + text + "\n"
	if caret < 0 {
		return out
	}
	blank := strings.Repeat(" ", len(gutter)-2) + "| "
	return out + r.paint.faint(blank) + strings.Repeat(" ", caret) + r.paint.red("^") + "\n"
}

func (r report) lines(file string) []string {
	if file == "" {
		return nil
	}
	if lines, ok := r.files[file]; ok {
		return lines
	}
	data, err := os.ReadFile(filepath.Join(r.root, filepath.FromSlash(file)))
	var lines []string
	if err == nil {
		lines = linesOf(data)
	}
	r.files[file] = lines
	return lines
}

func linesOf(data []byte) []string {
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

const tab = "    "

// excerpt is a line with its tabs made spaces, cut to width around the column, and where in it the column is; -1 when
// there is none. Col counts bytes from 1.
func excerpt(line string, col, width int) (text string, caret int) {
	line = strings.TrimRight(strings.ToValidUTF8(line, "?"), " \r\t")
	if col < 1 || col > len(line)+1 {
		col = 0
	}
	caret = -1
	if col > 0 {
		caret = utf8.RuneCountInString(strings.ReplaceAll(line[:col-1], "\t", tab))
	}
	runes := []rune(strings.ReplaceAll(line, "\t", tab))
	if len(runes) <= width {
		return string(runes), caret
	}
	from := 0
	if caret > width*2/3 {
		from = min(caret-width/3, len(runes)-width)
	}
	return cut(runes, from, width), max(caret-from, -1)
}

// cut is a window of the runes, with "…" where something is left out.
func cut(runes []rune, from, width int) string {
	window := slices.Clone(runes[from:min(len(runes), from+width)])
	if from > 0 {
		window[0] = '…'
	}
	if from+width < len(runes) {
		window[len(window)-1] = '…'
	}
	return string(window)
}

// closing is the last line, on standard error: "3 errors, 1 warning in 27 declarations".
func (r report) closing() string {
	in := " in " + count(r.declarations, "declaration")
	var parts []string
	for _, p := range []struct {
		level diag.Level
		noun  string
	}{{diag.Error, "error"}, {diag.Warning, "warning"}} {
		if n := r.findings.Count(p.level); n > 0 {
			parts = append(parts, count(n, p.noun))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no errors, no warnings"}
	}
	if n := r.findings.Count(diag.Waived); n > 0 {
		parts = append(parts, thousands(n)+" waived")
	}
	text := strings.Join(parts, ", ") + in
	if r.strict && !r.findings.Errors() && r.failed() {
		text += "; --strict counts warnings as errors"
	}
	return r.apart() + text
}

// apart sets what follows the findings off from them.
func (r report) apart() string {
	if len(r.findings) == 0 {
		return ""
	}
	return "\n"
}
