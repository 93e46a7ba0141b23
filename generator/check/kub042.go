package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func oneReleaseOnACluster() Rule {
	return Rule{
		ID: "KUB042", Level: diag.Error,
		Title:  "one cluster twice on one EKS cluster",
		Why:    "A Trino cluster's Helm release, its Secret and the node pools that Karpenter makes nodes by are named after it; node pools are in no namespace. Two environments on one EKS cluster that both have it take these from each other, at every sync.",
		Source: "Kubernetes, Namespaces: not all objects are in a namespace; Karpenter, NodePools",
		Bad: `environments: stage: schema.#Environment & {
	account: "111122223333"
	region:  "us-west-2"
	tier:    "staging"
	network: {
		vpc: "vpc-0a1b2c3d4e5f60718"
		subnets: {a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0"}
		securityGroups: ["sg-0a1b2c3d4e5f60718"]
	}
	ecs: {cluster: "stage", namespace: "stage", executionRole: "stage-{cluster}-execution", taskRole: "stage-{cluster}-task"}
	eks: {
		name:        "lake-prod" // here
		discovery:   "lake-prod"
		secretStore: "aws"
		taskRole:    "stage-{cluster}-task"
	}
	secrets: dw: "arn:aws:secretsmanager:us-west-2:111122223333:secret:lake/stage/dw-a1B2c3"
}`,
		Good: `environments: stage: schema.#Environment & {
	account: "111122223333"
	region:  "us-west-2"
	tier:    "staging"
	network: {
		vpc: "vpc-0a1b2c3d4e5f60718"
		subnets: {a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0"}
		securityGroups: ["sg-0a1b2c3d4e5f60718"]
	}
	ecs: {cluster: "stage", namespace: "stage", executionRole: "stage-{cluster}-execution", taskRole: "stage-{cluster}-task"}
	eks: {name: "lake-stage", discovery: "lake-stage", secretStore: "aws", taskRole: "stage-{cluster}-task"}
	secrets: dw: "arn:aws:secretsmanager:us-west-2:111122223333:secret:lake/stage/dw-a1B2c3"
}`,
		Firm: true,
		Repo: func(d *declared) diag.List {
			var all diag.List
			taken := map[string]string{} // the environment of each release, by EKS cluster and name
			for _, e := range d.byKind[schema.KindEnvironment] {
				on := side{decl: e, value: e.Value()}
				for _, c := range d.byKind[schema.KindCluster] {
					name := on.text("eks", "name")
					if name == "" || c.Head().Platform != "eks" || !slices.Contains(d.environmentsOf(c), e.Name) {
						continue
					}
					id := on.text("account") + "/" + on.text("region") + "/" + name + "/" + c.Name
					if other := taken[id]; other != "" {
						all = append(all, found(e.At("eks", "name"), "cluster "+quote(c.Name)+" would be on EKS cluster "+quote(name)+" twice: for "+other+" and for "+e.Name,
							"give each environment its EKS cluster, or let "+quote(c.Name)+` exist in one of them: only: ["`+other+`"]`))
						continue
					}
					taken[id] = e.Name
				}
			}
			return all
		},
	}
}
