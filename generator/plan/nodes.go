package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/aws/instances"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// nodesOf works out what the pods of a cluster on EKS run on: pools for Karpenter, nil where the environment has no EKS cluster.
func (d *draft) nodesOf() *model.Nodes {
	eks := d.env.Spec.Eks
	if d.EKS == nil || eks == nil {
		return nil
	}
	n := &model.Nodes{
		Role:      d.nodeRole(),
		Image:     model.Text{Value: eks.NodeImage, Origin: source.Declared(d.env.At("eks", "nodeImage"))},
		Daemons:   d.daemons(),
		Discovery: model.Text{Value: eks.Discovery, Origin: source.Declared(d.env.At("eks", "discovery"))},
	}
	for _, r := range []*model.Role{&d.Coordinator, &d.Worker} {
		n.Pools = append(n.Pools, d.poolsOf(r)...)
		n.Classes = append(n.Classes, d.nodeClass(r))
		d.noteRoom(r)
	}
	return n
}

// nodeRole is what the environment says, or what Karpenter's own guide makes for an EKS cluster.
func (d *draft) nodeRole() model.Text {
	eks := d.env.Spec.Eks
	if eks.NodeRole != "" {
		return model.Text{Value: eks.NodeRole, Origin: source.Declared(d.env.At("eks", "nodeRole"))}
	}
	return model.Text{
		Value:  "KarpenterNodeRole-" + eks.Name,
		Origin: source.Computed("node role: as Karpenter's getting-started guide names it", source.Declared(d.env.At("eks", "name"))),
	}
}

// nodeFields are what the cluster says of its nodes.
func (d *draft) nodeFields() schema.NodesFields {
	if d.EKS.Nodes == nil {
		return schema.NodesFields{}
	}
	return *d.EKS.Nodes
}

// poolsOf are a role's pools: one, and before workers on spot one more for those that stay on demand.
func (d *draft) poolsOf(r *model.Role) []model.NodePool {
	onDemand := source.Fixed("the coordinator is never taken back: every running query would end with it")
	if r.Name == model.Coordinator {
		// A node that failed goes on counting until it is gone; with a limit of one its successor would wait for that.
		spare := source.Fixed("one coordinator, and one node more while one that failed goes")
		return []model.NodePool{d.pool(r, "", model.Text{Value: onDemandCapacity, Origin: onDemand}, model.Number{Value: 2, Origin: spare})}
	}
	w := d.Workers
	if !w.Spot {
		return []model.NodePool{d.pool(r, "", model.Text{Value: onDemandCapacity, Origin: w.SpotOrigin}, d.mostNodes())}
	}
	spot := d.pool(r, "", model.Text{Value: spotCapacity, Origin: w.SpotOrigin}, d.mostNodes())
	if w.OnDemandBase == 0 {
		return []model.NodePool{spot}
	}
	base := d.pool(r, "-base", model.Text{Value: onDemandCapacity, Origin: w.BaseOrigin}, model.Number{Value: float64(w.OnDemandBase), Origin: w.BaseOrigin})
	base.Weight = model.Number{Value: 100, Origin: source.Computed("weight: this pool is filled first, up to its limit", w.BaseOrigin)}
	return []model.NodePool{base, spot}
}

// The capacity types of karpenter.sh/capacity-type.
const (
	onDemandCapacity = "on-demand"
	spotCapacity     = "spot"
)

// pool is a pool of a role. What it replaces at once is none of the coordinator's nodes, and one of the workers': it drains first.
func (d *draft) pool(r *model.Role, suffix string, capacity model.Text, most model.Number) model.NodePool {
	p := model.NodePool{
		Name: d.Name + "-" + string(r.Name) + suffix, Role: r.Name, Capacity: capacity, Most: most,
		Arch: d.arch(r), Instances: d.instanceTexts(r), AtOnce: model.Number{Value: 0, Origin: source.Fixed("the coordinator's node is never replaced by itself")},
		Idle: model.Text{Value: idleNode, Origin: source.Default("a scale-out soon after a scale-in finds its nodes there", source.Place{})},
	}
	own := d.nodeFields()
	if len(p.Instances) == 0 {
		for i, family := range own.Families {
			p.Families = append(p.Families, model.Text{Value: family, Origin: item(d.decl.origin("nodes", "families"), i)})
		}
	}
	if own.Idle != "" {
		p.Idle = model.Text{Value: own.Idle, Origin: d.decl.origin("nodes", "idle")}
	}
	if r.Name == model.Worker {
		p.AtOnce = model.Number{Value: 1, Origin: source.Fixed("workers are replaced one at a time: each finishes its tasks first")}
		p.Network = model.Number{Value: float64(own.Network), Origin: d.decl.origin("nodes", "network")}
	}
	return p
}

// idleNode is how long a node without a pod is kept, unless the cluster says otherwise.
const idleNode = "5m"

func (d *draft) instanceTexts(r *model.Role) []model.Text {
	label := "coordinator"
	if r.Name == model.Worker {
		label = "workers"
	}
	var all []model.Text
	for i, name := range r.Instances {
		all = append(all, model.Text{Value: name, Origin: item(d.decl.origin(label, "instances"), i)})
	}
	return all
}

// arch is the nodes' processor as Kubernetes names it: declared, or that of the instances, or of the families.
func (d *draft) arch(r *model.Role) model.Text {
	if a := d.nodeFields().Architecture; a != "" {
		return model.Text{Value: map[string]string{"ARM64": "arm64", "X86_64": "amd64"}[a], Origin: d.decl.origin("nodes", "architecture")}
	}
	if types := d.typesOf(r); len(types) > 0 {
		from := d.decl.origin("nodes", "families")
		if texts := d.instanceTexts(r); len(texts) > 0 {
			from = texts[0].Origin
		}
		return model.Text{Value: types[0].Arch, Origin: source.Computed("architecture: that of the instances", from)}
	}
	return model.Text{Value: "amd64", Origin: source.Default("X86_64 where no instances are named", source.Place{})}
}

// typesOf are the instance types that a role names and weir knows; none where it leaves the choice to Karpenter.
func (d *draft) typesOf(r *model.Role) []instances.Type {
	var all []instances.Type
	for _, name := range r.Instances {
		if t, ok := instances.Of(name); ok {
			all = append(all, t)
		}
	}
	if len(r.Instances) > 0 {
		return all
	}
	for _, family := range d.nodeFields().Families {
		all = append(all, instances.Family(family)...)
	}
	return all
}

// fitting are those of the types that have room for the role's pod beside the daemons.
func (d *draft) fitting(r *model.Role) []instances.Type {
	return slices.DeleteFunc(d.typesOf(r), func(t instances.Type) bool {
		return !t.ForPods.Less(d.daemons()).Holds(r.CPU.Value, r.Memory.Value)
	})
}

// noteRoom says what the smallest node that holds the pod has for it.
func (d *draft) noteRoom(r *model.Role) {
	types := d.fitting(r)
	if len(types) == 0 {
		return
	}
	t := slices.MinFunc(types, func(a, b instances.Type) int {
		return cmp.Or(cmp.Compare(a.ForPods.Memory, b.ForPods.Memory), cmp.Compare(a.ForPods.CPU, b.ForPods.CPU), strings.Compare(a.Name, b.Name))
	})
	room, on := t.ForPods.Less(d.daemons()), rule{strings.ReplaceAll(ruleRoom.text, "{instance}", t.Name), ruleRoom.source}
	from := source.Declared(d.env.At("eks", "daemons"))
	d.sum(r.Name, "cpu that a node has for it", room.CPUs(), on, from)
	d.sum(r.Name, "memory that a node has for it", room.Size(), on, from)
}

// daemons are what the DaemonSets of the EKS cluster ask of every node.
func (d *draft) daemons() instances.Room {
	own := d.env.Spec.Eks.Daemons
	return instances.Room{CPU: int(own.Cpu * 1000), Memory: parseSize(string(own.Memory)) / mib}
}

// mostNodes is how many nodes there may be for workers, those of the pool before it not counted.
func (d *draft) mostNodes() model.Number {
	w := d.Workers
	base := 0
	if w.Spot {
		base = w.OnDemandBase
	}
	if own := d.nodeFields().Max; own != 0 {
		origin := d.decl.origin("nodes", "max")
		d.note(model.Worker, "nodes", strconv.Itoa(int(own)), ruleDeclared, origin)
		return model.Number{Value: float64(max(int(own)-base, 0)), Origin: origin}
	}
	most := w.Max + (w.Max+3)/4
	origin := d.sum(model.Worker, "nodes", strconv.Itoa(most), ruleMostNodes, w.MaxOrigin)
	return model.Number{Value: float64(max(most-base, 0)), Origin: origin}
}

// nodeClass is what a role's nodes are like: their disk, and whether their instance store is the pods'.
func (d *draft) nodeClass(r *model.Role) model.NodeClass {
	class := model.NodeClass{Name: d.Name + "-" + string(r.Name), Role: r.Name}
	types := d.typesOf(r)
	if len(types) > 0 && !slices.ContainsFunc(types, func(t instances.Type) bool { return t.NVMe == 0 }) {
		class.Store = source.Computed("instance store: every instance of the pool has one on NVMe", d.arch(r).Origin)
	}
	class.Volume = d.volume(r, class.Store != nil)
	return class
}

// volume is the root's size: declared, or room for the image and logs, and for the workers' local disk where that lies on it.
func (d *draft) volume(r *model.Role, store bool) model.Bytes {
	if own := d.nodeFields().Volume; own != "" {
		origin := d.decl.origin("nodes", "volume")
		d.note(r.Name, "root volume", string(own), ruleDeclared, origin)
		return model.Bytes{Value: parseSize(string(own)), Text: string(own), Origin: origin}
	}
	size, from := int64(rootVolume)*gib, source.Fixed("root volume: room for the image and logs")
	if r.Name == model.Worker && d.Disk.Volume == model.EmptyDir && d.Disk.Size.Value > 0 && !store {
		size, from = size+(d.Disk.Size.Value+gib-1)/gib*gib, d.Disk.Size.Origin
	}
	text := strconv.FormatInt(size/gib, 10) + "GiB"
	return model.Bytes{Value: size, Text: text, Origin: d.sum(r.Name, "root volume", text, ruleRootVolume, from)}
}

// rootVolume is what images, logs and what Kubernetes keeps of both take, in GiB.
const rootVolume = 50
