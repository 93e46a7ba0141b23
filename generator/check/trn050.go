package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func storeReadsCatalogs() Rule {
	return Rule{
		ID: "TRN050", Level: diag.Error,
		Title:  "declared catalogs that a store in memory never reads",
		Why:    "With catalog.store=memory Trino begins without any catalog and forgets those that are made at its next start: the files that weir writes lie there unread.",
		Source: "measured on Trino 476: SHOW CATALOGS lists only system",
		Bad:    `clusters: plain: dynamicCatalogs: store: "memory" // here`,
		Good:   `clusters: plain: dynamicCatalogs: store: "file"`,
		Model:  onClusters(catalogsAreRead),
	}
}

func catalogsAreRead(_ *here, c *model.Cluster) diag.List {
	store, ok := propertyOf(c, "catalog.store")
	if !ok || !strings.EqualFold(strings.TrimSpace(store.Value), "memory") || len(c.Catalogs) == 0 {
		return nil
	}
	return one(cause(store.Origin), "catalog.store memory, and "+itoa(len(c.Catalogs))+" declared catalogs that it does not read", `write store: "file"`)
}

// propertyOf is a line of the coordinator's config.properties.
func propertyOf(c *model.Cluster, key string) (model.Line, bool) {
	f, _ := c.Coordinator.File("config.properties")
	return lineOf(f.Lines, key)
}
