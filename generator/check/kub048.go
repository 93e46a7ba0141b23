package check

import (
	"net/netip"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func addressesAreBlocks() Rule {
	return Rule{
		ID: "KUB048", Level: diag.Error,
		Title:  "addresses that are no block",
		Why:    "Kubernetes takes a block of addresses as the first one and the length of what they share: 10.0.0.0/16. Others it refuses, or warns of.",
		Source: "Kubernetes API, IPBlock; Kubernetes 1.36, StrictIPCIDRValidation",
		Bad:    `clusters: etl: networkPolicy: addresses: ["10.0.0.7/16"] // here`,
		Good:   `clusters: etl: networkPolicy: addresses: ["10.0.0.0/16"]`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.EKS == nil || c.EKS.NetworkPolicy == nil {
				return nil
			}
			var all diag.List
			for i, text := range c.EKS.NetworkPolicy.Addresses {
				block, err := netip.ParsePrefix(text)
				at := field(c, "networkPolicy", "addresses").At(source.Index(i))
				switch {
				case err != nil:
					all = append(all, found(at, "addresses "+quote(text)+" are no block", `write the first address and the length of what they share: "10.0.0.0/16"`))
				case block.Masked() != block:
					all = append(all, found(at, "addresses "+quote(text)+" begin within the block", "write "+quote(block.Masked().String())+", or "+quote(block.Addr().String()+"/32")+" for the one address"))
				}
			}
			return all
		}),
	}
}
