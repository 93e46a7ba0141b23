package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func bothNames() Rule {
	return Rule{
		ID: "CAT003", Level: diag.Error,
		Title:  "two properties of one meaning",
		Why:    "A property and its old name together stop the start, even with the same value.",
		Source: "measured on Trino 476, in catalogs and in config.properties",
		Bad: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri":                        "thrift://metastore:9083"
		"hive.max-concurrent-file-system-operations": 20
		"hive.max-concurrent-file-renames":           20 // here
	}
}`,
		Good: `catalogs: files: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["adhoc"]
	properties: {
		"hive.metastore.uri":                        "thrift://metastore:9083"
		"hive.max-concurrent-file-system-operations": 20
	}
}`,
		Model: refusingWhere(func(r refusal) bool { return r.catalog && r.kind == trino.BothNames }),
	}
}
