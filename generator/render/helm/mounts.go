package helm

import (
	"path"

	"weir.local/generator/artifact"
	"weir.local/generator/etc"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// mounts puts the secrets whose text is a file where Trino looks for it, on the nodes that do.
func mounts(v *values, c *model.Cluster) {
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		_, files := etc.Secrets(r, c.Secrets)
		if len(files) == 0 {
			continue
		}
		why := source.Fixed("Kubernetes: a Secret is mounted as a folder")
		var items artifact.List
		for _, s := range files {
			items = append(items, artifact.Map{
				{Key: "key", Value: artifact.String(s.Origin, s.Variable)},
				{Key: "path", Value: artifact.String(s.Origin, path.Base(s.File))},
			})
		}
		v.put(string(r.Name)+".additionalVolumes", artifact.List{artifact.Map{
			{Key: "name", Value: artifact.String(why, "secret-files")},
			{Key: "secret", Value: artifact.Map{
				{Key: "secretName", Value: artifact.String(why, secretName(c))},
				{Key: "items", Value: items},
			}},
		}})
		v.put(string(r.Name)+".additionalVolumeMounts", artifact.List{artifact.Map{
			{Key: "name", Value: artifact.String(why, "secret-files")},
			{Key: "mountPath", Value: artifact.String(why, "/etc/trino/"+path.Dir(files[0].File))},
			{Key: "readOnly", Value: artifact.Bool(why, true)},
		}})
	}
}
