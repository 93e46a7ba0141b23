// Package artifact is what weir generates, in memory: files, each of whose
// lines knows where it comes from, in one tree. A renderer builds nodes or text
// and spells them with YAML, JSON or Text.File; nothing here touches a disk.
//
//	port := source.Fixed("Trino listens on 8080")
//	file := artifact.YAML("prod/etl/helm/values.yaml", artifact.Map{
//		{Key: "service", Value: artifact.Map{{Key: "port", Value: artifact.Int(port, 8080)}}},
//	})
//	var tree artifact.Tree
//	err := tree.Add(file)
package artifact
