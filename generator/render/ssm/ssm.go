// Package ssm renders what `weir ssm push` writes to Parameter Store for a
// cluster on ECS: a PutParameter input for each file, what a release holds, and
// the secrets that somebody must create.
package ssm

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// Render spells the payload of every ECS cluster.
func Render(e *model.Environment) ([]artifact.File, error) {
	var files []artifact.File
	for _, c := range e.Clusters {
		if c.ECS == nil {
			continue
		}
		of, err := cluster(e, c)
		if err != nil {
			return nil, err
		}
		files = append(files, of...)
	}
	return files, nil
}

func cluster(e *model.Environment, c *model.Cluster) ([]artifact.File, error) {
	parameters, err := parametersOf(c)
	if err != nil {
		return nil, err
	}
	var files []artifact.File
	for _, p := range parameters {
		files = append(files, p.file(c))
	}
	files = append(files, releaseFile(e, c, parameters))
	if len(c.Secrets) > 0 {
		files = append(files, secretsFile(c))
	}
	return files, nil
}

// out is the path of one of the cluster's files: out("catalog/orders") is
// "prod/adhoc/ssm/catalog/orders.yaml".
func out(c *model.Cluster, name string) string {
	return c.Environment + "/" + c.Name + "/ssm/" + name + ".yaml"
}
