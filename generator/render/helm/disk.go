package helm

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// disk mounts the workers' local disk: a folder of the node, or one that Kubernetes makes for the pod. A pod whose folder outgrows its
// limit is evicted, so that the limit is all of the disk and Trino fills a share.
func disk(v *values, c *model.Cluster) {
	var from artifact.Entry
	var why *source.Origin
	switch d := c.Disk; d.Volume {
	case model.NodeFolder:
		why = d.Node.Origin
		from = artifact.Entry{Key: "hostPath", Value: artifact.Map{
			{Key: "path", Value: artifact.String(why, d.Node.Value)},
			{Key: "type", Value: artifact.String(why, "Directory")},
		}}
	case model.EmptyDir:
		why = d.Size.Origin
		from = artifact.Entry{Key: "emptyDir", Value: artifact.Map{{Key: "sizeLimit", Value: artifact.String(why, quantity(d.Size))}}}
	default:
		return
	}
	name := artifact.Entry{Key: "name", Value: artifact.String(why, "disk")}
	v.put("worker.additionalVolumes", artifact.List{artifact.Map{name, from}})
	v.put("worker.additionalVolumeMounts", artifact.List{artifact.Map{name, {Key: "mountPath", Value: artifact.String(why, c.Disk.Path)}}})
}
