package check

import (
	"weir.local/generator/aws/instances"
	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func knownInstances() Rule {
	return Rule{
		ID: "KUB010", Level: diag.Error,
		Title:  "an instance type that EC2 does not have",
		Why:    "Karpenter takes any name and finds no instance under a wrong one: the pods wait for a node for ever. A type that is newer than weir's list is one to waive.",
		Source: "Karpenter 1.14 documentation, Instance Types: 1363 types of 177 families",
		Bad:    `clusters: etl: workers: instances: ["r8g.4xlrage"] // here`,
		Good:   `clusters: etl: workers: instances: ["r8g.4xlarge"]`,
		Model:  onClusters(instancesAreKnown),
	}
}

func instancesAreKnown(_ *here, c *model.Cluster) diag.List {
	if c.EKS == nil {
		return nil
	}
	var all diag.List
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for i, name := range r.Instances {
			if _, ok := instances.Of(name); !ok {
				all = append(all, found(field(c, pool(r), "instances").At(source.Index(i)), "instance type "+quote(name)+" is not known", choose(name, instances.Names())))
			}
		}
	}
	for i, family := range nodesOf(c).Families {
		if len(instances.Family(family)) == 0 {
			all = append(all, found(field(c, "nodes", "families").At(source.Index(i)), "instance family "+quote(family)+" is not known", choose(family, instances.Families())))
		}
	}
	return all
}
