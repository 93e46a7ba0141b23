package check

import (
	"weir.local/generator/chart"
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func unknownChart() Rule {
	return Rule{
		ID: "KUB001", Level: diag.Error,
		Title:  "a version of the chart that weir does not know",
		Why:    "The official chart has no schema: Helm takes a key that its templates never read, and does nothing. weir writes the keys of the versions that it knows, and no others.",
		Source: "trinodb/charts has no values.schema.json",
		Bad:    `clusters: etl: chart: version: "1.40.0" // here`,
		Good:   `clusters: etl: chart: version: "1.42.2"`,
		Firm:   true,
		Model: onClusters(func(_ *here, c *model.Cluster) diag.List {
			if c.EKS == nil {
				return nil
			}
			version := c.EKS.Chart.Version
			if _, ok := chart.Of(version); ok {
				return nil
			}
			return one(field(c, "chart", "version"), "chart version "+version+" is not known", choose(version, chart.Versions()))
		}),
	}
}
