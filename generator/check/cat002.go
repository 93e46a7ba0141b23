package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func quotedCatalog() Rule {
	return Rule{
		ID: "CAT002", Level: diag.Warning,
		Title:  "a catalog name that queries must quote",
		Why:    `A name with a hyphen, or one that begins with a digit, is no identifier of SQL: every query has to write "order-db".shop.orders, and who forgets gets a syntax error.`,
		Source: "Trino documentation, Keywords and identifiers",
		Bad:    `catalogs: "order-db": schema.#TPCH & {owner: "sre", clusters: ["adhoc"]} // here`,
		Good:   `catalogs: order_db: schema.#TPCH & {owner: "sre", clusters: ["adhoc"]}`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, c := range d.byKind[schema.KindCatalog] {
				if strings.Trim(c.Name, nameLetters+"-") != "" || c.Name == "" {
					continue // another rule's
				}
				if strings.Contains(c.Name, "-") || c.Name[0] >= '0' && c.Name[0] <= '9' {
					all = append(all, found(c.At(), "catalog name "+c.Name+" must be quoted in every query", quotedRemedy(c.Name)))
				}
			}
			return all
		},
	}
}

func quotedRemedy(name string) string {
	if strings.Contains(name, "-") {
		return sayable(name)
	}
	return "begin it with a letter"
}
