package compare

import (
	"slices"
	"strings"

	"weir.local/generator/model"
)

// cluster is the cluster of a place of a model, nil when it has none.
func (c Change) cluster(p *model.Platform, place string) *model.Cluster {
	name, cluster, _ := strings.Cut(place, "/")
	e := environment(p, name)
	if e == nil {
		return nil
	}
	for _, k := range e.Clusters {
		if k.Name == cluster {
			return k
		}
	}
	return nil
}

func environment(p *model.Platform, name string) *model.Environment {
	if p == nil {
		return nil
	}
	for _, e := range p.Environments {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// environments are the names of both models' environments, those that are chosen.
func (c Change) environments() []string {
	var names []string
	for _, p := range []*model.Platform{c.Before, c.After} {
		if p == nil {
			continue
		}
		for _, e := range p.Environments {
			if c.Environment == "" || c.Environment == e.Name {
				names = append(names, e.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// places are the clusters that are declared or deployed, before or after: "dev/adhoc".
func (c Change) places() []string {
	var places []string
	for _, name := range c.environments() {
		for _, p := range []*model.Platform{c.Before, c.After} {
			if e := environment(p, name); e != nil {
				for _, k := range e.Clusters {
					places = append(places, name+"/"+k.Name)
				}
			}
		}
	}
	for path := range c.Deployed {
		if place, _ := c.placeOf(path); c.chosen(path) && strings.Contains(place, "/") {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}
