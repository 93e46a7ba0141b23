package check

import (
	"strings"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func catalogName() Rule {
	return Rule{
		ID: "CAT001", Level: diag.Error,
		Title:  "a catalog name that no query can say",
		Why:    "Trino folds names to lower case, quoted or not: a catalog with an upper-case name loads without a word, and no query finds it. The name is also that of a file, a parameter and environment variables.",
		Source: "measured on Trino 476: My-Cat.properties loads and cannot be queried",
		Bad:    `catalogs: Scratch: schema.#TPCH & {owner: "sre", clusters: ["adhoc"]} // here`,
		Good:   `catalogs: scratch: schema.#TPCH & {owner: "sre", clusters: ["adhoc"]}`,
		Firm:   true,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, c := range d.byKind[schema.KindCatalog] {
				if strings.Trim(c.Name, nameLetters+"-") != "" || c.Name == "" {
					all = append(all, found(c.At(), "catalog name "+quote(c.Name)+" is not a-z, 0-9 and _", sayable(c.Name)))
				}
			}
			return all
		},
	}
}

const nameLetters = "abcdefghijklmnopqrstuvwxyz0123456789_"

// sayable is the remedy: the name in letters that a query can say.
func sayable(name string) string {
	folded := strings.Map(func(r rune) rune {
		if strings.ContainsRune(nameLetters, r) {
			return r
		}
		return '_'
	}, strings.ToLower(name))
	return "write " + folded
}
