package check

import (
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/schema"
)

func oneForm() Rule {
	return Rule{
		ID: "REF003", Level: diag.Error,
		Title:  "a reference that is not exactly one of parameter and secret",
		Why:    "A reference says where a secret lies: in Parameter Store, or in Secrets Manager, there perhaps under a key of its JSON. Two places leave open which one counts; none has no value; a key belongs to a secret.",
		Source: "weir; schema.#Reference",
		Bad:    `catalogs: shop: password: {parameter: "/lake/shop/password", secret: "dw"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/lake/shop/password"}`,
		Firm:   true,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, kind := range []schema.Kind{schema.KindCatalog, schema.KindCluster} {
				for _, one := range d.byKind[kind] {
					for _, s := range sides(one) {
						all = append(all, references(s, s.value)...)
					}
				}
			}
			return all
		},
	}
}

// references looks at every reference beneath a value.
func references(s side, value map[string]any, path ...string) diag.List {
	var all diag.List
	for label, v := range value {
		below, ok := v.(map[string]any)
		if !ok || len(path) == 0 && (label == "environments" || label == "waive" || label == "preset") {
			continue
		}
		at := append(slices.Clone(path), label)
		if isReference(label, below) {
			if message, remedy := form(below); message != "" {
				all = append(all, found(s.at(at...), message, remedy))
			}
			continue
		}
		all = append(all, references(s, below, at...)...)
	}
	slices.SortFunc(all, func(a, b diag.Diagnostic) int { return a.Place.Compare(b.Place) })
	return all
}

// isReference says whether a struct is meant as a reference: by its fields, or when it has none by its name.
func isReference(label string, value map[string]any) bool {
	if len(value) == 0 {
		return slices.Contains([]string{"user", "password", "credentials", "sharedSecret", "url", "apiKey", "bindPassword", "clientSecret", "file", "keystore"}, label)
	}
	for key := range maps.Keys(value) {
		if key != "parameter" && key != "secret" && key != "key" {
			return false
		}
	}
	return true
}

func form(reference map[string]any) (message, remedy string) {
	_, parameter := reference["parameter"]
	_, secret := reference["secret"]
	_, key := reference["key"]
	switch {
	case parameter && secret:
		return "a reference with parameter and secret", "keep one of them"
	case !parameter && !secret:
		return "a reference without parameter and without secret", "write {parameter: …}, or {secret: …, key: …}"
	case key && !secret:
		return "a reference with a key and no secret", "remove key: a parameter is read whole"
	}
	return "", ""
}
