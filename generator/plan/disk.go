package plan

import (
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// diskPath is where spill and the file system cache lie in a worker's container: below the image's data directory, which is its user's.
const diskPath = "/data/trino/disk"

// Fargate's ephemeral storage in GiB.
const (
	ephemeralDefault = 20
	ephemeralTaken   = 10 // by both containers' images, compressed and unpacked, and by logs
)

// disk works out the local disk of a worker, if something lies on it.
func (d *draft) disk() {
	spill, cache := d.spills(), d.caches()
	if !spill && !cache {
		return
	}
	d.Disk = model.Disk{Path: diskPath, Volume: model.OwnStorage, Size: d.diskSize()}
	switch own := d.diskFields(); {
	case own.Path != "":
		d.Disk.Volume, d.Disk.Node = model.NodeFolder, model.Text{Value: own.Path, Origin: d.decl.origin("workers", "disk", "path")}
	case d.EKS != nil:
		d.Disk.Volume = model.EmptyDir
	}
	part, r := int64(diskShare), ruleDiskShare
	if spill && cache {
		part, r = diskHalf, ruleDiskHalf
	}
	if spill {
		d.spill(part, r)
	}
	if cache {
		d.Disk.Cache = d.ofDisk("file system cache", r, d.Spec.Cache.Size, part, "cache", "size")
	}
}

func (d *draft) diskFields() schema.DiskFields {
	if d.Spec.Workers.Disk == nil {
		return schema.DiskFields{}
	}
	return *d.Spec.Workers.Disk
}

// diskSize is what Trino may fill: what the declaration says, or what is left of Fargate's ephemeral storage. Zero where nobody says.
func (d *draft) diskSize() model.Bytes {
	if own := d.diskFields().Size; own != "" {
		size := model.Bytes{Value: parseSize(string(own)), Text: string(own), Origin: d.decl.origin("workers", "disk", "size")}
		d.note(model.Worker, "local disk", size.Text, ruleDeclared, size.Origin)
		return size
	}
	if d.ECS == nil || d.ECS.Launch != "FARGATE" {
		return model.Bytes{}
	}
	whole, from := int64(ephemeralDefault), d.decl.origin("launch")
	if d.ECS.EphemeralStorage != 0 {
		whole, from = d.ECS.EphemeralStorage, d.decl.origin("ephemeralStorage")
	}
	text := strconv.FormatInt(whole-ephemeralTaken, 10) + "GiB"
	return model.Bytes{Value: (whole - ephemeralTaken) * gib, Text: text, Origin: d.sum(model.Worker, "local disk", text, ruleDiskFargate, from)}
}

// ofDisk is a size set by hand, or a share of the disk; zero where neither is known.
func (d *draft) ofDisk(name string, r rule, byHand schema.DataSize, percent int64, path ...string) model.Bytes {
	if byHand == "" && d.Disk.Size.Value == 0 {
		return model.Bytes{}
	}
	return d.size(model.Worker, name, r, byHand, share(d.Disk.Size.Value, percent), d.Disk.Size.Origin, path...)
}

// on says whether a block is not switched off.
func on(enabled *bool) bool { return enabled == nil || *enabled }

// sizeLine is a property that takes a size, unless nobody knows it.
func sizeLine(lines []model.Line, key string, size model.Bytes) []model.Line {
	if size.Text == "" {
		return lines
	}
	return append(lines, model.Line{Key: key, Value: size.Text, Origin: size.Origin})
}

// computedLine is a property that follows from a block being there.
func computedLine(lines []model.Line, key, value, why string, from *source.Origin) []model.Line {
	return append(lines, model.Line{Key: key, Value: value, Origin: source.Computed(why, from)})
}
