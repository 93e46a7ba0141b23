package check

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/nearest"
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
			if known := fillers(s, path); !slices.Contains(known, name) {
				all = append(all, found(s.at(path...), "{"+name+"} stands for nothing here", cmp.Or(braced(nearest.Names(name, known, 2)), "remove the braces")))
			}
		}
	})
	return all
}

// braced is the remedy: the placeholders that were probably meant; empty when there are none.
func braced(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "write {" + strings.Join(names, "} or {") + "}"
}

// filledIn says whether placeholders of a field are filled: of most, but not of texts for people and of an environment, nor of
// groups and patterns, whose braces are Trino's: "${USER}".
func filledIn(kind schema.Kind, path source.Path) bool {
	switch {
	case kind == schema.KindEnvironment:
		return path[0] == "ecs"
	case kind == schema.KindCluster && (path[0] == "resourceGroups" || path[0] == "sessionProperties"):
		return path[1] == "properties"
	case kind == schema.KindCluster && path[0] == "accessControl":
		return false
	}
	return path[0] != "description" && path[0] != "owner" && path[len(path)-1] != "comment" && path[0] != "clusters"
}

// fillers are the placeholders that a field can have.
func fillers(s side, path source.Path) []string {
	switch s.decl.Kind {
	case schema.KindCatalog:
		if path[0] == "properties" {
			return slices.Concat(globals(), sortedKeys(s.decl.Value()), sortedKeys(s.value))
		}
	case schema.KindCluster, schema.KindEnvironment:
	default:
		return slices.DeleteFunc(globals(), func(name string) bool { return name == "cluster" }) // the lake is beside the clusters
	}
	return globals()
}
