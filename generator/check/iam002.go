package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

func roleOfAccount() Rule {
	return Rule{
		ID: "IAM002", Level: diag.Error,
		Title:  "a role or boundary of another account",
		Why:    "ECS and EKS take roles of their own account only, and a permissions boundary is a policy of the role's account: registering the task definition or making the role fails.",
		Source: "IAM User Guide, Grant a user permissions to pass a role to an AWS service: no role of another account; IAM API, CreateRole: PermissionsBoundary",
		Bad:    `environments: prod: ecs: taskRole: "arn:aws:iam::999988887777:role/trino" // here`,
		Good:   `environments: prod: ecs: taskRole: "arn:aws:iam::111122223333:role/trino"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			type named struct {
				arn string
				at  source.Place
			}
			var all diag.List
			var arns []named
			for _, r := range h.env.IAM {
				if r.Given {
					arns = append(arns, named{r.ARN.Value, h.roleField(r)})
				}
			}
			if iam := h.env.Spec.Iam; iam != nil && iam.Boundary != "" && !strings.Contains(iam.Boundary, "::aws:policy/") {
				arns = append(arns, named{iam.Boundary, h.env.At("iam", "boundary")})
			}
			seen := map[string]bool{}
			for _, n := range arns {
				if account := arnField(n.arn, 4); account != h.env.Spec.Account && !seen[n.at.String()] {
					seen[n.at.String()] = true
					all = append(all, found(n.at, n.arn+" is of account "+account+", the environment is account "+h.env.Spec.Account,
						"write one of the environment's account, or its name alone and weir makes it"))
				}
			}
			return all
		},
	}
}

// arnField is a field of an ARN, counted from 0: the region is 3, the account 4. Empty when there is none.
func arnField(arn string, i int) string {
	fields := strings.SplitN(arn, ":", 6)
	if i >= len(fields) {
		return ""
	}
	return fields[i]
}
