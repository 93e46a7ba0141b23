package load

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"weir.local/generator/nearest"
)

// misfit tells that a value has the wrong type, is out of bounds, or is none of the alternatives.
func (d *diagnosis) misfit(m mistake) (string, string) {
	if d.secret(m) {
		return "a secret is a reference, never a literal", `write {parameter: "/…"} or {secret: "…", key: "…"}; if this value was ever committed, change the secret`
	}
	if bound := d.bound(m); bound != "" {
		return bound, d.documentation(m)
	}
	c := d.conflict(m)
	switch {
	case c.given == "" && len(c.all) == 0:
		return bare(m.errs[0]), ""
	case c.given == "":
		return fmt.Sprintf("%s is given twice: %s", last(m), strings.Join(c.all, " and ")), "keep one of them"
	case len(c.values) > 1 || len(c.values) == 1 && len(c.types) == 0:
		return fmt.Sprintf("%s %s is not one of %s", last(m), c.given, strings.Join(bareAll(c.values), ", ")), d.oneOf(c)
	}
	return fmt.Sprintf("%s %s is %s, not %s", last(m), c.given, inWords(c.kind), alternatives(c.types)), d.retype(c)
}

func (d *diagnosis) oneOf(c conflict) string {
	near := nearest.Names(unquote(c.given), bareAll(c.values), 1)
	switch {
	case len(near) == 1 && c.kind != "int" && isText(c.values):
		return fmt.Sprintf("did you mean %q?", near[0])
	case !isText(c.values) && nearestNumber(c) != "":
		return "the nearest is " + nearestNumber(c)
	}
	return "write one of them"
}

func isText(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return strings.HasPrefix(v, `"`) })
}

func nearestNumber(c conflict) string {
	given, err := strconv.ParseFloat(c.given, 64)
	if err != nil {
		return ""
	}
	return slices.MinFunc(c.values, func(a, b string) int {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		return cmp.Compare(math.Abs(x-given), math.Abs(y-given))
	})
}

// retype says how a value of another type can be meant.
func (d *diagnosis) retype(c conflict) string {
	text := unquote(c.given)
	switch {
	case c.kind == "string" && slices.ContainsFunc(c.types, isNumber) && strings.Trim(text, "0123456789.") == "" && text != "":
		return "write " + text + " without quotes"
	case c.kind == "string" && slices.Contains(c.types, "bool") && (text == "true" || text == "false"):
		return "write " + text + " without quotes"
	case c.kind == "string" && slices.Contains(c.types, "list"):
		return "write [" + c.given + "]"
	case slices.Contains(c.types, "string") && (isNumber(c.kind) || c.kind == "bool"):
		return `write "` + c.given + `" in quotes`
	}
	return ""
}

func isNumber(t string) bool { return t == "int" || t == "number" || t == "float" }

// conflict is what "conflicting values" says: the user's value, and what the schema has in its place.
type conflict struct {
	given  string   // as written; empty when the user's own values contradict each other
	kind   string   // its type
	values []string // concrete alternatives, in the schema's order
	types  []string // other alternatives, by type
	all    []string // both sides, when neither is the schema's
}

type alternative struct {
	text string
	pos  token.Pos
}

// conflict tells the user's side from the schema's: it is the one that all errors of the path have in common, and what
// the schema offers lies at a line that is not the user's.
func (d *diagnosis) conflict(m mistake) conflict {
	var c conflict
	var values []alternative
	for _, e := range m.errs {
		format, args := e.Msg()
		if !strings.HasPrefix(format, "conflicting values") || len(args) < 2 {
			continue
		}
		left, right := fmt.Sprint(args[0]), fmt.Sprint(args[1])
		kinds := []string{"", ""}
		if len(args) == 4 {
			kinds = []string{fmt.Sprint(args[2]), fmt.Sprint(args[3])}
		}
		schemaSide := d.schemaSide(e, m, left, right)
		switch schemaSide {
		case 0:
			left, right, kinds[0], kinds[1] = right, left, kinds[1], kinds[0]
		case -1:
			c.all = []string{left, right}
			continue
		}
		c.given, c.kind = left, kinds[0]
		if isValue(right) {
			values = append(values, alternative{right, d.schemaPos(e)})
		} else {
			c.types = append(c.types, typeOf(right, kinds[1]))
		}
	}
	slices.SortStableFunc(values, func(a, b alternative) int { return a.pos.Compare(b.pos) })
	for _, v := range values {
		c.values = append(c.values, v.text)
	}
	slices.Sort(c.types)
	c.types = slices.Compact(c.types)
	c.values = slices.Compact(c.values)
	return c
}

// schemaSide is which of an error's two sides the schema has; -1 when both are the user's.
func (d *diagnosis) schemaSide(e errors.Error, m mistake, left, right string) int {
	if !d.schemaPos(e).IsValid() {
		return -1
	}
	switch {
	case isValue(left) && !isValue(right):
		return 1
	case isValue(right) && !isValue(left):
		return 0
	}
	for _, other := range m.errs {
		if _, args := other.Msg(); other != e && len(args) >= 2 {
			if same := fmt.Sprint(args[0]); same != left && same != right {
				return schemaSideOf(fmt.Sprint(args[1]), left)
			}
			if same := fmt.Sprint(args[1]); same != left && same != right {
				return schemaSideOf(fmt.Sprint(args[0]), left)
			}
		}
	}
	if p := d.written(m); p == right {
		return 0
	}
	return 1
}

func schemaSideOf(given, left string) int {
	if given == left {
		return 1
	}
	return 0
}

// written is the value's text in the user's file.
func (d *diagnosis) written(m mistake) string {
	for _, f := range d.unit.files {
		if f.name == m.pos.File && m.pos.Line > 0 {
			lines := strings.Split(string(f.data), "\n")
			if m.pos.Line <= len(lines) && m.pos.Col <= len(lines[m.pos.Line-1]) {
				rest := lines[m.pos.Line-1][m.pos.Col-1:]
				if q := quoted.FindString(rest); q != "" && strings.HasPrefix(rest, q) {
					return q
				}
				return strings.TrimRight(strings.FieldsFunc(rest+" ", func(r rune) bool { return strings.ContainsRune(" ,}]\t", r) })[0], "\r")
			}
		}
	}
	return ""
}

// schemaPos is the first position of an error that lies outside the user's files.
func (d *diagnosis) schemaPos(e errors.Error) token.Pos {
	for _, p := range errors.Positions(e) {
		if at := d.at(p); at.Line > 0 && !d.ours(at) {
			return p
		}
	}
	return token.NoPos
}

// isValue says whether CUE's text of a value is a plain one: "REQUIRED", 3306, true, [1], but not string, >0, {…?: …}.
func isValue(text string) bool {
	switch {
	case text == "true" || text == "false" || text == "null":
		return true
	case text == "":
		return false
	}
	switch text[0] {
	case '"', '\'', '[', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return !strings.HasPrefix(text, "[...")
	}
	return false
}

func typeOf(text, kind string) string {
	switch {
	case strings.HasPrefix(text, "{parameter?:"):
		return "reference"
	case kind != "":
		return kind
	case strings.HasPrefix(text, "{"):
		return "struct"
	}
	return text
}

// typeWords are CUE's types in plain words, in the order in which alternatives are listed.
var typeWords = [][2]string{
	{"string", "text"}, {"bytes", "bytes"}, {"int", "a whole number"}, {"float", "a number with a point"}, {"number", "a number"},
	{"bool", "true or false"}, {"null", "null"}, {"list", "a list"}, {"struct", "a block of fields"}, {"reference", "a reference"},
}

func inWords(t string) string {
	for _, w := range typeWords {
		if w[0] == t {
			return w[1]
		}
	}
	return t
}

// alternatives lists types in plain words: "text, a number or a reference".
func alternatives(types []string) string {
	var words []string
	for _, w := range typeWords {
		if slices.Contains(types, w[0]) {
			words = append(words, w[1])
		}
	}
	for _, t := range types {
		if inWords(t) == t && t != "null" && t != "bytes" {
			words = append(words, t)
		}
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

func bareAll(values []string) []string {
	var all []string
	for _, v := range values {
		all = append(all, unquote(v))
	}
	return all
}

func isBound(e errors.Error) bool {
	format, _ := e.Msg()
	return strings.HasPrefix(format, "invalid value")
}

// bound tells what limit a value breaks: port 99999 must be less than 65536.
func (d *diagnosis) bound(m mistake) string {
	var limits []string
	given := ""
	for _, e := range m.errs {
		if _, args := e.Msg(); isBound(e) && len(args) >= 2 {
			given = fmt.Sprint(args[0])
			limits = append(limits, limit(fmt.Sprint(args[1])))
		}
	}
	if len(limits) == 0 {
		return ""
	}
	return fmt.Sprintf("%s %s must %s", last(m), given, strings.Join(slices.Compact(limits), " and "))
}

// limit is a bound in plain words: "<65536" is "be less than 65536".
func limit(bound string) string {
	for _, l := range []struct{ operator, words string }{
		{"=~", "match "}, {"!~", "not match "}, {"<=", "be at most "}, {">=", "be at least "},
		{"!=", "not be "}, {"<", "be less than "}, {">", "be more than "},
	} {
		if rest, ok := strings.CutPrefix(bound, l.operator); ok {
			return l.words + unquote(rest)
		}
	}
	return "satisfy " + bound
}

// secret says whether a literal stands where a reference belongs, and nothing else is allowed.
func (d *diagnosis) secret(m mistake) bool {
	if m.kind != misfit {
		return false
	}
	references := 0
	for _, e := range m.errs {
		_, args := e.Msg()
		if len(args) >= 2 && strings.HasPrefix(fmt.Sprint(args[1]), "{parameter?:") || len(args) >= 2 && strings.HasPrefix(fmt.Sprint(args[0]), "{parameter?:") {
			references++
		}
	}
	return references > 0 && references == len(m.errs)
}
