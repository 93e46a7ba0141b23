package plan

import (
	"slices"
	"strconv"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// draft is a cluster that is being worked out, with what the steps share.
type draft struct {
	*model.Cluster
	env     *model.Environment
	decl    merged
	scope   scope
	secrets map[string]*model.Secret // by variable and reference

	shared    map[*schema.Declaration]properties // catalogs of the environment that read alike on every cluster
	asCluster bool                               // something asked for {cluster} since this was last cleared
	noted     []noted                            // secrets noted since this was last cleared
	waiting   []model.Line                       // how long queries wait for workers
}

// noted is a secret that a property takes.
type noted struct {
	variable string
	ref      schema.Reference
	use      string
	team     string
	origin   *source.Origin
}

func clusterOf(e *model.Environment, m merged, catalogs []merged, shared map[*schema.Declaration]properties, known trino.Releases) (*model.Cluster, error) {
	d := &draft{
		Cluster: &model.Cluster{
			Name: m.decl.Name, Environment: e.Name, Place: m.decl.Place, Head: m.decl.Head(),
		},
		env:     e,
		decl:    m,
		secrets: map[string]*model.Secret{},
		shared:  shared,
	}
	d.scope = globals(e.Name, m.decl.Name, e.Spec.Region, e.Spec.Account).named(m.decl.Name).watched("cluster", &d.asCluster)
	if err := d.specs(); err != nil {
		return nil, err
	}
	d.server(known)
	d.watch()
	d.Home = d.home()
	d.sizes()
	d.taskOf()
	d.workers()
	d.disk()
	d.Nodes, d.Scaler = d.nodesOf(), d.scaler()
	d.waiting = d.waitingLines()
	d.Catalogs = d.catalogs(catalogs)
	d.Access = d.access()
	d.drained()
	d.scaling()
	d.cache()
	d.Groups, d.Session = d.groups(), d.session()
	d.files()
	d.Cluster.Secrets = d.sortedSecrets()
	d.onEKS()
	return d.Cluster, nil
}

// specs decodes the merged declaration: what both platforms share, and the platform's own.
func (d *draft) specs() error {
	if err := d.decl.into(&d.Spec); err != nil {
		return err
	}
	switch d.Head.Platform {
	case "ecs":
		d.ECS = &schema.ECSClusterFields{}
		return d.decl.into(d.ECS)
	case "eks":
		d.EKS = &schema.EKSClusterFields{}
		return d.decl.into(d.EKS)
	}
	return nil
}

func (d *draft) server(known trino.Releases) {
	d.Version = int(d.Spec.Trino.Version)
	d.Release, _ = known.For(d.Version)
	image := d.Spec.Trino.Image
	if d.env.Spec.Registry != "" {
		image = d.env.Spec.Registry + "/" + image
	}
	origin := source.Computed("image: registry of the environment, image and version of the cluster",
		d.decl.origin("trino", "image"), d.decl.origin("trino", "version"))
	if d.env.Spec.Registry != "" {
		origin.From = append(origin.From, source.Declared(d.env.At("registry")))
	}
	d.Image = model.Image{Repository: model.Text{Value: image, Origin: origin}, Tag: model.Text{Value: strconv.Itoa(d.Version), Origin: d.decl.origin("trino", "version")}}
}

// sum notes a number with its rule, and returns its origin.
func (d *draft) sum(role model.RoleName, name, value string, rule rule, from ...*source.Origin) *source.Origin {
	origin := source.Computed(name+": "+rule.text, from...)
	d.note(role, name, value, rule, origin)
	return origin
}

// note lists a number with the origin it already has.
func (d *draft) note(role model.RoleName, name, value string, rule rule, origin *source.Origin) {
	d.Sums = append(d.Sums, model.Sum{Role: role, Name: name, Value: value, Rule: rule.text, Source: rule.source, Origin: origin})
}

// secret notes a reference that a property takes, and returns the variable that stands for it.
func (d *draft) secret(variable string, ref schema.Reference, s scope, o owner, property string, origin *source.Origin) {
	ref = schema.Reference{Parameter: s.fill(ref.Parameter), Secret: s.fill(ref.Secret), Key: s.fill(ref.Key)}
	n := noted{variable, ref, o.name + ": " + property, o.team, origin}
	d.noted = append(d.noted, n)
	d.list(n)
}

// list lists a secret once, with everything that takes it.
func (d *draft) list(n noted) {
	id := n.variable + "\x00" + n.ref.Parameter + "\x00" + n.ref.Secret + "\x00" + n.ref.Key
	known := d.secrets[id]
	if known == nil {
		known = &model.Secret{Variable: n.variable, Reference: n.ref, ARN: d.secretARN(n.ref), Origin: n.origin}
		d.secrets[id] = known
	}
	if !slices.Contains(known.For, n.use) {
		known.For = append(known.For, n.use)
	}
	if n.team != "" && !slices.Contains(known.Owners, n.team) {
		known.Owners = append(known.Owners, n.team)
	}
}
