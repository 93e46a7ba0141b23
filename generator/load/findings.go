package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// finding tells a mistake in plain words. The value is the mended one: it knows the fields that were there to choose from.
func (d *diagnosis) finding(m mistake, value cue.Value) diag.Diagnostic {
	f := diag.Diagnostic{ID: "CUE", Level: diag.Error, Place: m.place, Pos: m.pos, Raw: d.raw(m)}
	f.Message, f.Remedy = d.words(m, value)
	f.Related = d.rules(m)
	if s := d.secretsOf(m); d.secret(m) || s.holds(f.Raw) || s.holds(f.Message) {
		f.Secret = true
		f.Message, f.Remedy, f.Raw = s.hide(f.Message), s.hide(f.Remedy), s.hide(f.Raw)
	}
	return f
}

// secretsOf are the texts that must not be repeated when a mistake is told: the literals of the files, and where a reference
// belongs also what was computed.
func (d *diagnosis) secretsOf(m mistake) secrets {
	names := d.imports.references()
	if !d.secret(m) && !slices.ContainsFunc(m.path, func(label string) bool { return names[label] }) {
		return d.secrets()
	}
	all := maps.Clone(d.secrets())
	for _, e := range m.errs {
		_, args := e.Msg()
		for _, arg := range args {
			if text := fmt.Sprint(arg); isLiteral(text) && !slices.Contains(m.path, strings.Trim(text, `"`)) {
				all.add(text) // a field's own name is none
			}
		}
	}
	return all
}

func isLiteral(s string) bool { return strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "'") }

func (d *diagnosis) words(m mistake, value cue.Value) (message, remedy string) {
	switch m.kind {
	case unknownField:
		return d.unknownField(m, value)
	case unknownProperty:
		return d.unknownProperty(m)
	case unknownName:
		return d.unknownName(m)
	case unknownImport:
		return d.unknownImport(m)
	case unbound:
		return d.unbound(m)
	case missing:
		return d.missing(m)
	case unusedImport:
		return d.unused(m)
	case incomplete:
		return d.incomplete(m)
	case misfit:
		return d.misfit(m)
	}
	return bare(m.errs[0]), ""
}

// raw is CUE's own text, with paths relative to the root.
func (d *diagnosis) raw(m mistake) string {
	var b strings.Builder
	for _, e := range m.errs {
		b.WriteString(errors.Details(e, &errors.Config{Cwd: d.module.root, ToSlash: true}))
	}
	return strings.TrimSpace(b.String())
}

// rules are the schema's lines that a mistake breaks.
func (d *diagnosis) rules(m mistake) []diag.Related {
	if m.kind != misfit && m.kind != missing {
		return nil
	}
	for _, e := range m.errs {
		if m.kind == misfit && len(m.errs) > 1 && !isBound(e) {
			continue // of many alternatives none is the rule
		}
		for _, p := range errors.Positions(e) {
			if at := d.at(p); at.Line > 0 && !d.ours(at) {
				return []diag.Related{{Message: "rule", Place: source.Place{File: at.File}, Pos: at}}
			}
		}
	}
	return nil
}

// bare is an error's text without its path, which the place says.
func bare(e errors.Error) string {
	text := e.Error()
	if path := strings.Join(e.Path(), "."); path != "" {
		text = strings.TrimPrefix(text, path+": ")
	}
	return strings.TrimSpace(text)
}
