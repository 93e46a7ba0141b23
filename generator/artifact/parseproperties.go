package artifact

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// ParsedProperty is a key and its value as Java reads them from a file.
type ParsedProperty struct {
	Key, Value string
	Line       int // where it begins, counted from 1
}

// ParseProperties reads a .properties file exactly as java.util.Properties.load
// reads its bytes (ISO-8859-1), but keeps the order and what is there twice:
// Java takes the last. Values are not trimmed. The error names the line.
func ParseProperties(data []byte) ([]ParsedProperty, error) {
	var properties []ParsedProperty
	r := propertyReader{data: data, line: 1}
	for {
		text, line, ok := r.logicalLine()
		if !ok {
			return properties, nil
		}
		p, err := parseProperty(text)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		p.Line = line
		properties = append(properties, p)
	}
}

// propertyReader joins continued lines and skips comments and blank lines.
type propertyReader struct {
	data []byte
	line int  // of the byte that comes next
	cr   bool // the last line ended in \r: a \n that follows belongs to it
}

// logicalLine returns the next line with its continuations, and where it
// begins. As in Java, a line that holds only a backslash leaves nothing to
// continue: a comment may follow. At the file's end it is an empty key.
func (r *propertyReader) logicalLine() (text []byte, line int, ok bool) {
	for len(r.data) > 0 {
		start := r.line
		natural := trimSpaceLeft(r.naturalLine())
		if len(text) == 0 {
			if len(natural) == 0 || isComment(natural) {
				continue
			}
			line = start
		}
		text = append(text, natural...)
		if !endsInBackslash(natural) {
			return text, line, true
		}
		text = text[:len(text)-1]
		if len(r.data) == 0 {
			return text, line, true
		}
	}
	return text, line, len(text) > 0
}

// naturalLine cuts the next line off, at \n, \r or \r\n.
func (r *propertyReader) naturalLine() []byte {
	if r.cr && r.data[0] == '\n' {
		r.data = r.data[1:]
	}
	end := 0
	for end < len(r.data) && r.data[end] != '\n' && r.data[end] != '\r' {
		end++
	}
	line := r.data[:end]
	r.data = r.data[end:]
	r.cr = len(r.data) > 0 && r.data[0] == '\r'
	r.data = r.data[min(1, len(r.data)):]
	r.line++
	return line
}

func isComment(line []byte) bool {
	return len(line) > 0 && (line[0] == '#' || line[0] == '!')
}

func endsInBackslash(line []byte) bool {
	n := 0
	for n < len(line) && line[len(line)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\f' }

func trimSpaceLeft(line []byte) []byte {
	for len(line) > 0 && isSpace(line[0]) {
		line = line[1:]
	}
	return line
}

func parseProperty(line []byte) (ParsedProperty, error) {
	end := keyEnd(line)
	key, err := unescape(line[:end])
	if err != nil {
		return ParsedProperty{}, err
	}
	value, err := unescape(afterSeparator(line[end:]))
	return ParsedProperty{Key: key, Value: value}, err
}

// keyEnd is where the key ends: at the first separator without a backslash.
func keyEnd(line []byte) int {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '=' || c == ':' || isSpace(c):
			return i
		}
	}
	return len(line)
}

// afterSeparator skips white space with at most one = or : in it.
func afterSeparator(line []byte) []byte {
	line = trimSpaceLeft(line)
	if len(line) > 0 && (line[0] == '=' || line[0] == ':') {
		line = trimSpaceLeft(line[1:])
	}
	return line
}

// unescape reads ISO-8859-1 with Java's escapes; two \u escapes may make one
// character.
func unescape(s []byte) (string, error) {
	units := make([]uint16, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			units = append(units, uint16(s[i]))
			continue
		}
		i++
		if s[i] != 'u' {
			units = append(units, escaped(s[i]))
			continue
		}
		if i+4 >= len(s) {
			return "", fmt.Errorf(`\u is not followed by four hexadecimal digits: %s`, s[i-1:])
		}
		unit, err := strconv.ParseUint(string(s[i+1:i+5]), 16, 16)
		if err != nil {
			return "", fmt.Errorf(`\u is not followed by four hexadecimal digits: %s`, s[i-1:i+5])
		}
		units = append(units, uint16(unit))
		i += 4
	}
	return string(utf16.Decode(units)), nil
}

func escaped(c byte) uint16 {
	if i := strings.IndexByte("tnrf", c); i >= 0 {
		return uint16("\t\n\r\f"[i])
	}
	return uint16(c)
}
