package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func oneArchitecture() Rule {
	return Rule{
		ID: "KUB012", Level: diag.Error,
		Title: "instances of another processor",
		Why: "The nodes of a role have one processor, which the image must be made for and by which one worker is as fast as the next. " +
			"Karpenter makes no node of an instance that has another: of a list with both kinds half is never taken.",
		Source: "Karpenter documentation, NodePools: requirements are all met at once (kubernetes.io/arch)",
		Bad:    `clusters: etl: workers: instances: ["r8g.4xlarge", "r7i.4xlarge"] // here`,
		Good:   `clusters: etl: workers: instances: ["r8g.4xlarge", "r7g.4xlarge"]`,
		Model:  onRoles(architecturesAgree),
	}
}

func architecturesAgree(c *model.Cluster, r *model.Role) diag.List {
	var all diag.List
	seen := map[string]bool{}
	for _, t := range candidates(c, r) {
		arch := c.Nodes.Arch(r.Name)
		if t.Arch == arch.Value || seen[t.at.String()] {
			continue
		}
		seen[t.at.String()] = true
		name := t.Name
		if t.family {
			name = t.Family()
		}
		remedy := "name instances of one processor"
		if nodesOf(c).Architecture != "" {
			remedy = "write architecture: " + quote(processor(t.Arch)) + ", or other instances"
		}
		all = append(all, found(t.at, name+" is "+processor(t.Arch)+", and the nodes are "+processor(arch.Value), remedy))
	}
	return all
}

// processor is an architecture of Kubernetes' as declarations name it.
func processor(arch string) string {
	if arch == "arm64" {
		return "ARM64"
	}
	return "X86_64"
}
