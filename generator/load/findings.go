package load

import (
	"strings"

	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

// findings are CUE's errors as diagnostics, one for each path.
func (t *tree) findings(err error) diag.List {
	var list diag.List
	seen := map[string]bool{}
	for _, e := range errors.Errors(errors.Sanitize(errors.Promote(err, ""))) {
		d := t.finding(e)
		key := d.Place.String()
		if seen[key] && len(d.Place.Path) > 0 {
			continue
		}
		seen[key] = true
		list = append(list, d)
	}
	return list
}

func (t *tree) finding(e errors.Error) diag.Diagnostic {
	d := diag.Diagnostic{ID: "CUE", Level: diag.Error, Raw: strings.TrimSpace(errors.Details(e, &errors.Config{Cwd: t.root, ToSlash: true}))}
	d.Message = e.Error()
	pos := t.userPos(e)
	d.Pos = pos
	d.Place = source.Place{File: pos.File, Path: labels(e.Path())}
	return d
}

// userPos is the first position outside the schema, else the first there is.
func (t *tree) userPos(e errors.Error) source.Pos {
	var first source.Pos
	for _, p := range errors.Positions(e) {
		at := t.at(p)
		if !strings.HasPrefix(at.File, "schema/") && !strings.HasPrefix(at.File, "cue.mod/") {
			return at
		}
		if first.File == "" {
			first = at
		}
	}
	return first
}

func (t *tree) at(p token.Pos) source.Pos {
	if !p.IsValid() {
		return source.Pos{}
	}
	return position(t.rel(p.Filename()), p)
}

// labels is an error's path without CUE's quotes.
func labels(path []string) source.Path {
	p := make(source.Path, len(path))
	for i, label := range path {
		if s, err := literal.Unquote(label); err == nil && strings.HasPrefix(label, `"`) {
			label = s
		}
		p[i] = label
	}
	return p
}
