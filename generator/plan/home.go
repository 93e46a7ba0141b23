package plan

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// home chooses the environment's things for the cluster and fills in their names.
func (d *draft) home() model.Home {
	spec := d.env.Spec
	h := model.Home{
		Zone:         model.Text{Value: spec.Region + d.Spec.Zone, Origin: source.Computed("zone: the environment's region and the cluster's letter", source.Declared(d.env.At("region")), d.decl.origin("zone"))},
		Subnet:       model.Text{Value: spec.Network.Subnets[d.Spec.Zone], Origin: source.Declared(d.env.At("network", "subnets", d.Spec.Zone))},
		KMSKey:       model.Text{Value: spec.KmsKey, Origin: source.Declared(d.env.At("kmsKey"))},
		LogGroup:     d.path("log group", "/weir/"),
		LogRetention: model.Number{Value: float64(spec.LogRetention), Origin: source.Declared(d.env.At("logRetention"))},
		Parameters:   d.path("parameters", "/weir/"),
		Tags:         d.tags(),
	}
	for i, group := range spec.Network.SecurityGroups {
		h.SecurityGroups = append(h.SecurityGroups, model.Text{Value: group, Origin: source.Declared(d.env.At("network", "securityGroups", source.Index(i)))})
	}
	if d.ECS != nil {
		d.ecsHome(&h)
	}
	if d.EKS != nil {
		h.Namespace = model.Text{Value: d.EKS.Namespace, Origin: d.decl.origin("namespace")}
		if eks := d.env.Spec.Eks; eks != nil {
			h.TaskRole = d.roleARN(eks.TaskRole, "eks", "taskRole")
			h.Identity = model.Text{Value: eks.Identity, Origin: source.Declared(d.env.At("eks", "identity"))}
		}
	}
	return h
}

func (d *draft) ecsHome(h *model.Home) {
	ecs := d.env.Spec.Ecs
	if ecs == nil {
		return
	}
	h.ECSCluster = model.Text{Value: ecs.Cluster, Origin: source.Declared(d.env.At("ecs", "cluster"))}
	h.Namespace = model.Text{Value: ecs.Namespace, Origin: source.Declared(d.env.At("ecs", "namespace"))}
	if providers := ecs.CapacityProviders; providers != nil && d.ECS.Launch == "EC2" {
		h.OnDemand = model.Text{Value: providers.OnDemand, Origin: source.Declared(d.env.At("ecs", "capacityProviders", "onDemand"))}
		h.Spot = model.Text{Value: providers.Spot, Origin: source.Declared(d.env.At("ecs", "capacityProviders", "spot"))}
	}
	h.ExecutionRole = d.roleARN(ecs.ExecutionRole, "ecs", "executionRole")
	h.TaskRole = d.roleARN(ecs.TaskRole, "ecs", "taskRole")
}

// roleARN is the ARN of a role of the environment's account, named with placeholders.
func (d *draft) roleARN(name string, label ...string) model.Text {
	origin := source.Computed("role: its name in the environment's account", source.Declared(d.env.At(label...)), source.Declared(d.env.At("account")))
	name = d.scope.fill(name)
	if strings.HasPrefix(name, "arn:") {
		return model.Text{Value: name, Origin: origin}
	}
	return model.Text{Value: roleARN(d.env.Spec, name), Origin: origin}
}

// path is weir's name for what belongs to a cluster: "/weir/prod/adhoc".
func (d *draft) path(what, prefix string) model.Text {
	return model.Text{
		Value:  prefix + d.env.Name + "/" + d.Name,
		Origin: source.Computed(what+": "+prefix+"<environment>/<cluster>", source.Declared(d.env.Place), source.Declared(d.Place)),
	}
}

// tags are the environment's, and the cluster's name.
func (d *draft) tags() []model.Tag {
	return sortedTags(append(environmentTags(d.env), model.Tag{Key: "weir:cluster", Value: d.Name, Origin: source.Declared(d.Place)}))
}

// environmentTags are the declared ones, and one that says whose a resource is.
func environmentTags(e *model.Environment) []model.Tag {
	tags := []model.Tag{{Key: "weir:environment", Value: e.Name, Origin: source.Declared(e.Place)}}
	for key, value := range e.Spec.Tags {
		tags = append(tags, model.Tag{Key: key, Value: value, Origin: source.Declared(e.At("tags", key))})
	}
	return tags
}

func sortedTags(tags []model.Tag) []model.Tag {
	slices.SortFunc(tags, func(a, b model.Tag) int { return cmp.Compare(a.Key, b.Key) })
	return tags
}
