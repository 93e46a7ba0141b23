package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/trino"
)

func unknownVersion() Rule {
	return Rule{
		ID: "TRN002", Level: diag.Warning,
		Title:  "no exact data for this version of Trino",
		Why:    "weir knows the properties of the versions that were harvested, and never guesses those of another: nothing that Trino itself would refuse is found in this cluster's files. What the definitions know passes unverified; a newer name needs schema.#Catalog, whose properties are open, or the harvest, which also writes the definitions.",
		Source: "weir",
		Bad:    `clusters: adhoc: trino: version: 480 // here`,
		Good:   `clusters: adhoc: trino: version: 476`,
		Model: onClusters(func(h *here, c *model.Cluster) diag.List {
			if c.Release != nil || c.Version == 0 {
				return nil
			}
			return one(field(c, "trino", "version"),
				"no data for Trino "+itoa(c.Version)+": its properties are not checked",
				"run weir trino harvest trino-server-"+itoa(c.Version)+".tar.gz, or write "+strings.Join(versions(h.trino), " or "))
		}),
	}
}

func versions(known trino.Releases) []string {
	var all []string
	for _, v := range known.Versions() {
		all = append(all, itoa(v))
	}
	return all
}
