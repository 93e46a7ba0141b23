package verify

import (
	"slices"
	"strings"

	"weir.local/generator/model"
)

// Plugins are the folders of a distribution that the catalogs need, sorted; none when one of the connectors is not known,
// which is whoever's own.
func (s Stubs) Plugins(catalogs []Catalog) []string {
	if s.release == nil {
		return nil
	}
	plugins := []string{"geospatial"} // postgresql's types come from it
	for _, c := range catalogs {
		connector, ok := s.release.Connector(c.Connector)
		if !ok || connector.Plugin == "" {
			return nil
		}
		plugins = append(plugins, connector.Plugin)
	}
	slices.Sort(plugins)
	return slices.Compact(plugins)
}

// Flags are the JVM flags of the clusters' coordinators that open modules to connectors: "--add-opens=java.base/java.nio=ALL-UNNAMED".
func Flags(clusters []*model.Cluster) []string {
	var flags []string
	for _, c := range clusters {
		file, _ := c.Coordinator.File("jvm.config")
		for _, line := range file.Lines {
			if strings.HasPrefix(line.Value, "--add-") {
				flags = append(flags, line.Value)
			}
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}
