package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func unknownProperty() Rule {
	return Rule{
		ID: "TRN001", Level: diag.Error,
		Title:  "a property that this version of Trino does not have",
		Why:    "Trino refuses to start on a property that nothing reads, and one bad catalog keeps the whole server down. Names come and go: what one version reads, the next may call defunct.",
		Source: "measured on Trino 476: \"Configuration property … was not used\", exit code 100; the names are harvested from each version itself",
		Bad: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":              "http://prometheus:9090"
		"prometheus.query.chunk-size": "1d" // here
	}
}`,
		Good: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":                       "http://prometheus:9090"
		"prometheus.query.chunk.size.duration": "1d"
	}
}`,
		Model: refusing(trino.UnknownProperty, trino.DefunctProperty),
	}
}
