package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
)

func ownProviders() Rule {
	return Rule{
		ID: "ECS007", Level: diag.Error,
		Title:  "a capacity provider that is not one of instances",
		Why:    "The providers of an environment are Auto Scaling groups, for clusters with launch \"EC2\". No group's provider begins with aws, ecs or fargate, and Fargate's own cannot stand in a strategy beside them, nor can a service move between the two. One provider for both kinds would put workers on spot where on demand is asked for.",
		Source: "Amazon ECS API, CreateCapacityProvider: name; Amazon ECS documentation, Amazon ECS clusters for Fargate: Fargate and Auto Scaling group providers do not mix",
		Bad:    `environments: prod: ecs: capacityProviders: {onDemand: "FARGATE"} // here`,
		Good:   `environments: prod: ecs: capacityProviders: {onDemand: "lake-graviton"}`,
		Firm:   true,
		Model: func(h *here) diag.List {
			if h.env.Spec.Ecs == nil || h.env.Spec.Ecs.CapacityProviders == nil {
				return nil
			}
			p := h.env.Spec.Ecs.CapacityProviders
			all := append(ofGroup(p.OnDemand, h.env.At("ecs", "capacityProviders", "onDemand")), ofGroup(p.Spot, h.env.At("ecs", "capacityProviders", "spot"))...)
			if p.OnDemand == p.Spot && len(all) == 0 {
				return one(h.env.At("ecs", "capacityProviders", "spot"), "capacity provider "+p.Spot+" stands for instances on demand and on spot", "write the provider of spot instances, or leave spot out")
			}
			return all
		},
	}
}

func ofGroup(name string, at source.Place) diag.List {
	for _, prefix := range []string{"aws", "ecs", "fargate"} {
		if strings.HasPrefix(strings.ToLower(name), prefix) {
			return one(at, "capacity provider "+quote(name)+" is not one of an Auto Scaling group", `write the name of one; for Fargate leave capacityProviders out and write launch: "FARGATE" on the cluster`)
		}
	}
	return nil
}
