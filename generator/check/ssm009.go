package check

import (
	"weir.local/generator/aws"
	"weir.local/generator/diag"
)

func tooManyParameters() Rule {
	return Rule{
		ID: "SSM009", Level: diag.Error,
		Title:  "more parameters than an account has room for",
		Why:    "An account holds 10,000 standard and 100,000 advanced parameters in a region, everybody's together. Each catalog of each cluster on ECS is one, and older releases keep theirs until weir ssm prune: a push into a full account stops with ParameterLimitExceeded before its release.",
		Source: "AWS Systems Manager API, PutParameter: Tier",
		Model: func(h *here) diag.List {
			var sum payload
			for _, c := range h.env.Clusters {
				if c.ECS != nil {
					p := payloadOf(c)
					sum.standard, sum.advanced = sum.standard+p.standard, sum.advanced+p.advanced
				}
			}
			return append(roomFor(h, "standard", sum.standard, aws.StandardParameters), roomFor(h, "advanced", sum.advanced, aws.AdvancedParameters)...)
		},
	}
}

func roomFor(h *here, tier string, n, most int) diag.List {
	if n <= most {
		return nil
	}
	return one(h.env.At("account"), "the clusters on ECS come to "+thousands(n)+" "+tier+" parameters, and account "+h.env.Spec.Account+" holds "+thousands(most)+" in "+h.env.Spec.Region,
		"offer catalogs on fewer clusters, or move clusters to an environment of another account")
}
