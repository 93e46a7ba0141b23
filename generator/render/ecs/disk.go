package ecs

import (
	"weir.local/generator/artifact"
	"weir.local/generator/model"
)

// diskName names the volume of a worker's local disk.
const diskName = "disk"

// diskVolume is a folder of the EC2 instance, such as its instance store. Elsewhere the disk is the container's own storage.
func (t task) diskVolume() artifact.List {
	if !t.mountsDisk() {
		return nil
	}
	node := t.Disk.Node
	return artifact.List{artifact.Map{
		text("name", node.Origin, diskName),
		{Key: "host", Value: artifact.Map{text("sourcePath", node.Origin, node.Value)}},
	}}
}

func (t task) diskMount() artifact.List {
	if !t.mountsDisk() {
		return nil
	}
	node := t.Disk.Node
	return artifact.List{artifact.Map{text("sourceVolume", node.Origin, diskName), text("containerPath", node.Origin, t.Disk.Path)}}
}

func (t task) mountsDisk() bool {
	return t.role.Name == model.Worker && t.Disk.Volume == model.NodeFolder
}
