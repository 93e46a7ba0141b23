package check

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/source"
	"weir.local/generator/trino"
	"weir.local/schema"
)

// declared is a repository's declarations by kind, name and place.
type declared struct {
	all    []*schema.Declaration
	byKind map[schema.Kind][]*schema.Declaration
	names  map[schema.Kind][]string
	byPath map[string]*schema.Declaration
	trino  trino.Releases // what is known of Trino
}

func declarations(repo *schema.Repo) *declared {
	d := &declared{
		all:    repo.Declarations,
		trino:  repo.Trino,
		byKind: map[schema.Kind][]*schema.Declaration{},
		names:  map[schema.Kind][]string{},
		byPath: make(map[string]*schema.Declaration, len(repo.Declarations)),
	}
	for _, one := range repo.Declarations {
		d.byKind[one.Kind] = append(d.byKind[one.Kind], one)
		d.names[one.Kind] = append(d.names[one.Kind], one.Name)
		d.byPath[strings.Join(one.Place.Path, "\x00")] = one
	}
	for _, others := range []map[schema.Kind][]string{repo.Refused, repo.Standing} {
		for kind, names := range others {
			d.names[kind] = append(d.names[kind], names...)
			slices.Sort(d.names[kind])
		}
	}
	return d
}

// has says whether something of a kind and a name is declared.
func (d *declared) has(kind schema.Kind, name string) bool {
	return slices.Contains(d.names[kind], name)
}

// at is the declaration that a place is in; nil when it is in none.
func (d *declared) at(place source.Place) *schema.Declaration {
	for _, length := range []int{2, 3} { // catalogs.orders, lake.datasets.mmp
		if len(place.Path) >= length {
			if one := d.byPath[strings.Join(place.Path[:length], "\x00")]; one != nil {
				return one
			}
		}
	}
	return nil
}

// environmentsOf are the names of the environments that a declaration exists in, as far as it says itself.
func (d *declared) environmentsOf(one *schema.Declaration) []string {
	if one == nil || one.Head().Only == nil {
		return d.names[schema.KindEnvironment]
	}
	return one.Head().Only
}

// side is what a declaration says for all environments, or what it replaces in one.
type side struct {
	decl        *schema.Declaration
	environment string // "" for all
	value       map[string]any
}

// sides are both: what is said for all, then each environment's override by name.
func sides(one *schema.Declaration) []side {
	overrides := one.Head().Environments
	all := make([]side, 1, 1+len(overrides))
	all[0] = side{one, "", one.Value()}
	if len(overrides) == 0 {
		return all
	}
	for _, name := range slices.Sorted(maps.Keys(overrides)) {
		all = append(all, side{one, name, overrides[name]})
	}
	return all
}

// at is the place of a field of this side.
func (s side) at(labels ...string) source.Place {
	if s.environment == "" {
		return s.decl.At(labels...)
	}
	return s.decl.At(append([]string{"environments", s.environment}, labels...)...)
}

// get is the value at a path; nil when there is none.
func (s side) get(path ...string) any { return get(s.value, path...) }

// text is the text at a path; empty when there is none.
func (s side) text(path ...string) string {
	text, _ := s.get(path...).(string)
	return text
}

// table is the struct at a path.
func (s side) table(path ...string) map[string]any {
	table, _ := s.get(path...).(map[string]any)
	return table
}

// list is the list at a path.
func (s side) list(path ...string) []any {
	list, _ := s.get(path...).([]any)
	return list
}

// texts are the texts in the list at a path.
func (s side) texts(path ...string) []string {
	var texts []string
	for _, item := range s.list(path...) {
		if text, ok := item.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

func get(value map[string]any, path ...string) any {
	for i, label := range path {
		next, ok := value[label]
		if !ok {
			return nil
		}
		if i == len(path)-1 {
			return next
		}
		if value, ok = next.(map[string]any); !ok {
			return nil
		}
	}
	return nil
}
