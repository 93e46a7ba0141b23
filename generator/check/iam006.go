package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/schema"
)

func catalogReachesNothing() Rule {
	return Rule{
		ID: "IAM006", Level: diag.Warning,
		Title:  "a catalog that reaches no database",
		Why:    "Trino's role reaches the databases of datasets and those that the catalog may make. Where there is neither, every query of the catalog is refused by Glue.",
		Source: "weir; AWS Glue documentation, Specifying AWS Glue resource ARNs",
		Bad: `catalogs: lakehouse: schema.#GlueIceberg & { // here
	owner:     "data-platform"
	clusters: ["adhoc"]
	only: ["prod"]
	warehouse: "s3://acme-lake-{environment}/warehouse/"
}
lake: datasets: events: only: ["dev"]`,
		Good: `catalogs: lakehouse: schema.#GlueIceberg & {
	owner:     "data-platform"
	clusters: ["adhoc"]
	only: ["prod"]
	warehouse: "s3://acme-lake-{environment}/warehouse/"
	databases: ["lake_*"]
}
lake: datasets: events: only: ["dev"]`,
		Model: func(h *here) diag.List {
			if slices.ContainsFunc(h.env.Lake.Datasets, func(d model.Item[schema.Dataset]) bool { return d.Spec.Table != nil }) {
				return nil
			}
			return onCatalogs(func(_ *model.Cluster, c *model.Catalog) diag.List {
				if len(c.Databases) > 0 || !onGlue(c) {
					return nil
				}
				return one(c.Place, "catalog "+quote(c.Name)+" reaches no database of Glue here", `declare a dataset with a table, or on a #GlueHive or #GlueIceberg write databases: ["lake_*"] with those it may make`)
			})(h)
		},
	}
}

// onGlue says whether a catalog's metastore is AWS Glue.
func onGlue(c *model.Catalog) bool {
	return slices.ContainsFunc(c.Properties, func(line model.Line) bool {
		return (line.Key == "hive.metastore" || line.Key == "iceberg.catalog.type") && strings.EqualFold(line.Value, "glue")
	})
}
