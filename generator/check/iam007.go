package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func warehouseInBucket() Rule {
	return Rule{
		ID: "IAM007", Level: diag.Warning,
		Title:  "a warehouse in a bucket that nobody declared",
		Why:    "Trino's role is let into the bucket that the warehouse names, and not into the one that was meant; nobody says what key an undeclared bucket has.",
		Source: "weir",
		Bad: `catalogs: lakehouse: schema.#GlueIceberg & {
	owner:     "data-platform"
	clusters: ["adhoc"]
	warehouse: "s3://acme-lakes-{environment}/warehouse/" // here
}`,
		Good: `catalogs: lakehouse: schema.#GlueIceberg & {
	owner:     "data-platform"
	clusters: ["adhoc"]
	warehouse: "s3://acme-lake-{environment}/warehouse/"
}`,
		Model: func(h *here) diag.List {
			var names []string
			for _, b := range h.env.Lake.Buckets {
				names = append(names, b.Spec.Bucket)
			}
			if len(names) == 0 {
				return nil // a repository without a lake
			}
			return onCatalogs(func(_ *model.Cluster, c *model.Catalog) diag.List {
				line, ok := lineOf(c.Properties, "hive.metastore.glue.default-warehouse-dir")
				rest, s3 := strings.CutPrefix(line.Value, "s3://")
				bucket, _, _ := strings.Cut(rest, "/")
				if !ok || !s3 || slices.Contains(names, bucket) {
					return nil
				}
				return one(cause(line.Origin), "no bucket of the lake is named "+quote(bucket)+" here", orElse(choose(bucket, names), "declare it in lake: buckets"))
			})(h)
		},
	}
}
