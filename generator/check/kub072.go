package check

import (
	"weir.local/generator/diag"
)

func nodesAreFound() Rule {
	return Rule{
		ID: "KUB072", Level: diag.Error,
		Title:  "an empty name that Karpenter would look for",
		Why:    "Karpenter finds security groups by the tag karpenter.sh/discovery. The API server refuses to look for an empty value.",
		Source: "Karpenter 1.14, EC2NodeClass: empty tag keys or values aren't supported",
		Bad:    `environments: prod: eks: discovery: "" // here`,
		Good:   `environments: prod: eks: discovery: "lake-prod"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			if eks := h.env.Spec.Eks; eks == nil || eks.Discovery != "" || !h.hasEKS() {
				return nil
			}
			return one(h.env.At("eks", "discovery"), "discovery is empty", "write what the tag karpenter.sh/discovery of the subnets and security groups says, mostly the name of the EKS cluster")
		},
	}
}
