package load

import (
	"strings"

	"weir.local/generator/diag"
)

// guard marks findings whose line holds a secret, so that nobody prints it.
func (p *plan) guard(list diag.List) diag.List {
	if len(list) == 0 {
		return list
	}
	names := p.imports.references()
	byFile := map[string]secrets{}
	for i, d := range list {
		f := p.files[d.Pos.File]
		if f == nil || d.Pos.Line == 0 {
			continue
		}
		if byFile[f.name] == nil {
			read := file{name: f.name, data: f.data} // what was evaluated may be mended
			p.module.parsed(&read)
			byFile[f.name] = secretsIn([]*file{&read}, names)
		}
		line := f.line(d.Pos.Line)
		list[i].Secret = d.Secret || d.ID == syntaxID && mentions(line, names) || byFile[f.name].holds(line)
	}
	return list
}

// line is one line of a file, counted from 1.
func (f *file) line(n int) string {
	lines := strings.Split(string(f.data), "\n")
	if n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// mentions says whether an unreadable line seems to give one of the names a text.
func mentions(line string, names map[string]bool) bool {
	for name := range names {
		if name != "" && strings.Contains(line, name) && strings.ContainsAny(line, "\"'") {
			return true
		}
	}
	return false
}
