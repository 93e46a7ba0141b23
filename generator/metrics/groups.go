package metrics

import (
	"regexp"
	"strings"
)

// groupBean begins the native names of a resource group's metrics, and group is what stands for its name in the data. No
// attribute of the bean has a _ in its name, so that what follows the last one is the attribute.
const (
	groupBean = "trino_execution_resourcegroups_type_InternalResourceGroup_name_"
	group     = "{group}"
)

// outside are the characters of a bean's key that the native endpoint writes as _.
var outside = regexp.MustCompile(`[^a-zA-Z0-9_]`)

// Group picks an attribute of a resource group that has jmxExport: Group("global.bi", "QueuedQueries"). A query that waits
// for workers counts as running here, and nowhere else.
func (n *Names) Group(path, attribute string) Selector {
	if n.Source == Agent {
		return Selector{"trino_execution_resourcegroups_InternalResourceGroup_" + attribute, "name", path}
	}
	name := strings.ReplaceAll(groupBean+group, group, outside.ReplaceAllString(path, "_"))
	return Selector{Name: name + "_" + attribute}
}
