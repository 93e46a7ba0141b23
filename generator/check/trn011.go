package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func idleProperty() Rule {
	return Rule{
		ID: "TRN011", Level: diag.Error,
		Title:  "a property that is not read under this configuration",
		Why:    "Some properties exist only when another has a certain value: s3.* with fs.native-s3.enabled, hive.metastore.glue.* with a Glue metastore. Otherwise nothing reads them, and Trino refuses to start.",
		Source: "measured on Trino 476: s3.region without fs.native-s3.enabled, \"was not used\"",
		Bad: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri": "thrift://metastore:9083"
		"s3.region":          "us-west-2" // here
	}
}`,
		Good: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri":   "thrift://metastore:9083"
		"fs.native-s3.enabled": true
		"s3.region":            "us-west-2"
	}
}`,
		Model: refusing(trino.OutOfCondition),
	}
}
