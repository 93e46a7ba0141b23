// Package helm renders values for the official Trino chart. What Trino will
// read is already in the model; this package says it in the chart's keys, so
// that the chart's templates write the same files again.
package helm

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/chart"
	"weir.local/generator/model"
)

// Render spells the values of every EKS cluster.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.EKS == nil {
			continue
		}
		values, err := valuesOf(c)
		if err != nil {
			return nil, fmt.Errorf("values of %s in %s: %w", c.Name, c.Environment, err)
		}
		files = append(files, artifact.YAML(e.Name+"/"+c.Name+"/helm/values.yaml", values))
	}
	return files, nil
}

func valuesOf(c *model.Cluster) (artifact.Map, error) {
	version := c.EKS.Chart.Version
	known, ok := chart.Of(version)
	if !ok {
		return nil, fmt.Errorf("chart %s is not one of those that weir knows: %s", version, strings.Join(chart.Versions(), ", "))
	}
	v := newValues(known)
	if err := configuration(v, c); err != nil {
		return nil, err
	}
	release(v, c)
	pods(v, c)
	return v.tree(fmt.Sprintf(head, version, c.Name, c.Environment))
}

const head = `Values of the official Trino chart (trinodb/charts %s) for %s in %s; whoever installs the chart hands them to Helm.`
