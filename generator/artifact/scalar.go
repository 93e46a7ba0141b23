package artifact

import (
	"math"
	"strconv"
	"strings"

	"weir.local/generator/source"
)

// Scalar is a string, a number, a truth value or null, with its origin. Make
// one with String, Int, Float, Bool or Null.
type Scalar struct {
	from *source.Origin
	kind scalarKind
	text string // a string's text, or the spelling that YAML and JSON share
}

type scalarKind uint8

const (
	isNull scalarKind = iota
	isString
	isLiteral  // a number or truth value: text is its spelling
	isInfinite // NaN and the infinities: YAML's spelling, JSON has none
)

// String is a string; several lines are written as a block where YAML can. What
// is not UTF-8 becomes U+FFFD: neither YAML nor JSON can hold it.
func String(origin *source.Origin, s string) Scalar {
	return Scalar{from: origin, kind: isString, text: strings.ToValidUTF8(s, "\uFFFD")}
}

// Strings is a list of strings of one origin.
func Strings(origin *source.Origin, items ...string) List {
	list := make(List, len(items))
	for i, s := range items {
		list[i] = String(origin, s)
	}
	return list
}

// Int is a whole number.
func Int(origin *source.Origin, i int64) Scalar {
	return Scalar{from: origin, kind: isLiteral, text: strconv.FormatInt(i, 10)}
}

// Bool is true or false.
func Bool(origin *source.Origin, b bool) Scalar {
	return Scalar{from: origin, kind: isLiteral, text: strconv.FormatBool(b)}
}

// Null is null.
func Null(origin *source.Origin) Scalar {
	return Scalar{from: origin, kind: isNull, text: "null"}
}

// Float is a number that is read back as a float: 1.0, 0.7, 1.0e+21.
func Float(origin *source.Origin, f float64) Scalar {
	switch {
	case math.IsNaN(f):
		return Scalar{from: origin, kind: isInfinite, text: ".nan"}
	case math.IsInf(f, 1):
		return Scalar{from: origin, kind: isInfinite, text: ".inf"}
	case math.IsInf(f, -1):
		return Scalar{from: origin, kind: isInfinite, text: "-.inf"}
	}
	return Scalar{from: origin, kind: isLiteral, text: spellFloat(f)}
}

// spellFloat always writes a point: YAML 1.1 takes neither 1 nor 1e+21 for a float.
func spellFloat(f float64) string {
	text := strconv.FormatFloat(f, 'g', -1, 64)
	if strings.Contains(text, ".") {
		return text
	}
	digits, exponent, ok := strings.Cut(text, "e")
	if !ok {
		return text + ".0"
	}
	return digits + ".0e" + exponent
}

func (s Scalar) origin() *source.Origin { return s.from }
