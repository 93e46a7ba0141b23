package plan

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/model"
	"weir.local/schema"
)

// Variable is the environment variable that a property's secret comes in: the owner and the property in upper case,
// everything but letters and digits as "_": ("orders", "connection-password") is ORDERS_CONNECTION_PASSWORD.
func Variable(owner, property string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, owner+"_"+property)
}

// secretARN is what ECS reads a secret from: a parameter's ARN, or a secret's with the key as
// "arn:…:secret:name-AbCdEf:key::" (Amazon ECS, "Pass Secrets Manager secrets"). Empty when the environment's table lacks it.
func (d *draft) secretARN(ref schema.Reference) string {
	if ref.Parameter != "" {
		return aws.ParameterARN(d.env.Spec.Region, d.env.Spec.Account, ref.Parameter)
	}
	arn := d.env.Spec.Secrets[ref.Secret]
	if arn == "" || ref.Key == "" {
		return arn
	}
	return arn + ":" + ref.Key + "::"
}

// sortedSecrets are the cluster's secrets by variable, then by where they lie.
func (d *draft) sortedSecrets() []model.Secret {
	all := make([]model.Secret, 0, len(d.secrets))
	for _, id := range slices.Sorted(maps.Keys(d.secrets)) { // an id begins with the variable
		s := d.secrets[id]
		slices.Sort(s.For)
		slices.Sort(s.Owners)
		all = append(all, *s)
	}
	return all
}
