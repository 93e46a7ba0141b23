package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Offered says whether globs over cluster names choose a cluster: one of them matches, and none that begins with "!" does.
func Offered(globs []string, cluster string) bool {
	chosen := false
	for _, glob := range globs {
		if not, excludes := strings.CutPrefix(glob, "!"); excludes {
			if doublestar.MatchUnvalidated(not, cluster) {
				return false
			}
			continue
		}
		chosen = chosen || doublestar.MatchUnvalidated(glob, cluster)
	}
	return chosen
}

func (d *draft) catalogs(all []merged) []*model.Catalog {
	var here []*model.Catalog
	for _, m := range all {
		if Offered(globsOf(m), d.Name) {
			here = append(here, d.catalog(m))
		}
	}
	return here
}

// globsOf are the clusters of a catalog in its environment.
func globsOf(m merged) []string {
	list, _ := m.value["clusters"].([]any)
	globs := make([]string, 0, len(list))
	for _, item := range list {
		if glob, ok := item.(string); ok {
			globs = append(globs, glob)
		}
	}
	return globs
}

func (d *draft) catalog(m merged) *model.Catalog {
	text := func(label string) string { s, _ := m.value[label].(string); return s }
	c := &model.Catalog{
		Name: m.decl.Name, Connector: text("connector"), Owner: text("owner"), Description: text("description"),
		Place: m.decl.Place, Head: m.decl.Head(),
	}
	c.Properties = d.sharedProperties(m, c)
	c.Databases = d.databases(m)
	return c
}

// databases are those of Glue that the catalog may make.
func (d *draft) databases(m merged) []model.Text {
	list, _ := m.value["databases"].([]any)
	var all []model.Text
	for _, item := range list {
		name, _ := item.(string)
		all = append(all, model.Text{Value: d.scope.named(m.decl.Name).fill(name), Origin: m.origin("databases")})
	}
	return all
}

// properties are the lines of a catalog's file and the secrets they take.
type properties struct {
	lines   []model.Line
	secrets []noted
}

// sharedProperties are a catalog's lines; a catalog that says nothing of {cluster} reads alike on every cluster of the
// environment, and is worked out once.
func (d *draft) sharedProperties(m merged, c *model.Catalog) []model.Line {
	if known, ok := d.shared[m.decl]; ok {
		for _, n := range known.secrets {
			d.list(n)
		}
		return known.lines
	}
	d.asCluster, d.noted = false, nil
	lines := d.properties(m, c)
	if !d.asCluster {
		d.shared[m.decl] = properties{lines, d.noted}
	}
	return lines
}

// properties are the lines of a catalog's file: the connector's name, then by key what the preset gives and what the catalog writes itself, which wins.
func (d *draft) properties(m merged, c *model.Catalog) []model.Line {
	fields := d.fields(m)
	preset, _ := m.value["preset"].(map[string]any)
	own, _ := m.value["properties"].(map[string]any)
	lines := make([]model.Line, 1, 1+len(preset)+len(own))
	lines[0] = model.Line{Key: "connector.name", Value: c.Connector, Origin: m.origin("connector")}
	for _, key := range keysOf(preset, own) {
		template, _ := preset[key].(string)
		if value, written := own[key]; written {
			lines = append(lines, d.own(m, fields, key, value, template))
		} else if line, given := d.preset(m, fields, key, template); given {
			lines = append(lines, line)
		}
	}
	return lines
}

// keysOf are the keys of both, sorted, each once.
func keysOf(a, b map[string]any) []string {
	keys := make([]string, 0, len(a)+len(b))
	for key := range a {
		keys = append(keys, key)
	}
	for key := range b {
		if _, twice := a[key]; !twice {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// own is a property that the catalog writes itself, over the preset's template, if there is one.
func (d *draft) own(m merged, fields scope, key string, value any, template string) model.Line {
	origin := m.origin("properties", key)
	if template != "" {
		origin = &source.Origin{Kind: origin.Kind, Place: origin.Place, From: append(slices.Clone(origin.From), d.presetOrigin(m, key, template))}
	}
	return d.line(ofCatalog(m), key, value, fields, origin)
}

// fields finds what a placeholder of a catalog stands for: a field of the catalog, filled in itself, then what stands for the same everywhere.
func (d *draft) fields(m merged) scope {
	outer := d.scope.named(m.decl.Name)
	return func(name string) (any, bool) {
		v, ok := m.value[name]
		if !ok {
			return outer(name)
		}
		if text, isText := v.(string); isText {
			return outer.fill(text), true
		}
		return v, true
	}
}

// preset fills one template; there is no line when a field of it is absent.
func (d *draft) preset(m merged, fields scope, key, template string) (model.Line, bool) {
	if name, ok := whole(template); ok {
		value, known := fields(name)
		if !known {
			return model.Line{}, false
		}
		return d.line(ofCatalog(m), key, value, fields, d.presetOrigin(m, key, template)), true
	}
	text, unknown := fields.template(template)
	if unknown != "" {
		return model.Line{}, false
	}
	return model.Line{Key: key, Value: text, Origin: d.presetOrigin(m, key, template)}, true
}

// presetOrigin is the template, and the fields that it took.
func (d *draft) presetOrigin(m merged, key, template string) *source.Origin {
	return source.Preset(template, m.decl.At("preset", key), d.placeholderOrigins(m, template)...)
}

// placeholderOrigins says where each field of a template comes from.
func (d *draft) placeholderOrigins(m merged, template string) []*source.Origin {
	var from []*source.Origin
	for _, name := range placeholders(template) {
		switch _, own := m.value[name]; {
		case own:
			from = append(from, m.origin(name))
		case name == "region" || name == "account":
			from = append(from, source.Declared(d.env.At(name)))
		}
	}
	return from
}

// owner is whose property a line is: the first part of its secrets' variables, its name for people, and who answers for it.
type owner struct{ variable, name, team string }

func ofCatalog(m merged) owner {
	team, _ := m.value["owner"].(string)
	return owner{m.decl.Name, "catalog " + m.decl.Name, team}
}

func (d *draft) ofCluster() owner { return owner{"trino", "cluster " + d.Name, d.Spec.Owner} }

// line is one property; a reference becomes ${ENV:…} and a secret beside it.
func (d *draft) line(o owner, key string, value any, s scope, origin *source.Origin) model.Line {
	if ref, ok := reference(value); ok {
		variable := Variable(o.variable, key)
		d.secret(variable, ref, s, o, key, origin)
		return model.Line{Key: key, Value: "${ENV:" + variable + "}", Secret: variable, Origin: origin}
	}
	return model.Line{Key: key, Value: s.fill(plain(value)), Origin: origin}
}

func sorted(lines map[string]model.Line) []model.Line {
	all := make([]model.Line, 0, len(lines))
	for _, line := range lines {
		all = append(all, line)
	}
	slices.SortFunc(all, func(a, b model.Line) int { return cmp.Compare(a.Key, b.Key) })
	return all
}
