package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func zoneWithoutSubnet() Rule {
	return Rule{
		ID: "REF010", Level: diag.Error,
		Title:  "a zone without a subnet",
		Why:    "All nodes of a cluster are in one availability zone, as traffic between zones is paid for. The environment's network has a subnet for each zone that can be chosen.",
		Source: "weir; schema.#Network",
		Bad:    `clusters: adhoc: zone: "f" // here`,
		Good:   `clusters: adhoc: zone: "b"`,
		Firm:   true,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			subnets := h.env.Spec.Network.Subnets
			if subnets[c.Spec.Zone] != "" {
				return nil
			}
			return one(field(c, "zone"), "zone "+quote(c.Spec.Zone)+" has no subnet in the environment's network",
				orElse(choose("", slices.Collect(maps.Keys(subnets))), "add its subnet to network: subnets"))
		}),
	}
}
