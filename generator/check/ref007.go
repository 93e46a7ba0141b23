package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

func unknownPlaceholder() Rule {
	return Rule{
		ID: "REF007", Level: diag.Error,
		Title:  "a placeholder that stands for nothing",
		Why:    "{environment}, {cluster}, {region}, {account} and {name} are filled in, in a catalog's properties its own fields too. Anything else stays as it is written, braces and all, and is the name of a parameter or bucket that is not there.",
		Source: "weir",
		Bad:    `catalogs: shop: password: {parameter: "/lake/{enviroment}/shop/password"} // here`,
		Good:   `catalogs: shop: password: {parameter: "/lake/{environment}/shop/password"}`,
		Repo: func(d *declared) diag.List {
			var all diag.List
			for _, one := range d.all {
				for _, s := range sides(one) {
					all = append(all, placeholdersIn(s)...)
				}
			}
			return all
		},
	}
}

func placeholdersIn(s side) diag.List {
	var all diag.List
	walk(s.value, nil, func(path source.Path, text string) {
		if !strings.Contains(text, "{") || !filledIn(s.decl.Kind, path) {
			return
		}
		for name := range placeholders(text) {
			if known := fillers(s.decl, path); !slices.Contains(known, name) {
				all = append(all, found(s.at(path...), "{"+name+"} stands for nothing here", orElse(braced(choose(name, known)), "remove the braces")))
			}
		}
	})
	return all
}

// braced keeps a remedy of names and a list of all apart from the names' braces.
func braced(remedy string) string {
	fields := strings.Fields(remedy)
	for i, f := range fields {
		if word := strings.TrimSuffix(f, ","); i > 0 && word != "or" && word != "one" && word != "of" && word != "…" {
			fields[i] = "{" + word + "}" + strings.TrimPrefix(f, word)
		}
	}
	return strings.Join(fields, " ")
}

// filledIn says whether placeholders of a field are filled: of most, but not of texts for people and of an environment.
func filledIn(kind schema.Kind, path source.Path) bool {
	if kind == schema.KindEnvironment {
		return path[0] == "ecs"
	}
	return path[0] != "description" && path[0] != "owner" && path[len(path)-1] != "comment" && path[0] != "clusters"
}

// fillers are the placeholders that a field can have.
func fillers(d *schema.Declaration, path source.Path) []string {
	switch d.Kind {
	case schema.KindCatalog:
		if path[0] == "properties" {
			return append(globals(), sortedKeys(d.Value())...)
		}
	case schema.KindCluster, schema.KindEnvironment:
	default:
		return slices.DeleteFunc(globals(), func(name string) bool { return name == "cluster" }) // the lake is beside the clusters
	}
	return globals()
}
