package k8s

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/monitoring"
)

// dashboards are Grafana's, a ConfigMap each: its sidecar picks them by their label and puts them into the folder of the annotation.
func dashboards(e *model.Environment, c *model.Cluster) []manifest {
	if c.Watch == nil {
		return nil
	}
	var all []manifest
	for _, d := range monitoring.Dashboards(c) {
		all = append(all, manifest{
			apiVersion: "v1", kind: "ConfigMap", name: c.Name + "-dashboard-" + d.Name, wave: seeing, why: d.Origin,
			labels:      artifact.Map{text(c.Watch.Dashboards, watched(e, "dashboards"), "1")},
			annotations: artifact.Map{text("grafana_folder", watched(e, "folder"), c.Watch.Folder)},
			body:        artifact.Map{{Key: "data", Value: artifact.Map{{Key: c.Name + "-" + d.Name + ".json", Value: artifact.Lines(d.Origin, d.JSON)}}}},
		})
	}
	return all
}
