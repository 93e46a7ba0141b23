package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/trino"
)

func missingProperty() Rule {
	return Rule{
		ID: "TRN013", Level: diag.Error,
		Title:  "a property that Trino asks for is missing",
		Why:    "Trino refuses to start without it, and says so in the words of its bean validation, which name no property.",
		Source: "measured on Trino 476",
		Bad: `catalogs: scores: schema.#Catalog & { // here
	connector: "mongodb"
	owner:     "games"
	clusters: ["adhoc"]
}`,
		Good: `catalogs: scores: schema.#Catalog & {
	connector: "mongodb"
	owner:     "games"
	clusters: ["adhoc"]
	properties: "mongodb.connection-url": {parameter: "/lake/{environment}/scores/url"}
}`,
		Model: refusing(trino.Missing),
	}
}
