package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func oldName() Rule {
	return Rule{
		ID: "TRN014", Level: diag.Warning,
		Title:  "an old name of a property",
		Why:    "Trino still takes it, with a warning in its log, and a later version will not: old names become defunct, and a defunct name stops the start.",
		Source: "old names are harvested from each version of Trino itself",
		Bad: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri":               "thrift://metastore:9083"
		"hive.max-concurrent-file-renames": 20 // here
	}
}`,
		Good: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri":                         "thrift://metastore:9083"
		"hive.max-concurrent-file-system-operations": 20
	}
}`,
		Model: refusing(trino.LegacyProperty),
	}
}
