package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

func unknownName() Rule {
	return Rule{
		ID: "REF001", Level: diag.Error,
		Title:  "a name that nothing declares",
		Why:    "Declarations name each other: environments, clusters, buckets, layers, tags and their values. CUE cannot see whether such a name exists, and a misspelt one would quietly mean nothing: an override that never applies, a role that matches no data.",
		Source: "weir",
		Bad:    `catalogs: tpch: environments: prdo: description: "For load tests" // here`,
		Good:   `catalogs: tpch: environments: prod: description: "For load tests"`,
		Firm:   true,
		Repo:   namesAreDeclared,
	}
}

func namesAreDeclared(d *declared) diag.List {
	var all diag.List
	for _, one := range d.all {
		all = append(all, d.environmentNames(one)...)
		if one.Kind == schema.KindCatalog || one.Kind == schema.KindEnvironment {
			continue // what they name, other rules look at, or nothing
		}
		for _, s := range sides(one) {
			all = append(all, d.namesIn(s)...)
		}
	}
	return all
}

// environmentNames are those of only and of environments.
func (d *declared) environmentNames(one *schema.Declaration) diag.List {
	head := one.Head()
	var all diag.List
	for i, name := range head.Only {
		all = append(all, d.named(schema.KindEnvironment, name, one.At("only", source.Index(i)))...)
	}
	if len(head.Environments) == 0 {
		return all
	}
	for _, name := range slices.Sorted(maps.Keys(head.Environments)) {
		all = append(all, d.named(schema.KindEnvironment, name, one.At("environments", name))...)
	}
	return all
}

// namesIn are the names that one side of a cluster or of something of the lake mentions.
func (d *declared) namesIn(s side) diag.List {
	switch s.decl.Kind {
	case schema.KindCluster:
		all := append(d.textNamed(s, schema.KindBucket, "exchange", "bucket"), d.textNamed(s, schema.KindBucket, "spooling", "bucket")...)
		return append(all, d.rolesNamed(s)...)
	case schema.KindDataset:
		all := append(d.textNamed(s, schema.KindBucket, "bucket"), d.textNamed(s, schema.KindLayer, "layer")...)
		all = append(all, d.tagsNamed(s, s.table("tags"), "tags")...)
		return append(all, d.columnTags(s)...)
	case schema.KindRole:
		return d.tagsNamed(s, s.table("match"), "match")
	case schema.KindWorkGroup:
		return d.textNamed(s, schema.KindBucket, "results")
	}
	return nil
}

// rolesNamed looks at the roles of the lake that a cluster gives to someone.
func (d *declared) rolesNamed(s side) diag.List {
	var all diag.List
	for _, name := range sortedKeys(s.table("accessControl", "roles")) {
		all = append(all, d.named(schema.KindRole, name, s.at("accessControl", "roles", name))...)
	}
	return all
}

func (d *declared) columnTags(s side) diag.List {
	var all diag.List
	for i, column := range s.list("table", "columns") {
		fields, _ := column.(map[string]any)
		tags, _ := fields["tags"].(map[string]any)
		all = append(all, d.tagsNamed(s, tags, "table", "columns", source.Index(i), "tags")...)
	}
	return all
}

// textNamed looks at a field that names a declaration of a kind.
func (d *declared) textNamed(s side, kind schema.Kind, path ...string) diag.List {
	name := s.text(path...)
	if name == "" {
		return nil
	}
	return d.named(kind, name, s.at(path...))
}

// named says that a name is not declared, and what was probably meant.
func (d *declared) named(kind schema.Kind, name string, at source.Place) diag.List {
	if d.has(kind, name) {
		return nil
	}
	return one(at, string(kind)+" "+quote(name)+" is not declared", orElse(choose(name, d.names[kind]), "declare it in "+folderOf(kind)+"/"))
}

func folderOf(kind schema.Kind) string {
	for _, root := range schema.Roots() {
		if root.Kind == kind {
			return root.Folder
		}
	}
	return ""
}

// tagsNamed looks at tags and their values: a text, or a list of them.
func (d *declared) tagsNamed(s side, tags map[string]any, path ...string) diag.List {
	var all diag.List
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		at := append(slices.Clone(path), key)
		if missing := d.named(schema.KindTag, key, s.at(at...)); missing != nil {
			all = append(all, missing...)
			continue
		}
		if value, ok := tags[key].(string); ok {
			all = append(all, d.tagValue(s, key, value, s.at(at...))...)
		}
		list, _ := tags[key].([]any)
		for i, item := range list {
			value, _ := item.(string)
			all = append(all, d.tagValue(s, key, value, s.at(append(at, source.Index(i))...))...)
		}
	}
	return all
}

// tagValue looks at one value of a tag, in every environment when it names the environment.
func (d *declared) tagValue(s side, key, value string, at source.Place) diag.List {
	have := d.valuesOf(key)
	for _, environment := range d.environmentsOf(s.decl) {
		filled := strings.ReplaceAll(value, "{environment}", environment)
		if strings.Contains(filled, "{") || slices.Contains(have, filled) {
			continue
		}
		return one(at, "tag "+key+" has no value "+quote(filled), orElse(choose(filled, have), "add it to the tag's values"))
	}
	return nil
}

func (d *declared) valuesOf(tag string) []string {
	var values []string
	for _, t := range d.byKind[schema.KindTag] {
		if t.Name != tag {
			continue
		}
		list, _ := t.Value()["values"].([]any)
		for _, item := range list {
			value, _ := item.(string)
			values = append(values, value)
		}
	}
	return values
}
