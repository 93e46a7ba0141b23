package helm

import (
	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
)

// managerKey is a key that takes the coordinator's two files of a manager: of resource groups, or of session properties. With
// the type "configmap" the chart writes the lines that name the manager by itself, with "properties" the user's.
type managerKey struct {
	key, config string // "resourceGroups", "resourceGroupsConfig"
	properties  string // file that names the manager
	json        string // file that the chart makes of config
}

func managerKeys() []managerKey {
	return []managerKey{
		{"resourceGroups", "resourceGroupsConfig", "resource-groups.properties", "resource-groups/resource-groups.json"},
		{"sessionProperties", "sessionPropertiesConfig", "session-property-config.properties", "session-property-config.json"},
	}
}

// managers writes their keys.
func managers(v *values, c *model.Cluster) {
	for _, key := range managerKeys() {
		f, ok := c.Coordinator.File(key.properties)
		if !ok {
			continue
		}
		if lines := own(f); len(lines) > 0 {
			v.put(key.key+".type", artifact.String(f.Origin, "properties"))
			v.block(key.key+".properties", lines)
			continue
		}
		config, _ := c.Coordinator.File(key.json)
		v.put(key.key+".type", artifact.String(f.Origin, "configmap"))
		v.block(key.key+"."+key.config, etc.Text(config))
	}
}

// mounted says whether a file is one that the chart makes of a manager's key: where it writes the lines that name the manager.
func mounted(r *model.Role, file string) bool {
	for _, key := range managerKeys() {
		if f, ok := r.File(key.properties); ok && key.json == file && len(own(f)) == 0 {
			return true
		}
	}
	return false
}
