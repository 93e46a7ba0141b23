package adopt

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// settings reads a .properties file as Trino does. A name written twice is a finding: Trino takes the last and says nothing.
func (r *Result) settings(in Input) ([]setting, bool) {
	if !r.readable(in) {
		return nil, false
	}
	if bytes.Contains(in.Data, []byte("\r\n")) {
		r.note(source.Pos{File: in.Name}, "lines end in CR LF", "weir writes LF, which Trino reads alike")
	}
	parsed, err := artifact.ParseProperties(in.Data)
	if err != nil {
		line, _ := strconv.Atoi(digitsOf(err.Error()))
		r.refuse(source.Pos{File: in.Name, Line: max(line, 1)}, `\u is not followed by four hexadecimal digits`, `write \u00e9, or the letter itself`)
		return nil, false
	}
	var all []setting
	first := map[string]int{}
	sound := true
	for _, p := range parsed {
		at := source.Pos{File: in.Name, Line: p.Line, Col: 1}
		if line, twice := first[p.Key]; twice {
			r.refuse(at, quoted(p.Key)+" is written twice, first in line "+strconv.Itoa(line)+"; Trino takes the last", "leave one of them out")
			sound = false
			continue
		}
		first[p.Key] = p.Line
		if strings.ContainsFunc(p.Key, func(c rune) bool { return c < ' ' }) || p.Key == "" {
			r.refuse(at, "a line without the name of a property", "write name=value")
			sound = false
			continue
		}
		all = append(all, setting{key: p.Key, value: strings.TrimFunc(p.Value, func(c rune) bool { return c <= ' ' }), at: at})
	}
	return all, sound
}

func digitsOf(text string) string {
	text = strings.TrimPrefix(text, "line ")
	end := strings.IndexFunc(text, func(c rune) bool { return c < '0' || c > '9' })
	return text[:max(end, 0)]
}

// quoted is a name of the input in a message, cut where it is long.
func quoted(name string) string {
	if len(name) > 60 {
		name = name[:60] + "…"
	}
	return strconv.Quote(name)
}

// owner is whose settings they are, for people and in names of parameters.
type owner struct{ what, name string }

// hide replaces values that are secrets, or that the container takes from its environment, by references. Use names a
// property in the parameter's name, and says whether it is wanted as a reference whatever it holds.
func (r *Result) hide(o Options, of owner, file *trino.File, all []setting, use func(key string) (name string, wanted bool)) []setting {
	out := make([]setting, len(all))
	for i, s := range all {
		out[i] = s
		if s.isSecret() {
			continue // it lies somewhere already
		}
		p, status := trino.Property{}, trino.Unknown
		if file != nil {
			p, status = file.Lookup(s.key)
		}
		variable, whole := variableOf(s.value)
		name, wanted := use(s.key)
		inClear := !trino.HoldsSecret(s.value) && s.value != "" && (p.Sensitive || wanted || trino.InClear(s.value) || status == trino.Unknown && trino.LooksSecret(s.key, s.value))
		switch {
		case whole && (status != trino.Known || p.Type == "String" || p.Sensitive):
		case inClear:
		default:
			if trino.HoldsSecret(s.value) {
				r.note(s.at, s.key, "refers to a variable or a secret provider; see that the container has it")
			}
			continue
		}
		out[i].value, out[i].ref = "", o.reference(variable, of.name, name)
		r.secret(Secret{Reference: out[i].ref, For: of.what + ": " + s.key, At: s.at, InClear: inClear, Variable: variable})
	}
	return out
}

// property is a setting as the field of its name in properties: a reference, or the value in the property's own type where
// it is spelled as weir spells it back.
func property(file *trino.File, s setting) Field {
	if s.isSecret() {
		return Field{s.key, s.ref}
	}
	kind := ""
	if file != nil {
		if p, status := file.Lookup(s.key); status == trino.Known {
			kind = p.Type
		}
	}
	return Field{s.key, typed(kind, s.value)}
}

// typed is a value as CUE writes it: 4, true, "10m".
func typed(kind, value string) any {
	switch strings.ToLower(kind) {
	case "boolean":
		if b, err := strconv.ParseBool(value); err == nil && strconv.FormatBool(b) == value {
			return b
		}
	case "int", "integer", "long":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && strconv.FormatInt(n, 10) == value {
			return json.Number(value)
		}
	}
	return value
}
