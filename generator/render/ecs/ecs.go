// Package ecs renders the task definitions of a cluster on ECS, as inputs of
// the call RegisterTaskDefinition.
//
// Delivery pins a release: it registers a task definition after it has put
// "<name>:<version>" in place of the name in the variable RELEASE of the
// container config. Without a version the newest release is read.
package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// Render spells the task definitions of every ECS cluster.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.ECS == nil {
			continue
		}
		for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
			t := task{env: e, Cluster: c, role: r}
			file, err := t.file()
			if err != nil {
				return nil, err
			}
			files = append(files, file)
		}
	}
	return files, nil
}
