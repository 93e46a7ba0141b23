package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func refusedValue() Rule {
	return Rule{
		ID: "TRN012", Level: diag.Error,
		Title:  "a value that Trino refuses",
		Why:    "Trino reads every value as a type with bounds, and refuses to start on one that does not fit: a duration without a unit, a word that is not one of the enumeration, a number beyond its limit.",
		Source: "the types, bounds and enumerations are harvested from each version of Trino itself",
		Bad: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":       "http://prometheus:9090"
		"prometheus.cache.ttl": "30" // here
	}
}`,
		Good: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":       "http://prometheus:9090"
		"prometheus.cache.ttl": "30s"
	}
}`,
		Model: refusingWhere(func(r refusal) bool {
			switch r.kind {
			case trino.WrongType, trino.OutOfRange, trino.BadEnum, trino.BadValue:
				return true
			case trino.BothNames:
				return !r.catalog // catalogs have a rule of their own
			}
			return false
		}),
	}
}
