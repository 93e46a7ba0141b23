package trino

import (
	"slices"
	"strings"
)

// A Condition says when the server reads a property: when any of its clauses
// holds. An empty one always holds.
type Condition []Clause

// A Clause holds when all of its selectors do.
type Clause []Selector

// A Selector is a property whose value decides what else is read.
type Selector struct {
	Property string
	Values   []string // one of these; "" stands for not set, "s3://*" for such a URI; none at all: set to anything
	Default  string   // its value when it is not set
}

// String writes the condition as a user would: "fs.native-s3.enabled=true".
func (c Condition) String() string {
	var clauses []string
	for _, clause := range c {
		clauses = append(clauses, clause.String())
	}
	return strings.Join(clauses, ", or ")
}

func (c Clause) String() string {
	var terms []string
	for _, s := range c {
		terms = append(terms, s.String())
	}
	return strings.Join(terms, " and ")
}

func (s Selector) String() string {
	switch {
	case len(s.Values) == 0:
		return s.Property
	case len(s.Values) == 1 && s.Values[0] == "":
		return s.Property + " left out"
	}
	return s.Property + "=" + strings.Join(slices.DeleteFunc(slices.Clone(s.Values), func(v string) bool { return v == "" }), "|")
}

// holds says whether the condition is met when value answers the current value
// of a property ("" when it has none) and whether it is known.
func (c Condition) holds(value func(Selector) (string, bool)) bool {
	return len(c) == 0 || slices.ContainsFunc(c, func(clause Clause) bool {
		return !slices.ContainsFunc(clause, func(s Selector) bool { return !s.holds(value) })
	})
}

func (s Selector) holds(value func(Selector) (string, bool)) bool {
	v, known := value(s)
	if !known {
		return true // ${ENV:…}: whatever it needs may be so
	}
	if len(s.Values) == 0 {
		return v != ""
	}
	for _, one := range strings.Split(v, ",") {
		if slices.ContainsFunc(s.Values, func(want string) bool { return stands(want, strings.TrimSpace(one)) }) {
			return true
		}
	}
	return false
}

// stands says whether a value is a wanted one, or begins like it: "s3://*".
func stands(want, value string) bool {
	if scheme, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(value, scheme)
	}
	return sameName(want, value)
}

// sameName compares enum names as airlift does: in any case, with - for _.
func sameName(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(strings.ReplaceAll(a, "-", "_"), strings.ReplaceAll(b, "-", "_"))
}
