package check

import (
	"regexp"
	"strconv"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// largestVolume is what Karpenter takes for a volume, in GiB.
const largestVolume = 59000

// wholeGiB is a size as Karpenter takes it: "100GiB".
var wholeGiB = regexp.MustCompile(`^[1-9][0-9]{0,4}GiB$`)

func volumeOfNodes() Rule {
	return Rule{
		ID: "KUB074", Level: diag.Error,
		Title:  "a root volume that Karpenter refuses",
		Why:    "Karpenter takes volumes of whole GiB, 59000 at most. The API server refuses an EC2NodeClass with another, and no node is made.",
		Source: "Karpenter 1.14, EC2NodeClass: pattern of volumeSize",
		Bad:    `clusters: etl: nodes: volume: "50.5GiB" // here`,
		Good:   `clusters: etl: nodes: volume: "51GiB"`,
		Firm:   true,
		Model:  onClusters(volumesAreWhole),
	}
}

func volumesAreWhole(_ *here, c *model.Cluster) diag.List {
	if c.Nodes == nil {
		return nil
	}
	for _, class := range c.Nodes.Classes {
		if wholeGiB.MatchString(class.Volume.Text) && class.Volume.Value <= largestVolume*gib {
			continue
		}
		if nodesOf(c).Volume == "" { // it has room for the workers' disk
			return one(field(c, "workers", "disk", "size"), "a disk of "+c.Disk.Size.Text+" needs a root volume of "+class.Volume.Text, "write less, or instances with a store of their own")
		}
		size := min(max((class.Volume.Value+gib-1)/gib, 1), largestVolume)
		return one(field(c, "nodes", "volume"), "a root volume of "+class.Volume.Text+" is none of whole GiB up to "+strconv.Itoa(largestVolume), "write "+quote(strconv.FormatInt(size, 10)+"GiB"))
	}
	return nil
}
