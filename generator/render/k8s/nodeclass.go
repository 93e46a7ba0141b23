package k8s

import (
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// nodeClasses say what the nodes of each role are like in AWS.
func nodeClasses(c *model.Cluster) []manifest {
	if c.Nodes == nil {
		return nil
	}
	var all []manifest
	for _, class := range c.Nodes.Classes {
		all = append(all, nodeClass(c, class))
	}
	return all
}

func nodeClass(c *model.Cluster, class model.NodeClass) manifest {
	n := c.Nodes
	spec := artifact.Map{
		{Key: "amiSelectorTerms", Value: artifact.List{artifact.Map{text("alias", n.Image.Origin, n.Image.Value)}}},
		text("role", n.Role.Origin, n.Role.Value),
		{Key: "subnetSelectorTerms", Value: artifact.List{artifact.Map{text("id", c.Home.Subnet.Origin, c.Home.Subnet.Value)}}},
		{Key: "securityGroupSelectorTerms", Value: securityGroups(c)},
	}
	if class.Store != nil {
		spec = append(spec, text("instanceStorePolicy", class.Store, "RAID0"))
	}
	spec = append(spec, artifact.Entry{Key: "blockDeviceMappings", Value: rootVolume(n.Image, class.Volume)})
	if tags := tagsOf(c); len(tags) > 0 {
		spec = append(spec, artifact.Entry{Key: "tags", Value: tags})
	}
	return manifest{
		apiVersion: "karpenter.k8s.aws/v1", kind: "EC2NodeClass", name: class.Name, unscoped: true, wave: nodes,
		why: source.Declared(c.Place), body: artifact.Map{{Key: "spec", Value: spec}},
	}
}

// securityGroups are those that the EKS cluster marks for Karpenter, and those of every Trino node; a node gets all.
func securityGroups(c *model.Cluster) artifact.List {
	list := artifact.List{artifact.Map{{Key: "tags", Value: artifact.Map{text("karpenter.sh/discovery", c.Nodes.Discovery.Origin, c.Nodes.Discovery.Value)}}}}
	for _, group := range c.Home.SecurityGroups {
		list = append(list, artifact.Map{text("id", group.Origin, group.Value)})
	}
	return list
}

// rootVolume is the disk that images, logs and, without an instance store, pods' own folders lie on. Bottlerocket has a second one for
// them beside that of the system (Karpenter documentation, NodeClasses: blockDeviceMappings).
func rootVolume(image model.Text, size model.Bytes) artifact.List {
	device := "/dev/xvda"
	if strings.HasPrefix(image.Value, "bottlerocket@") {
		device = "/dev/xvdb"
	}
	why := source.Fixed("gp3 costs less than gp2 and is faster; what lies on a node's disk is encrypted and goes with the node")
	return artifact.List{artifact.Map{
		text("deviceName", image.Origin, device),
		{Key: "ebs", Value: artifact.Map{
			text("volumeType", why, "gp3"),
			text("volumeSize", size.Origin, strings.TrimSuffix(size.Text, "B")),
			truth("encrypted", why, true),
			truth("deleteOnTermination", why, true),
		}},
	}}
}

// tagsOf are the tags of the environment and weir's own two.
func tagsOf(c *model.Cluster) artifact.Map {
	var tags artifact.Map
	for _, t := range c.Home.Tags {
		tags = append(tags, text(t.Key, t.Origin, t.Value))
	}
	return tags
}
