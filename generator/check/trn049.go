package check

import (
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func filesAreThere() Rule {
	return Rule{
		ID: "TRN049", Level: diag.Error,
		Title:  "a file that nobody writes",
		Why:    "All that lies under /etc/trino in a container comes from the declarations. Trino reads such a file when it starts, and refuses to when it is not there.",
		Source: "measured on Trino 476: resource-groups.config-file and file.password-file that are absent stop the start; which properties take a file is harvested",
		Bad: `catalogs: shop: properties: {
	"case-insensitive-name-matching":             true
	"case-insensitive-name-matching.config-file": "/etc/trino/names.json" // here
}`,
		Good: `clusters: adhoc: trino: image: "acme/trino"
catalogs: shop: properties: {
	"case-insensitive-name-matching":             true
	"case-insensitive-name-matching.config-file": "/usr/share/acme/names.json"
}`,
		Model: onClusters(namedFilesAreThere),
	}
}

func namedFilesAreThere(h *here, c *model.Cluster) diag.List {
	if c.Release == nil {
		return nil
	}
	var all diag.List
	for _, f := range h.namedFiles(c) {
		if _, there := f.role.File(f.inside); f.inEtc && !there && !isSecretFile(c, f.inside) {
			all = append(all, found(cause(f.line.Origin), f.line.Key+" names "+f.name+", which nobody writes", "name a file of an image of your own (trino: image:), outside /etc/trino"))
		}
	}
	return all
}

func isSecretFile(c *model.Cluster, file string) bool {
	return slices.ContainsFunc(c.Secrets, func(s model.Secret) bool { return s.File == file })
}
