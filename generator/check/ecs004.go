package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// hostLetters is how long one label of a host's name may be (RFC 1035, 2.3.4).
const hostLetters = 63

func clusterIsHost() Rule {
	return Rule{
		ID: "ECS004", Level: diag.Error,
		Title:  "a cluster's name that no host can have",
		Why:    "A cluster's name is its alias in Service Connect, and the host in discovery.uri of its workers. AWS takes 64 letters; a host's name has 63 in a label and ends in a letter or digit: of another one Java reads no host, and no worker finds its coordinator.",
		Source: "Amazon ECS API, ServiceConnectService: discoveryName; ServiceConnectClientAlias: dnsName; RFC 1035, 2.3.4; RFC 1123, 2.1",
		Bad:    `clusters: "bi-": schema.#ECSCluster & {trino: version: 476, coordinator: {cpu: 2, memory: "8GiB"}, workers: {cpu: 2, memory: "8GiB", min: 1, max: 2}} // here`,
		Good:   `clusters: "bi": schema.#ECSCluster & {trino: version: 476, coordinator: {cpu: 2, memory: "8GiB"}, workers: {cpu: 2, memory: "8GiB", min: 1, max: 2}}`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			switch {
			case c.ECS == nil:
				return nil
			case len(c.Name) > hostLetters:
				return one(c.Place, "the cluster's name has "+itoa(len(c.Name))+" letters, and is that of a host", "write "+itoa(hostLetters)+" at most")
			case strings.HasSuffix(c.Name, "-"):
				return one(c.Place, "cluster name "+quote(c.Name)+" ends in -, and is that of a host", "write "+strings.TrimRight(c.Name, "-"))
			}
			return nil
		}),
	}
}
