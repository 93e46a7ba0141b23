// Package policy is IAM's policy language as far as weir writes it: statements that allow, never one that denies.
package policy

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Version is the policy language's, the newest there is (IAM User Guide, IAM JSON policy elements: Version).
const Version = "2012-10-17"

// Statement allows actions on resources.
type Statement struct {
	Sid        string      // letters and digits: "ReadTables"
	Actions    []string    // sorted: "glue:GetTable"
	Resources  []string    // sorted ARNs, with * and ?
	Conditions []Condition // all must hold
}

// Condition compares a value of the request.
type Condition struct {
	Operator string   // "StringEquals", "StringLike", "ArnLike", "ArnEquals"
	Key      string   // "kms:ViaService"
	Values   []string // one of them must fit
}

// Request is one call of an AWS API.
type Request struct {
	Action   string            // "s3:GetObject"
	Resource string            // the ARN; "*" for an action that has none
	Context  map[string]string // what conditions compare, by key
}

// Allows says whether one of the statements allows a request.
func Allows(statements []Statement, r Request) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool { return s.Allows(r) })
}

// Allows says whether the statement allows a request.
func (s Statement) Allows(r Request) bool {
	return matches(s.Actions, r.Action) && matches(s.Resources, r.Resource) &&
		!slices.ContainsFunc(s.Conditions, func(c Condition) bool { return !c.holds(r.Context) })
}

// holds says whether a request's value is there and fits. Operators that compare exactly take * as any other character.
func (c Condition) holds(context map[string]string) bool {
	value, there := context[c.Key]
	if strings.HasSuffix(c.Operator, "Like") {
		return there && matches(c.Values, value)
	}
	return there && slices.Contains(c.Values, value)
}

func matches(patterns []string, text string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return Match(p, text) })
}

// Match says whether a text fits a pattern in which * is any number of characters, "/" among them, and ? is one.
func Match(pattern, text string) bool {
	for i := range len(pattern) {
		switch {
		case pattern[i] == '*':
			for j := range len(text) - i + 1 {
				if Match(pattern[i+1:], text[i+j:]) {
					return true
				}
			}
			return false
		case i >= len(text) || pattern[i] != '?' && pattern[i] != text[i]:
			return false
		}
	}
	return len(pattern) == len(text)
}

// Size is the length of a policy of these statements in characters as IAM counts them, without white space
// (IAM User Guide, IAM and AWS STS quotas).
func Size(statements []Statement) int {
	b, err := json.Marshal(Document(statements))
	if err != nil {
		return 0 // texts always marshal
	}
	return len(b)
}

// Document is the policy in the shape of its JSON.
func Document(statements []Statement) map[string]any {
	list := make([]any, len(statements))
	for i, s := range statements {
		list[i] = s.document()
	}
	return map[string]any{"Version": Version, "Statement": list}
}

func (s Statement) document() map[string]any {
	m := map[string]any{"Sid": s.Sid, "Effect": "Allow", "Action": s.Actions, "Resource": s.Resources}
	if conditions := ByOperator(s.Conditions); len(conditions) > 0 {
		m["Condition"] = conditions
	}
	return m
}

// ByOperator are conditions as a policy spells them: values by key by operator.
func ByOperator(all []Condition) map[string]map[string][]string {
	by := map[string]map[string][]string{}
	for _, c := range all {
		if by[c.Operator] == nil {
			by[c.Operator] = map[string][]string{}
		}
		by[c.Operator][c.Key] = c.Values
	}
	return by
}

// Operators are those of conditions, sorted.
func Operators(all []Condition) []string {
	return slices.Sorted(maps.Keys(ByOperator(all)))
}
