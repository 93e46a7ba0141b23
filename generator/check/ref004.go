package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func unlistedSecret() Rule {
	return Rule{
		ID: "REF004", Level: diag.Error,
		Title:  "a secret that the environment does not list",
		Why:    "A secret of Secrets Manager is read by its ARN, which ends in six characters that AWS chose; the environment's secrets table has it. Without it the task or pod gets no value and does not start.",
		Source: "Amazon ECS, Pass Secrets Manager secrets; AWS Secrets Manager, ARN of a secret",
		Bad:    `catalogs: shop: user: {secret: "shopp", key: "user"} // here`,
		Good:   `catalogs: shop: user: {secret: "dw", key: "user"}`,
		Model:  onClusters(secretsAreListed),
	}
}

func secretsAreListed(h *here, c *model.Cluster) diag.List {
	table := h.env.Spec.Secrets
	var all diag.List
	for _, s := range c.Secrets {
		if name := s.Reference.Secret; name != "" && table[name] == "" {
			all = append(all, found(cause(s.Origin), "secret "+quote(name)+" is not among the environment's secrets",
				orElse(choose(name, slices.Collect(maps.Keys(table))), "add its ARN to the environment's secrets")))
		}
	}
	return all
}
