package compare

import (
	"fmt"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// declared is a thing of one environment of a model.
type declared struct {
	kind   schema.Kind
	name   string
	where  string
	fields map[string]leaf
	place  source.Place
	tells  []Field // of one that comes or goes, what it has
}

// things are what declarations add, change and remove, catalogs among them, by kind in reading order and by name.
func (c Change) things() []Thing {
	all := c.catalogThings()
	if c.Before == nil {
		return all
	}
	for _, name := range c.environments() {
		before, after := declaredBy(environment(c.Before, name)), declaredBy(environment(c.After, name))
		for _, id := range bothKeys(before, after) {
			was, there := before[id]
			is, stays := after[id]
			switch {
			case !there:
				all = append(all, is.thing(Added, At{Places: []source.Place{is.place}}, is.tells))
			case !stays:
				all = append(all, was.thing(Removed, At{Places: []source.Place{was.place}, Gone: true}, gone(was.tells)))
			default:
				if fields := changedFields(was.fields, is.fields); len(fields) > 0 {
					all = append(all, is.thing(Changed, is.at(name, fields), fields))
				}
			}
		}
	}
	return all
}

func (d declared) thing(change Kind, at At, fields []Field) Thing {
	return Thing{Kind: d.kind, Name: d.name, Change: change, Where: []string{d.where}, Fields: fields, At: at}
}

// at is where the first changed field is said: for this environment, or for all.
func (d declared) at(environment string, fields []Field) At {
	at := At{}
	for _, f := range fields {
		path := d.fields[f.Key].path
		if path == nil {
			continue // no longer said
		}
		at.Places = append(at.Places, d.place.At("environments", environment).At(path...), d.place.At(path...))
	}
	at.Places = append(at.Places, d.place)
	return at
}

func changedFields(before, after map[string]leaf) []Field {
	return fieldsBetween(texts(before), texts(after), func(string) bool { return true })
}

func texts(leaves map[string]leaf) map[string]string {
	out := make(map[string]string, len(leaves))
	for key, l := range leaves {
		out[key] = l.text
	}
	return out
}

// declaredBy are an environment's things, itself among them, by kind and name. Catalogs are read from out/, cluster by cluster.
func declaredBy(e *model.Environment) map[string]declared {
	all := map[string]declared{}
	if e == nil {
		return all
	}
	add := func(d declared) { all[string(d.kind)+"\x00"+d.name] = d }
	add(declared{kind: schema.KindEnvironment, name: e.Name, where: e.Name, fields: fieldsOf(e.Spec), place: e.Place})
	for _, k := range e.Clusters {
		add(declared{kind: schema.KindCluster, name: k.Name, where: e.Name, fields: fieldsOf(clusterSpec(k)), place: k.Place, tells: everywhere(e, gains(k))})
	}
	addItems(add, e.Name, schema.KindBucket, e.Lake.Buckets)
	addItems(add, e.Name, schema.KindLayer, e.Lake.Layers)
	addItems(add, e.Name, schema.KindDataset, e.Lake.Datasets)
	addItems(add, e.Name, schema.KindTag, e.Lake.Tags)
	for _, r := range e.Lake.Roles {
		fields := fieldsOf(r.Spec)
		add(declared{kind: schema.KindRole, name: r.Name, where: e.Name, fields: fields, place: r.Place, tells: everywhere(e, expression(fields))})
	}
	addItems(add, e.Name, schema.KindWorkGroup, e.Lake.WorkGroups)
	return all
}

func addItems[T any](add func(declared), where string, kind schema.Kind, items []model.Item[T]) {
	for _, item := range items {
		add(declared{kind: kind, name: item.Name, where: where, fields: fieldsOf(item.Spec), place: item.Place})
	}
}

func clusterSpec(k *model.Cluster) any {
	switch {
	case k.ECS != nil:
		return k.ECS
	case k.EKS != nil:
		return k.EKS
	}
	return k.Spec
}

// everywhere is what a thing has, with placeholders for what only says which environment it is in.
func everywhere(e *model.Environment, fields []Field) []Field {
	for i, f := range fields {
		fields[i].After = general(strings.ReplaceAll(f.After, e.Spec.Account, "{account}"), []string{e.Name})
	}
	return fields
}

// gone turns what a thing has into what it had.
func gone(fields []Field) []Field {
	var all []Field
	for _, f := range fields {
		all = append(all, Field{Key: f.Key, Before: f.After})
	}
	return all
}

// expression is what a role says about who may do what with which tags.
func expression(leaves map[string]leaf) []Field {
	return fieldsBetween(nil, texts(leaves), func(key string) bool { return key != "description" && !IsWaiver(key) })
}

// IsWaiver says whether a field lowers a rule: waive.LAK003.
func IsWaiver(key string) bool { return strings.HasPrefix(key, "waive.") }

// gains is what a new cluster has from the start: what globs of catalogs match it, what it must be able to read.
func gains(k *model.Cluster) []Field {
	var names, places []string
	for _, c := range k.Catalogs {
		names = append(names, c.Name)
	}
	for _, s := range k.Secrets {
		places = with(places, s.Reference.Where())
	}
	fields := []Field{
		{Key: "trino", After: fmt.Sprint(k.Version)},
		{Key: "catalogs", After: strings.Join(names, ", ")},
		{Key: "secrets", After: strings.Join(places, "; ")},
	}
	for _, role := range []Field{
		{Key: "IAM role of Trino", After: k.Home.TaskRole.Value},
		{Key: "IAM role that starts it", After: k.Home.ExecutionRole.Value},
	} {
		if role.After != "" {
			fields = append(fields, role)
		}
	}
	if k.EKS != nil && k.EKS.ServiceAccount != "" {
		fields = append(fields, Field{Key: "service account", After: k.EKS.ServiceAccount})
	}
	return slices.DeleteFunc(fields, func(f Field) bool { return f.After == "" })
}

// order sorts things by kind in reading order, then by name and place.
func order(all []Thing) []Thing {
	rank := map[schema.Kind]int{}
	for i, root := range schema.Roots() {
		rank[root.Kind] = i
	}
	slices.SortStableFunc(all, func(a, b Thing) int {
		if a.Kind != b.Kind {
			return rank[a.Kind] - rank[b.Kind]
		}
		return strings.Compare(a.Name, b.Name)
	})
	return all
}
