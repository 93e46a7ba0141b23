package check

import (
	"path"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
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
		Good: `catalogs: shop: properties: {
	"case-insensitive-name-matching":             true
	"case-insensitive-name-matching.config-file": "/usr/share/weir/names.json"
}`,
		Model: onClusters(namedFilesAreThere),
	}
}

func namedFilesAreThere(_ *here, c *model.Cluster) diag.List {
	if c.Release == nil {
		return nil
	}
	var all diag.List
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			all = append(all, absentFiles(c.Release, c, r, f)...)
		}
	}
	return all
}

// absentFiles are the files under /etc/trino that a file names and the role does not have; secrets are written there by the platform.
func absentFiles(release *trino.Release, c *model.Cluster, r *model.Role, f model.File) diag.List {
	var all diag.List
	for _, line := range f.Lines {
		if line.Origin.Kind == source.KindComputed || !strings.Contains(line.Value, "/etc/trino/") || !namesFile(release, f, line.Key) {
			continue // what the plan names it also brings there
		}
		for _, name := range strings.Split(line.Value, ",") {
			inside, ok := strings.CutPrefix(path.Clean(strings.TrimSpace(name)), "/etc/trino/")
			if _, there := r.File(inside); ok && !there && !isSecretFile(c, inside) {
				all = append(all, found(cause(line.Origin), line.Key+" names "+strings.TrimSpace(name)+", which nobody writes", "name a file of your own image, outside /etc/trino"))
			}
		}
	}
	return all
}

// namesFile says whether the server wants a file to be where a property says.
func namesFile(release *trino.Release, f model.File, key string) bool {
	of, ok := kindOf(release, f)
	if !ok {
		return false
	}
	p, _ := of.Lookup(key)
	return slices.Contains(p.Rules, "FileExists")
}

func isSecretFile(c *model.Cluster, file string) bool {
	return slices.ContainsFunc(c.Secrets, func(s model.Secret) bool { return s.File == file })
}

// kindOf is what a release knows of a file, catalogs among them.
func kindOf(release *trino.Release, f model.File) (*trino.File, bool) {
	if path.Dir(f.Path) == "catalog" && len(f.Lines) > 0 {
		return release.Connector(f.Lines[0].Value)
	}
	return fileOf(release, f)
}
