package iam

import (
	"weir.local/generator/artifact"
	"weir.local/generator/aws/policy"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// document is a policy of statements.
func document(statements artifact.List) artifact.Node {
	return artifact.Map{
		text("Version", source.Fixed("the policy language's newest version"), policy.Version),
		{Key: "Statement", Value: statements},
	}
}

// statement is spelled below its reason, and the reason of a resource that could be no narrower.
func statement(a model.IAMStatement) artifact.Node {
	why := origin(a)
	sid := text("Sid", why, a.Sid)
	sid.Comment = a.Why
	if a.Open != "" {
		sid.Comment += "; *: " + a.Open
	}
	m := artifact.Map{
		sid, text("Effect", why, "Allow"),
		{Key: "Action", Value: artifact.Strings(why, a.Actions...)},
		{Key: "Resource", Value: artifact.Strings(why, a.Resources...)},
	}
	return append(m, conditions(why, a.Conditions)...)
}

// origin leads to every declared thing that needs the statement.
func origin(a model.IAMStatement) *source.Origin {
	from := make([]*source.Origin, len(a.For))
	for i, need := range a.For {
		from[i] = need.Origin
	}
	return source.Computed("allowed: "+a.Why, from...)
}

// trust says who may be a role.
func trust(all []model.Trust) artifact.Node {
	var list artifact.List
	for _, t := range all {
		effect := text("Effect", t.Origin, "Allow")
		effect.Comment = t.Why
		m := artifact.Map{
			effect,
			{Key: "Principal", Value: artifact.Map{{Key: t.Kind, Value: artifact.Strings(t.Origin, t.Principals...)}}},
			{Key: "Action", Value: artifact.Strings(t.Origin, t.Actions...)},
		}
		list = append(list, append(m, conditions(t.Origin, t.Conditions)...))
	}
	return document(list)
}

// conditions are values by key by operator, as a policy spells them.
func conditions(why *source.Origin, all []policy.Condition) artifact.Map {
	if len(all) == 0 {
		return nil
	}
	var operators artifact.Map
	for _, operator := range policy.Operators(all) {
		var keys artifact.Map
		for _, c := range all {
			if c.Operator == operator {
				keys = append(keys, artifact.Entry{Key: c.Key, Value: artifact.Strings(why, c.Values...)})
			}
		}
		operators = append(operators, artifact.Entry{Key: operator, Value: keys.Sorted()})
	}
	return artifact.Map{{Key: "Condition", Value: operators}}
}
