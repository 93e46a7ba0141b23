package verify

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/model"
)

// Catalog is one catalog to ask about, with every cluster on which it reads the same.
type Catalog struct {
	*model.Catalog
	Where []*model.Cluster
}

// Catalogs gathers the catalogs of clusters by name. One that reads alike in several places is asked about once.
func Catalogs(clusters []*model.Cluster) []Catalog {
	var all []Catalog
	at := map[string]int{} // by what the server would be told
	for _, cluster := range clusters {
		for _, c := range cluster.Catalogs {
			text := spelled(c)
			i, known := at[text]
			if !known {
				i = len(all)
				at[text] = i
				all = append(all, Catalog{Catalog: c})
			}
			all[i].Where = append(all[i].Where, cluster)
		}
	}
	slices.SortStableFunc(all, func(a, b Catalog) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// spelled is a catalog's name and every line of it.
func spelled(c *model.Catalog) string {
	var b strings.Builder
	b.WriteString(c.Name)
	for _, line := range c.Properties {
		b.WriteString("\x00" + line.Key + "\x00" + line.Value)
	}
	return b.String()
}

// line is the line of a property.
func (c Catalog) line(key string) (model.Line, bool) {
	i := slices.IndexFunc(c.Properties, func(l model.Line) bool { return l.Key == key })
	if i < 0 {
		return model.Line{}, false
	}
	return c.Properties[i], true
}

// Environments are those of its clusters, sorted, each once.
func (c Catalog) Environments() []string {
	var names []string
	for _, cluster := range c.Where {
		names = append(names, cluster.Environment)
	}
	return distinct(names)
}
