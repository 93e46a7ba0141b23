package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func noHome() Rule {
	return Rule{
		ID: "REF009", Level: diag.Error,
		Title:  "an environment without a home for a cluster",
		Why:    "A cluster on ECS is rendered from the environment's ecs (cluster, namespace, roles), one on EKS from its eks (name, discovery tag, secret store). Without them there is nothing to put it in.",
		Source: "weir; schema.#Environment",
		Bad: `environments: bare: schema.#Environment & {
	account: "777788889999"
	region:  "us-west-2"
	tier:    "development"
	network: {vpc: "vpc-0123", subnets: {a: "subnet-0123"}, securityGroups: ["sg-0123"]}
	ecs: {cluster: "lake", namespace: "lake"}
	secrets: dw: "arn:aws:secretsmanager:us-west-2:777788889999:secret:lake/dw-a1B2c3"
}
clusters: etl: description: "Loads" // here`,
		Good: `environments: bare: schema.#Environment & {
	account: "777788889999"
	region:  "us-west-2"
	tier:    "development"
	network: {vpc: "vpc-0123", subnets: {a: "subnet-0123"}, securityGroups: ["sg-0123"]}
	ecs: {cluster: "lake", namespace: "lake"}
	secrets: dw: "arn:aws:secretsmanager:us-west-2:777788889999:secret:lake/dw-a1B2c3"
}
clusters: etl: only: ["dev", "prod"]`,
		Firm:  true,
		Model: onClusters(clusterHasHome),
	}
}

func clusterHasHome(h *here, c *model.Cluster) diag.List {
	missing := ""
	switch {
	case c.ECS != nil && h.env.Spec.Ecs == nil:
		missing = "ecs"
	case c.EKS != nil && h.env.Spec.Eks == nil:
		missing = "eks"
	default:
		return nil
	}
	d := found(c.Place, "cluster "+c.Name+" runs on "+strings.ToUpper(missing)+", and the environment has no "+missing, "write "+missing+" in the environment, or only: the environments that have it")
	d.Related = []diag.Related{{Message: "the environment", Place: h.env.Place}}
	return diag.List{d}
}
