package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func explicitRegion() Rule {
	return Rule{
		ID: "CAT004", Level: diag.Error,
		Title: "Glue or S3 without a region",
		Why: "Without a region Trino asks the instance's metadata, for 14 to 33 seconds, and then refuses the catalog, and with it the start. " +
			"Containers on Fargate and pods often reach no instance metadata at all.",
		Source: "measured on Trino 476",
		Bad: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: "hive.metastore": "glue" // here
}`,
		Good: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore":             "glue"
		"hive.metastore.glue.region": "{region}"
	}
}`,
		Model: onCatalogs(regionsAreSaid),
	}
}

func regionsAreSaid(_ *model.Cluster, c *model.Catalog) diag.List {
	var all diag.List
	for _, r := range regions() {
		if slices.Contains(r.connectors, c.Connector) {
			all = append(all, regionOf(c, r.by, r.value, r.region)...)
		}
	}
	return all
}

// asked is a property that says the region where another has a value; without a value, where the other is written at all.
type asked struct {
	connectors []string
	by, value  string
	region     string
}

// regions are what 476 refused without each region, and took with it.
func regions() []asked {
	lake, lakes := []string{"hive", "delta_lake", "hudi"}, []string{"hive", "iceberg", "delta_lake", "hudi"}
	return []asked{
		{lake, "hive.metastore", "glue", "hive.metastore.glue.region"},
		{[]string{"iceberg"}, "iceberg.catalog.type", "glue", "hive.metastore.glue.region"},
		{lakes, "hive.metastore.glue.iam-role", "", "hive.metastore.glue.sts.region"},
		{lakes, "fs.native-s3.enabled", "true", "s3.region"},
		{[]string{"redshift"}, "redshift.unload-location", "", "s3.region"},
	}
}

// regionOf asks for the property that says the region where a switch has a value.
func regionOf(c *model.Catalog, by, value, region string) diag.List {
	line, ok := lineOf(c.Properties, by)
	if !ok || value != "" && !strings.EqualFold(strings.TrimSpace(line.Value), value) {
		return nil
	}
	if _, ok := lineOf(c.Properties, region); ok {
		return nil
	}
	says := by
	if value != "" {
		says += " " + line.Value
	}
	return one(or(cause(line.Origin), c.Place), says+" without "+region, `write "`+region+`": "{region}", the environment's own`)
}
