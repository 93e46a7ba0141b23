package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func deadOverride() Rule {
	return Rule{
		ID: "REF015", Level: diag.Warning,
		Title:  "an override for an environment that the declaration is not in",
		Why:    "environments replaces fields where the declaration exists, and adds it nowhere. What only leaves out is left out, and the override never applies.",
		Source: "weir",
		Bad: `catalogs: shop: only: ["prod"]
catalogs: shop: environments: dev: host: "shop.dev.example.internal" // here`,
		Good: `catalogs: shop: only: ["dev", "prod"]
catalogs: shop: environments: dev: host: "shop.dev.example.internal"`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, one := range d.all {
				if one.Head().Only == nil {
					continue
				}
				for _, s := range sides(one)[1:] {
					if d.has(schema.KindEnvironment, s.environment) && !slices.Contains(one.Head().Only, s.environment) {
						all = append(all, found(s.at(), string(one.Kind)+" "+one.Name+" is not in "+s.environment, "add "+s.environment+" to only, or remove the override"))
					}
				}
			}
			return all
		},
	}
}
