package artifact

import (
	"unicode/utf8"

	"weir.local/generator/source"
)

// JSON spells a node as JSON, indented by two spaces, without HTML escapes.
// Comments are left out: JSON has none.
func JSON(path string, n Node) File {
	p := &jsonPrinter{printer{path: path}}
	p.end(p.value(n, 0))
	return p.file()
}

type jsonPrinter struct{ printer }

// value writes a node at an indentation and returns the origin of the line that
// it leaves open: that of a scalar, or of a container's first line.
func (p *jsonPrinter) value(n Node, columns int) *source.Origin {
	switch v := bare(n).(type) {
	case Map:
		p.object(v, originOf(n), columns)
	case List:
		p.array(v, originOf(n), columns)
	case Text:
		p.data = appendJSONString(p.data, v.String())
		return v.joined()
	case Trimmed:
		p.data = appendJSONString(p.data, v.String())
		return Text(v).joined()
	case Scalar:
		p.scalar(v)
	}
	return originOf(n)
}

func (p *jsonPrinter) object(m Map, origin *source.Origin, columns int) {
	p.checkKeys(m)
	p.write("{")
	if len(m) > 0 {
		p.end(origin)
	}
	for i, entry := range m {
		p.indent(columns + 2)
		p.data = appendJSONString(p.data, entry.Key)
		p.write(": ")
		p.next(p.value(entry.Value, columns+2), i+1 < len(m), columns)
	}
	p.write("}")
}

func (p *jsonPrinter) array(l List, origin *source.Origin, columns int) {
	p.write("[")
	if len(l) > 0 {
		p.end(origin)
	}
	for i, item := range l {
		p.indent(columns + 2)
		p.next(p.value(item, columns+2), i+1 < len(l), columns)
	}
	p.write("]")
}

// next ends a member's line; after the last one it indents the closing bracket.
func (p *jsonPrinter) next(origin *source.Origin, more bool, columns int) {
	if more {
		p.write(",")
	}
	p.end(origin)
	if !more {
		p.indent(columns)
	}
}

func (p *jsonPrinter) scalar(s Scalar) {
	switch s.kind {
	case isString:
		p.data = appendJSONString(p.data, s.text)
	case isInfinite:
		p.fail(s.text, "is no number in JSON", s.from)
		p.write("null")
	default:
		p.write(s.text)
	}
}

// appendJSONString escapes what JSON must and, as encoding/json does, the two
// line separators that are line ends in JavaScript.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i, r := range s {
		if r >= ' ' && r != '"' && r != '\\' && r != '\u2028' && r != '\u2029' && r != utf8.RuneError {
			continue
		}
		b = append(b, s[start:i]...)
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		b = appendJSONEscape(b, r)
		start = i + size
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

func appendJSONEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, `\n`...)
	case '\t':
		return append(b, `\t`...)
	case '\r':
		return append(b, `\r`...)
	case utf8.RuneError:
		return append(b, "\uFFFD"...)
	}
	return appendHex(append(b, `\u`...), r, 4)
}

// appendHex writes the low digits of r in lower case.
func appendHex(b []byte, r rune, digits int) []byte {
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		b = append(b, "0123456789abcdef"[r>>shift&0xf])
	}
	return b
}
