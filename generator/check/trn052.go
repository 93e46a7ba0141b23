package check

import (
	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func spoolingHasManager() Rule {
	return Rule{
		ID: "TRN052", Level: diag.Error,
		Title:  "spooled results without a place",
		Why:    "protocol.spooling.enabled alone says nothing of where results go, and Trino does not start. spooling-manager.properties does, and the block spooling writes both.",
		Source: "measured on Trino 476: \"Spooling protocol is enabled, but manager configuration file does not exist\"",
		Bad: `clusters: plain: properties: {
	"protocol.spooling.enabled":           true // here
	"protocol.spooling.shared-secret-key": {parameter: "/lake/{environment}/{cluster}/spooling"}
}`,
		Good: `lake: buckets: spooling: schema.#Bucket & {bucket: "acme-spooling-{environment}", use: "spooling", owner: "data-platform"}
clusters: plain: spooling: {
	bucket: "spooling"
	sharedSecret: parameter: "/lake/{environment}/{cluster}/spooling"
}`,
		Model: onClusters(spoolingHasPlace),
	}
}

func spoolingHasPlace(_ *here, c *model.Cluster) diag.List {
	enabled, ok := propertyOf(c, "protocol.spooling.enabled")
	if _, there := c.Coordinator.File("spooling-manager.properties"); !ok || !isTrue(enabled) || there {
		return nil
	}
	return one(cause(enabled.Origin), "protocol.spooling.enabled without a spooling manager", `write spooling: {bucket: …, sharedSecret: …} with a bucket whose use is "spooling"`)
}
