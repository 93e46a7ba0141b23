package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/diag"
)

func secretFromElsewhere() Rule {
	return Rule{
		ID: "IAM003", Level: diag.Warning,
		Title:  "a secret of another account or region",
		Why:    "The execution role may read it only when the secret's own policy and its key's let it, which nothing declared here makes; more often the ARN was copied from another environment.",
		Source: "AWS Secrets Manager User Guide, Access Secrets Manager secrets from a different account",
		Bad:    `environments: prod: secrets: dw: "arn:aws:secretsmanager:us-east-1:111122223333:secret:lake/prod/dw-a1B2c3" // here`,
		Good:   `environments: prod: secrets: dw: "arn:aws:secretsmanager:us-west-2:111122223333:secret:lake/prod/dw-a1B2c3"`,
		Model: func(h *here) diag.List {
			var all diag.List
			e := h.env.Spec
			if strings.Trim(e.Account, "0") == "" {
				return nil // a placeholder
			}
			for _, name := range slices.Sorted(maps.Keys(e.Secrets)) {
				arn := e.Secrets[name]
				if region, account := arnField(arn, 3), arnField(arn, 4); region != e.Region || account != e.Account {
					all = append(all, found(h.env.At("secrets", name), "secret "+quote(name)+" lies in "+region+" of account "+account+", the environment is "+e.Region+" of "+e.Account,
						"write the ARN of this environment's secret, or waive it with who lets the role in"))
				}
			}
			return all
		},
	}
}
