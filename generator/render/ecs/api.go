package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// calls spells resources as inputs of AWS's calls, a file each: `aws ecs create-service --cli-input-json file://…`.
func calls(c *model.Cluster, all []resource) []artifact.File {
	var files []artifact.File
	for _, r := range all {
		files = append(files, artifact.JSON(folder(c)+r.file, r.body))
		for _, more := range r.more {
			files = append(files, artifact.JSON(folder(c)+more.file, more.body))
		}
	}
	return files
}

// folder is where a cluster's files lie in out/.
func folder(c *model.Cluster) string { return c.Environment + "/" + c.Name + "/ecs/" }
