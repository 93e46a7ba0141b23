package upgrade

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"weir.local/generator/source"
	"weir.local/schema"
)

// Declared is a repository in which the chosen clusters declare another version of Trino, everywhere.
func Declared(repo *schema.Repo, chosen func(cluster string) bool, to int) (*schema.Repo, error) {
	out := *repo
	out.Declarations = nil
	for _, d := range repo.Declarations {
		if d.Kind == schema.KindCluster && chosen(d.Name) {
			value, err := json.Marshal(moved(d.Value(), to))
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", d.Kind, d.Name, err)
			}
			d = schema.NewDeclaration(d.Kind, d.Name, d.Place, value)
		}
		out.Declarations = append(out.Declarations, d)
	}
	return &out, nil
}

// moved is a cluster's value, or what one environment says of it, with another version where it says one.
func moved(value map[string]any, to int) map[string]any {
	out := maps.Clone(value)
	if trino, ok := value["trino"].(map[string]any); ok && trino["version"] != nil {
		trino = maps.Clone(trino)
		trino["version"] = to
		out["trino"] = trino
	}
	environments, _ := value["environments"].(map[string]any)
	if len(environments) == 0 {
		return out
	}
	environments = maps.Clone(environments)
	for name, over := range environments {
		if fields, ok := over.(map[string]any); ok {
			environments[name] = moved(fields, to)
		}
	}
	out["environments"] = environments
	return out
}

// Versions are the places where the chosen clusters say another version than one, in order.
func Versions(repo *schema.Repo, chosen func(cluster string) bool, to int) []source.Place {
	var all []source.Place
	for _, d := range repo.Of(schema.KindCluster) {
		if !chosen(d.Name) {
			continue
		}
		if says(d.Value(), to) {
			all = append(all, d.At("trino", "version"))
		}
		for _, name := range slices.Sorted(maps.Keys(d.Head().Environments)) {
			if says(d.Head().Environments[name], to) {
				all = append(all, d.At("environments", name, "trino", "version"))
			}
		}
	}
	return all
}

// says tells whether fields name a version, and another than one.
func says(fields map[string]any, to int) bool {
	trino, _ := fields["trino"].(map[string]any)
	return trino["version"] != nil && fmt.Sprint(trino["version"]) != fmt.Sprint(to)
}
