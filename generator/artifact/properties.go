package artifact

import (
	"strings"
	"unicode/utf16"

	"weir.local/generator/source"
)

// Property is a line of a .properties file, escaped so that Java reads key and
// value as they are given.
//
// Trino reads its files by airlift's ConfigurationLoader, which in Trino 470
// and 476 calls Properties.load on the bytes, ISO-8859-1 therefore (later
// airlift reads UTF-8), and trims each value: white space at the ends of a
// value is lost whatever the escapes. \u escapes are right for both.
func Property(origin *source.Origin, key, value string) Line {
	return Line{Origin: origin, Text: EscapeKey(key) + "=" + EscapeValue(value)}
}

// EscapeKey spells a key: "a key" becomes a\ key.
func EscapeKey(key string) string {
	return escape(key, func(i int, r rune) bool {
		return r == ' ' || r == '=' || r == ':' || i == 0 && (r == '#' || r == '!')
	})
}

// EscapeValue spells a value: only backslashes, a space at the start and what
// is not printable ASCII need it, so that addresses stay as they are:
// jdbc:mysql://orders:3306?useSSL=true.
func EscapeValue(value string) string {
	return escape(value, func(i int, r rune) bool { return i == 0 && r == ' ' })
}

// escape puts a backslash before backslashes and before what quote picks.
func escape(s string, quote func(i int, r rune) bool) string {
	var b []byte
	for i, r := range s {
		switch {
		case r == '\\' || quote(i, r):
			b = append(b, '\\', byte(r))
		case r >= ' ' && r <= '~':
			b = append(b, byte(r))
		default:
			b = appendPropertyEscape(b, r)
		}
	}
	return string(b)
}

func appendPropertyEscape(b []byte, r rune) []byte {
	if i := strings.IndexRune("\t\n\r\f", r); i >= 0 {
		return append(b, '\\', "tnrf"[i])
	}
	for _, unit := range utf16.AppendRune(nil, r) {
		b = appendHex(append(b, `\u`...), rune(unit), 4)
	}
	return b
}
