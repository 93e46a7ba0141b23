package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func roleOfOneEnvironment() Rule {
	return Rule{
		ID: "IAM005", Level: diag.Error,
		Title:  "one role of two environments",
		Why:    "A role's name is there once in an account. Two environments of one account whose clusters have roles of one name are two stacks that make the same role: the second fails.",
		Source: "IAM User Guide, IAM and AWS STS quotas: names of roles are unique within the account",
		Bad: `environments: prod: {
	account: "444455556666" // here
	secrets: dw: "arn:aws:secretsmanager:us-west-2:444455556666:secret:lake/prod/dw-a1B2c3"
	ecs: {cluster: "lake-prod", namespace: "lake-prod"}
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
			made := map[string]string{} // the environment of each role, by account and name
			for _, e := range d.byKind[schema.KindEnvironment] {
				account, _ := e.Value()["account"].(string)
				if strings.Trim(account, "0") == "" {
					continue // a placeholder
				}
				for _, role := range rolesOf(d, e) {
					id := account + "/" + role
					if other := made[id]; other != "" && other != e.Name {
						all = append(all, found(e.At("account"), "role "+role+" is made twice in account "+account+": in "+other+" and in "+e.Name,
							"name it for the environment in ecs: or eks: "+`taskRole: "weir-{environment}-{cluster}-task"`))
						break
					}
					made[id] = e.Name
				}
			}
			return all
		},
	}
}

// rolesOf are the names of the roles that an environment's clusters have, but for those with an ARN and those that hold its name.
func rolesOf(d *declared, e *schema.Declaration) []string {
	var all []string
	for _, c := range d.byKind[schema.KindCluster] {
		if only := c.Head().Only; only != nil && !slices.Contains(only, e.Name) {
			continue
		}
		for _, path := range [][]string{{"ecs", "executionRole"}, {"ecs", "taskRole"}, {"eks", "taskRole"}} {
			name, _ := get(e.Value(), path...).(string)
			if path[0] != c.Head().Platform || name == "" || strings.HasPrefix(name, "arn:") {
				continue
			}
			all = append(all, strings.NewReplacer("{cluster}", c.Name, "{environment}", e.Name).Replace(name))
		}
	}
	return all
}
