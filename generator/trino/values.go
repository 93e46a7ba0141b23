package trino

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// quantity is a number and its unit, as airlift reads sizes and durations.
var quantity = regexp.MustCompile(`^\s*([0-9]+(?:\.[0-9]+)?)\s*([a-zA-Z]+)\s*$`)

// durationUnits are airlift's, in nanoseconds. Their case matters.
var durationUnits = map[string]float64{
	"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9, "d": 86400e9,
}

// sizeUnits are airlift's, in bytes. Their case matters, and it is kB, not KB.
var sizeUnits = map[string]float64{
	"B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40, "PB": 1 << 50,
}

// ParseDuration reads airlift's Duration: "10m", "1.5 h". It answers nanoseconds
// as airlift compares them, which may be more than a time.Duration holds.
func ParseDuration(s string) (float64, error) {
	m := quantity.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is no duration such as 10m", s)
	}
	unit, ok := durationUnits[m[2]]
	if !ok {
		return 0, fmt.Errorf("%q has no unit of time: ns, us, ms, s, m, h, d", s)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, fmt.Errorf("%q is too large", s)
	}
	return n * unit, nil
}

// Duration is ParseDuration cut to what Go can hold.
func Duration(s string) (time.Duration, error) {
	n, err := ParseDuration(s)
	if err == nil && n >= math.MaxInt64 {
		return math.MaxInt64, nil
	}
	return time.Duration(n), err
}

// ParseDataSize reads airlift's DataSize in bytes: "512MB", "64 MB", "1.5GB".
func ParseDataSize(s string) (int64, error) {
	m := quantity.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is no size such as 512MB", s)
	}
	unit, ok := sizeUnits[m[2]]
	if !ok {
		return 0, fmt.Errorf("%q has no unit of size: B, kB, MB, GB, TB, PB", s)
	}
	if !strings.Contains(m[1], ".") {
		n, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil || n > math.MaxInt64/int64(unit) {
			return 0, fmt.Errorf("%q is too large", s)
		}
		return n * int64(unit), nil
	}
	f, err := strconv.ParseFloat(m[1], 64)
	if f = math.Floor(f*unit + 0.5); err != nil || f >= math.MaxInt64 {
		return 0, fmt.Errorf("%q is too large", s)
	}
	return int64(f), nil
}

// ParseBoolean reads true and false, in any case and nothing around them.
func ParseBoolean(s string) (bool, error) {
	switch {
	case strings.EqualFold(s, "true"):
		return true, nil
	case strings.EqualFold(s, "false"):
		return false, nil
	}
	return false, fmt.Errorf("%q is neither true nor false", s)
}

// integer is what Java's Integer.valueOf and Long.valueOf take.
var integer = regexp.MustCompile(`^[+-]?\p{Nd}+$`)

// ParseInteger reads a whole number of the given bits, as Java does: no blanks.
func ParseInteger(s string, bits int) (int64, error) {
	if !integer.MatchString(s) {
		return 0, fmt.Errorf("%q is no whole number", s)
	}
	n, err := strconv.ParseInt(strings.Map(digit, s), 10, bits)
	if err != nil {
		return 0, fmt.Errorf("%q is too large", s)
	}
	return n, nil
}

// digit turns a decimal digit of any script, as Java takes them, into the usual
// one: each script has its ten in a row.
func digit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	first := r
	for unicode.Is(unicode.Nd, first-1) {
		first--
	}
	return '0' + (r-first)%10
}

// double is what Java's Double.valueOf takes.
var double = regexp.MustCompile(`^[+-]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[fFdD]?|0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?)$`)

// ParseDouble reads a number as Java does: "0.5", " 1e3 ", "2d".
func ParseDouble(s string) (float64, error) {
	t := strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	if !double.MatchString(t) {
		return 0, fmt.Errorf("%q is no number", s)
	}
	if last := len(t) - 1; t[last] != 'y' && strings.ContainsRune("fFdD", rune(t[last])) {
		t = t[:last]
	}
	n, err := strconv.ParseFloat(t, 64)
	if err != nil && !math.IsInf(n, 0) {
		return 0, fmt.Errorf("%q is no number", s)
	}
	return n, nil
}

// MatchEnum finds the constant that a text names: in any case, with - for _.
// Enums that read their names themselves (Aliases) take only those.
func (p ClassProperty) MatchEnum(s string) (string, bool) {
	if len(p.Aliases) > 0 {
		for text, constant := range p.Aliases {
			if text == s || p.foldsCase() && strings.EqualFold(text, s) {
				return constant, true
			}
		}
		return "", false
	}
	for _, constant := range p.Enum {
		if strings.EqualFold(constant, s) || strings.EqualFold(constant, strings.ReplaceAll(s, "-", "_")) {
			return constant, true
		}
	}
	return "", false
}

// foldsCase says whether the enum took each of its names in both cases.
func (p ClassProperty) foldsCase() bool {
	for text, constant := range p.Aliases {
		if p.Aliases[strings.ToUpper(text)] != constant || p.Aliases[strings.ToLower(text)] != constant {
			return false
		}
	}
	return true
}
