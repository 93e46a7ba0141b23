package artifact

import (
	"strings"
	"unicode/utf8"
)

// appendYAMLString writes a string on one line: plain where every reader reads
// it back as this string, otherwise in double quotes.
func appendYAMLString(b []byte, s string) []byte {
	if isPlain(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	for _, r := range s {
		b = appendYAMLRune(b, r)
	}
	return append(b, '"')
}

func appendYAMLRune(b []byte, r rune) []byte {
	switch {
	case r == '"' || r == '\\':
		return append(b, '\\', byte(r))
	case r == '\n':
		return append(b, `\n`...)
	case r == '\t':
		return append(b, `\t`...)
	case r == '\r':
		return append(b, `\r`...)
	case isPlainRune(r):
		return utf8.AppendRune(b, r)
	case r <= 0xff:
		return appendHex(append(b, `\x`...), r, 2)
	case r <= 0xffff:
		return appendHex(append(b, `\u`...), r, 4)
	}
	return appendHex(append(b, `\U`...), r, 8)
}

// isPlain reports whether a string may stand without quotes in a block. It is
// strict where the readers of YAML 1.1 and 1.2 differ.
func isPlain(s string) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	if isIndicator(s) || isWord(s) || isNumber(s) || isTimestamp(s) {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !isPlainRune(r) })
}

// isIndicator reports whether a string begins with a character that means
// something to YAML. A dash, as in -Xmx24G, does only before a space or in ---.
func isIndicator(s string) bool {
	switch s[0] {
	case '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=', '~':
		return true
	case '-':
		return s == "-" || s[1] == ' ' || strings.HasPrefix(s, "---")
	case '.':
		return strings.HasPrefix(s, "...")
	case '<':
		return s == "<<"
	}
	return false
}

// isWord reports whether a reader of YAML 1.1 or 1.2 takes a string for a truth
// value, null, an infinity or no number.
func isWord(s string) bool {
	if len(s) > len("false") {
		return false
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return true
	case ".inf", "+.inf", "-.inf", ".nan", "+.nan", "-.nan":
		return true
	}
	return false
}

// isNumber reports whether a string may be a number in any notation: 1_000,
// 0x1F, 0o17, 0b1, 1e3, .5, and 1:30, which YAML 1.1 counts in sixties. It
// takes versions, addresses (1.2.3) and lone underscores, which trip a reader in
// Python, for numbers too: quotes do no harm.
func isNumber(s string) bool {
	if s[0] == '-' || s[0] == '+' {
		s = s[1:]
	}
	if s == "" || !strings.ContainsRune("0123456789._", rune(s[0])) {
		return false
	}
	return strings.ContainsAny(s, "0123456789_") && strings.Trim(s, "0123456789abcdefABCDEFxXoO_.:+-") == ""
}

// isTimestamp reports whether a string begins like 2001-01-01.
func isTimestamp(s string) bool {
	return len(s) >= len("2001-1-1") && s[4] == '-' && strings.Trim(s[:4], "0123456789") == ""
}
