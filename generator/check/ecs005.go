package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// mostSecurityGroups is AwsVpcConfiguration's limit.
const mostSecurityGroups = 5

func securityGroups() Rule {
	return Rule{
		ID: "ECS005", Level: diag.Error,
		Title:  "security groups that no task can have",
		Why:    "A task has one to five security groups. Without one ECS takes the VPC's default group, without a word: whether the nodes reach each other is then nobody's decision.",
		Source: "Amazon ECS API, AwsVpcConfiguration: securityGroups",
		Bad:    `environments: prod: network: securityGroups: [] // here`,
		Good:   `environments: prod: network: securityGroups: ["sg-0a1b2c3d4e5f60718"]`,
		Firm:   true,
		Model: func(h *here) diag.List {
			if !slices.ContainsFunc(h.env.Clusters, func(c *model.Cluster) bool { return c.ECS != nil }) {
				return nil
			}
			at, groups := h.env.At("network", "securityGroups"), h.env.Spec.Network.SecurityGroups
			switch n := len(groups); {
			case n == 0:
				return one(at, "the tasks of the environment have no security group", "write one that admits itself on port 8080")
			case n > mostSecurityGroups:
				return one(at, itoa(n)+" security groups, and a task has "+itoa(mostSecurityGroups)+" at most", "write "+itoa(mostSecurityGroups)+" or fewer")
			case len(slices.Compact(slices.Sorted(slices.Values(groups)))) < n:
				return one(at, "a security group is named twice", "name each once")
			}
			return nil
		},
	}
}
