package check

import (
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func diskHoldsAll() Rule {
	return Rule{
		ID: "TRN042", Level: diag.Error,
		Title:  "more spill and cache than there is disk",
		Why:    "Neither knows of the other. When both reach their limits the disk is full: queries that spill fail, and with the disk that holds logs and the JVM's files the node does.",
		Source: "Trino documentation, Spill to disk: a full disk makes the node unstable; Amazon ECS and Kubernetes stop a container that outgrows its storage",
		Bad:    `clusters: plain: spill: maxPerNode: "80GB" // here`,
		Good:   `clusters: plain: {spill: maxPerNode: "80GB", ephemeralStorage: 120}`,
		Model:  onClusters(diskSuffices),
	}
}

func diskSuffices(_ *here, c *model.Cluster) diag.List {
	if c.Disk.Path == "" || c.Disk.Size.Text == "" {
		return nil
	}
	f, _ := c.Worker.File("config.properties")
	spill, _ := lineOf(f.Lines, "max-spill-per-node")
	limits := []model.Line{spill}
	for _, catalog := range c.Catalogs {
		if on, ok := lineOf(catalog.Properties, "fs.cache.enabled"); ok && isTrue(on) {
			most, _ := lineOf(catalog.Properties, "fs.cache.max-sizes")
			limits = append(limits, most)
		}
	}
	var sum int64
	at := field(c, "workers", "disk")
	for _, limit := range slices.Backward(limits) {
		for _, text := range strings.Split(limit.Value, ",") {
			sum += size(strings.TrimSpace(text))
		}
		if limit.Origin != nil {
			at = or(cause(limit.Origin), at)
		}
	}
	if sum <= c.Disk.Size.Value {
		return nil
	}
	return one(at, "spill and cache may take "+floorText(sum)+" of a disk of "+c.Disk.Size.Text, "write less, "+moreDisk(c))
}

// moreDisk says where the disk's size is said.
func moreDisk(c *model.Cluster) string {
	if c.Task.Launch.Value == "FARGATE" {
		return "or raise ephemeralStorage, of which 10 GiB are not Trino's"
	}
	return "or raise size in workers: disk"
}
