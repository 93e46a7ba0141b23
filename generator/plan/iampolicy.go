package plan

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
)

// policyLimit is how long a managed policy may be, in characters without white space (IAM User Guide, IAM and AWS STS quotas).
const policyLimit = 6144

// policies shares statements out to managed policies, each within the limit. What does not fit into one is folded first.
func policies(all []model.IAMStatement) []model.IAMPolicy {
	if sizeOf(all) > policyLimit {
		all = folded(all)
	}
	var done []model.IAMPolicy
	var now []model.IAMStatement
	for _, a := range all {
		for _, part := range parts(a) {
			if len(now) > 0 && sizeOf(append(now, part)) > policyLimit {
				done, now = append(done, model.IAMPolicy{Statements: now}), nil
			}
			now = append(now, part)
		}
	}
	if len(now) > 0 {
		done = append(done, model.IAMPolicy{Statements: now})
	}
	return done
}

// folded are statements with those put together that are about the same resources under the same conditions, so that a list of many
// databases is written once.
func folded(all []model.IAMStatement) []model.IAMStatement {
	var few []model.IAMStatement
	for _, a := range all {
		i := slices.IndexFunc(few, func(f model.IAMStatement) bool {
			return slices.Equal(f.Resources, a.Resources) && reflect.DeepEqual(f.Conditions, a.Conditions)
		})
		if i < 0 {
			few = append(few, a)
			continue
		}
		few[i] = both(few[i], a)
	}
	return few
}

// both is one statement for two: "ReadTablesAndReadPartitions".
func both(a, b model.IAMStatement) model.IAMStatement {
	a.Sid += "And" + b.Sid
	a.Actions = distinct(append(slices.Clone(a.Actions), b.Actions...))
	a.Why += "; " + b.Why
	a.Open = strings.Trim(a.Open+"; "+b.Open, "; ")
	a.For = slices.Clone(a.For)
	there := make(map[string]bool, len(a.For))
	for _, need := range a.For {
		there[need.Thing] = true
	}
	for _, need := range b.For {
		if !there[need.Thing] {
			there[need.Thing] = true
			a.For = append(a.For, need)
		}
	}
	return a
}

// parts is a statement, or several of its resources each when they are too many for one policy: "ReadTables", "ReadTables2".
func parts(a model.IAMStatement) []model.IAMStatement {
	if len(a.Resources) < 2 || sizeOf([]model.IAMStatement{a}) <= policyLimit {
		return []model.IAMStatement{a}
	}
	empty := a
	empty.Sid, empty.Resources = a.Sid+"0000", nil // room for a number
	room := policyLimit - sizeOf([]model.IAMStatement{empty})
	var all []model.IAMStatement
	for rest := a.Resources; len(rest) > 0; {
		part := a
		part.Resources = rest[:within(rest, room)]
		if len(all) > 0 {
			part.Sid += strconv.Itoa(len(all) + 1)
		}
		all, rest = append(all, part), rest[len(part.Resources):]
	}
	return all
}

// within is how many resources have room, each in quotes and with a comma; at least one.
func within(resources []string, room int) int {
	for i, r := range resources {
		if room -= len(r) + len(`"",`); room < 0 {
			return max(1, i)
		}
	}
	return len(resources)
}

func sizeOf(all []model.IAMStatement) int {
	statements := make([]policy.Statement, len(all))
	for i, a := range all {
		statements[i] = a.Statement
	}
	return policy.Size(statements)
}
