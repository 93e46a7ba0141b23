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
	if !slices.Contains([]string{"hive", "iceberg", "delta_lake", "hudi"}, c.Connector) {
		return nil
	}
	metastore := "hive.metastore"
	if c.Connector == "iceberg" {
		metastore = "iceberg.catalog.type"
	}
	return append(regionOf(c, metastore, "glue", "hive.metastore.glue.region"), regionOf(c, "fs.native-s3.enabled", "true", "s3.region")...)
}

// regionOf asks for the property that says the region where a switch has a value.
func regionOf(c *model.Catalog, by, value, region string) diag.List {
	line, ok := lineOf(c.Properties, by)
	if !ok || !strings.EqualFold(strings.TrimSpace(line.Value), value) {
		return nil
	}
	if _, ok := lineOf(c.Properties, region); ok {
		return nil
	}
	return one(or(cause(line.Origin), c.Place), by+" "+line.Value+" without "+region, `write "`+region+`": "{region}", the environment's own`)
}
