package plan

import (
	"encoding/json"
	"strconv"
	"strings"
)

// scope finds what a placeholder stands for.
type scope func(name string) (any, bool)

// globals are the placeholders that stand for the same thing everywhere in one cluster: {environment} {cluster} {region} {account}.
func globals(environment, cluster, region, account string) scope {
	return func(name string) (any, bool) {
		switch name {
		case "environment":
			return environment, true
		case "cluster":
			return cluster, cluster != ""
		case "region":
			return region, true
		case "account":
			return account, true
		}
		return nil, false
	}
}

// named adds {name}, the declaration's own.
func (s scope) named(name string) scope {
	return func(placeholder string) (any, bool) {
		if placeholder == "name" {
			return name, true
		}
		return s(placeholder)
	}
}

// watched notes whether anyone asks what a placeholder stands for.
func (s scope) watched(placeholder string, asked *bool) scope {
	return func(name string) (any, bool) {
		if name == placeholder {
			*asked = true
		}
		return s(name)
	}
}

// fill replaces the placeholders of a text that the scope knows; everything else in braces stays, "${ENV:X}" too.
func (s scope) fill(text string) string {
	filled, _ := s.template(text)
	return filled
}

// template fills a text and names the first placeholder that the scope does not know.
func (s scope) template(text string) (filled, unknown string) {
	if !strings.Contains(text, "{") {
		return text, ""
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		end += open
		name := text[open+1 : end]
		v, ok := s(name)
		if ok && (open == 0 || text[open-1] != '$') {
			b.WriteString(text[:open])
			b.WriteString(plain(v))
		} else {
			b.WriteString(text[:end+1])
			if unknown == "" && !ok {
				unknown = name
			}
		}
		text = text[end+1:]
	}
	b.WriteString(text)
	return b.String(), unknown
}

// whole is the placeholder that a template is, when it is exactly one: "{password}".
func whole(template string) (string, bool) {
	name, ok := strings.CutPrefix(template, "{")
	name, closed := strings.CutSuffix(name, "}")
	if !ok || !closed || strings.ContainsAny(name, "{}") {
		return "", false
	}
	return name, true
}

// placeholders lists the names in braces of a template, in order.
func placeholders(template string) []string {
	var names []string
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			return names
		}
		end := strings.IndexByte(template[open:], '}')
		if end < 0 {
			return names
		}
		names = append(names, template[open+1:open+end])
		template = template[open+end+1:]
	}
}

// plain is a scalar as a properties file spells it.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
