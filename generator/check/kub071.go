package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/diag"
)

func tagsOfNodes() Rule {
	return Rule{
		ID: "KUB071", Level: diag.Error,
		Title:  "a tag that Karpenter keeps for itself",
		Why:    "The environment's tags go onto the nodes of its EKS clusters. Karpenter finds its nodes again by tags of its own, and the API server refuses an EC2NodeClass that says one of them.",
		Source: "Karpenter 1.14, EC2NodeClass: rules of spec.tags",
		Bad:    `environments: prod: tags: "karpenter.sh/nodepool": "etl" // here`,
		Good:   `environments: prod: tags: pool: "etl"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			if !h.hasEKS() {
				return nil
			}
			var all diag.List
			for _, key := range slices.Sorted(maps.Keys(h.env.Spec.Tags)) {
				switch {
				case key == "":
					all = append(all, found(h.env.At("tags", key), "a tag has no key", "give it one, or take it away"))
				case ofKarpenter(key):
					all = append(all, found(h.env.At("tags", key), "tag "+quote(key)+" is Karpenter's own", "write another key"))
				}
			}
			return all
		},
	}
}

// ofKarpenter says whether the EC2NodeClass refuses a tag.
func ofKarpenter(key string) bool {
	return slices.Contains([]string{"eks:eks-cluster-name", "karpenter.sh/nodepool", "karpenter.sh/nodeclaim", "karpenter.k8s.aws/ec2nodeclass"}, key) ||
		strings.HasPrefix(key, "kubernetes.io/cluster")
}

// hasEKS says whether a cluster of the environment runs on EKS.
func (h *here) hasEKS() bool {
	for _, c := range h.env.Clusters {
		if c.EKS != nil {
			return true
		}
	}
	return false
}
