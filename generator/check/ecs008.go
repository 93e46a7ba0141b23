package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func oneServiceAName() Rule {
	return Rule{
		ID: "ECS008", Level: diag.Error,
		Title:  "two clusters with one service",
		Why:    "A cluster's services and its alias carry its name, which is there once in an ECS cluster and once in a namespace. Two environments of one account and region that share either would answer for each other: the second stack fails, or workers join the other environment's coordinator.",
		Source: "Amazon ECS API, CreateService: serviceName; ServiceConnectService: discoveryName is unique within the namespace",
		Bad: `environments: prod: {
	account: "444455556666" // here
	secrets: dw: "arn:aws:secretsmanager:us-west-2:444455556666:secret:lake/prod/dw-a1B2c3"
	ecs: {cluster: "lake-prod", executionRole: "prod-{cluster}-execution", taskRole: "prod-{cluster}-task"}
	eks: taskRole: "prod-{cluster}-task"
}`,
		Good: `environments: prod: {
	account: "444455556666"
	secrets: dw: "arn:aws:secretsmanager:us-west-2:444455556666:secret:lake/prod/dw-a1B2c3"
	ecs: {cluster: "lake-prod", namespace: "lake-prod", executionRole: "prod-{cluster}-execution", taskRole: "prod-{cluster}-task"}
	eks: taskRole: "prod-{cluster}-task"
}`,
		Firm: true,
		Repo: func(d *declared) diag.List {
			var all diag.List
			known := d.byKind[schema.KindEnvironment]
			for i, e := range known {
				for _, other := range known[:i] {
					if shared, place := sharedPlace(e, other); shared != "" {
						all = append(all, answersTwice(d, e, other, shared, place)...)
					}
				}
			}
			return all
		},
	}
}

// sharedPlace is what two environments of one account and region share, and its name: an ECS cluster, or a namespace.
func sharedPlace(e, other *schema.Declaration) (what, name string) {
	if account, _ := get(e.Value(), "account").(string); strings.Trim(account, "0") == "" {
		return "", "" // a placeholder
	}
	for _, field := range []string{"account", "region"} {
		if get(e.Value(), field) != get(other.Value(), field) {
			return "", ""
		}
	}
	for _, p := range []struct{ field, what string }{{"cluster", "ECS cluster"}, {"namespace", "namespace"}} {
		if name, _ := get(e.Value(), "ecs", p.field).(string); name != "" && name == get(other.Value(), "ecs", p.field) {
			return p.what, name
		}
	}
	return "", ""
}

// answersTwice is a finding where a cluster on ECS is in both environments.
func answersTwice(d *declared, e, other *schema.Declaration, what, name string) diag.List {
	for _, c := range d.byKind[schema.KindCluster] {
		in := d.environmentsOf(c)
		if c.Head().Platform == "ecs" && slices.Contains(in, e.Name) && slices.Contains(in, other.Name) {
			return one(e.At("account"), "cluster "+c.Name+" is in "+other.Name+" and in "+e.Name+", which share "+what+" "+quote(name),
				"write another cluster and namespace in ecs: of one of them")
		}
	}
	return nil
}
