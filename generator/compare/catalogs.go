package compare

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// catalogs are those that a cluster offers, as its files say it: name to property to value.
type catalogs map[string]map[string]string

// catalogsOf reads the catalogs of every cluster out of out/.
func (c Change) catalogsOf(o Output) map[string]catalogs {
	all := map[string]catalogs{}
	put := func(place, name, key, value string) {
		if all[place] == nil {
			all[place] = catalogs{}
		}
		if all[place][name] == nil {
			all[place][name] = map[string]string{}
		}
		all[place][name][key] = value
	}
	for path, data := range o {
		if !c.chosen(path) {
			continue
		}
		place, file := c.placeOf(path)
		name, payload := catalogFile(file)
		switch {
		case payload && bytes.Equal(c.Deployed[path], c.Output[path]):
			put(place, name, "", "") // as it was: its properties are nobody's business here
		case payload:
			for _, l := range flatten(file, data) {
				if l.path[0] == "Value" {
					put(place, name, l.path[len(l.path)-1], l.text)
				}
			}
		case file == "helm/values.yaml":
			for _, l := range flatten(file, data) {
				if len(l.path) > 1 && l.path[0] == "additionalCatalogs" {
					put(place, l.path[1], l.path[len(l.path)-1], l.text)
				}
			}
		}
	}
	return all
}

// catalogThings are the catalogs that clusters gain, lose or have otherwise. Those of a cluster that comes or goes as a whole
// are told with it.
func (c Change) catalogThings() []Thing {
	deployed, is, rebuilt := c.catalogsOf(c.Deployed), c.catalogsOf(c.Output), c.catalogsOf(c.Rebuilt)
	var all []Thing
	for _, place := range c.places() {
		before, after := deployed[place], is[place]
		if !c.deployed(place) || c.cluster(c.After, place) == nil {
			before, after = unknown(before, is), unknown(after, deployed)
		}
		all = append(all, c.catalogsAt(place, before, after, rebuilt[place])...)
	}
	return all
}

// unknown leaves out the catalogs that the other state has too, somewhere: only what is new, or gone, everywhere is told.
func unknown(here catalogs, other map[string]catalogs) catalogs {
	left := maps.Clone(here)
	for _, there := range other {
		for name := range there {
			delete(left, name)
		}
	}
	return left
}

func (c Change) catalogsAt(place string, was, is, again catalogs) []Thing {
	var all []Thing
	var added, removed []string
	for _, name := range bothKeys(was, is) {
		before, there := was[name]
		after, stays := is[name]
		switch {
		case !there:
			added = append(added, name)
		case !stays:
			removed = append(removed, name)
		default:
			// What this weir renders the base's declarations to alike is not the declarations' doing.
			fields := fieldsBetween(before, after, func(key string) bool { return c.Rebuilt == nil || again[name][key] != after[key] })
			fields = append(fields, c.spoken(place, name)...)
			if len(fields) > 0 {
				all = append(all, Thing{Kind: schema.KindCatalog, Name: name, Change: Changed, Where: []string{place}, Fields: fields, At: c.atProperty(place, name, fields)})
			}
		}
	}
	return append(all, c.comeAndGone(place, added, removed, was, is)...)
}

// comeAndGone are the catalogs that are there in one state alone; two of them that differ in their names are one, renamed.
func (c Change) comeAndGone(place string, added, removed []string, was, is catalogs) []Thing {
	var all []Thing
	for _, name := range added {
		t := Thing{Kind: schema.KindCatalog, Name: name, Change: Added, Where: []string{place}, At: c.atCatalog(place, name)}
		t.Fields = []Field{{Key: "connector", After: is[name]["connector.name"]}}
		if i := slices.IndexFunc(removed, func(old string) bool { return sameBut(was[old], is[name]) }); i >= 0 {
			t.Change, t.Was, t.Fields = Renamed, removed[i], nil
			removed = slices.Delete(slices.Clone(removed), i, i+1)
		}
		all = append(all, t)
	}
	for _, name := range removed {
		fields := []Field{{Key: "connector", Before: was[name]["connector.name"]}}
		all = append(all, Thing{Kind: schema.KindCatalog, Name: name, Change: Removed, Where: []string{place}, Fields: fields, At: c.atCatalog(place, name)})
	}
	return all
}

// variable is a reference to an environment variable in a property: ${ENV:ORDERS_CONNECTION_PASSWORD}.
var variable = regexp.MustCompile(`\$\{ENV:[A-Z0-9_]+\}`)

// sameBut says whether two catalogs differ in nothing but their names, and what follows from them.
func sameBut(a, b map[string]string) bool {
	if len(a) != len(b) || len(a) < 2 { // connector.name alone says nothing
		return false
	}
	for key, value := range a {
		other, ok := b[key]
		if !ok || variable.ReplaceAllString(value, "${}") != variable.ReplaceAllString(other, "${}") {
			return false
		}
	}
	return true
}

// fieldsBetween are the keys whose values differ and that count.
func fieldsBetween(before, after map[string]string, counts func(key string) bool) []Field {
	var fields []Field
	for _, key := range bothKeys(before, after) {
		a, was := before[key]
		b, is := after[key]
		if (a != b || was != is) && counts(key) {
			fields = append(fields, Field{key, a, b})
		}
	}
	return fields
}

// spoken is what a catalog's declaration says and no file has.
func (c Change) spoken(place, name string) []Field {
	was, is := catalogOf(c.cluster(c.Before, place), name), catalogOf(c.cluster(c.After, place), name)
	if was == nil || is == nil {
		return nil
	}
	return fieldsBetween(saidOf(was), saidOf(is), func(string) bool { return true })
}

// saidOf is what people read in a catalog's declaration, and the rules that it lowers.
func saidOf(k *model.Catalog) map[string]string {
	said := map[string]string{"owner": k.Owner, "description": k.Description}
	for rule, reason := range k.Head.Waive {
		said["waive."+rule] = reason
	}
	return said
}

func catalogOf(k *model.Cluster, name string) *model.Catalog {
	if k == nil {
		return nil
	}
	for _, c := range k.Catalogs {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// atCatalog is where a catalog is declared, or was.
func (c Change) atCatalog(place, name string) At {
	if k := catalogOf(c.cluster(c.After, place), name); k != nil {
		return At{Places: []source.Place{k.Place}}
	}
	if k := catalogOf(c.cluster(c.Before, place), name); k != nil {
		return At{Places: []source.Place{k.Place}, Gone: true}
	}
	return At{}
}

// atProperty is where the first of a catalog's changed properties is said.
func (c Change) atProperty(place, name string, fields []Field) At {
	at := c.atCatalog(place, name)
	k := catalogOf(c.cluster(c.After, place), name)
	if k == nil {
		return at
	}
	var places []source.Place
	for _, f := range fields {
		for _, line := range k.Properties {
			if line.Key == f.Key {
				places = append(places, declaredIn(line.Origin)...)
			}
		}
		places = append(places, k.At(strings.Split(f.Key, ".")...))
	}
	at.Places = append(places, at.Places...)
	return at
}

// declaredIn are the places that an origin rests on and the user wrote, the winner first.
func declaredIn(o *source.Origin) []source.Place {
	var places []source.Place
	for from := range o.All() {
		if from.Kind == source.KindDeclared || from.Kind == source.KindOverride {
			places = append(places, from.Place)
		}
	}
	return places
}
