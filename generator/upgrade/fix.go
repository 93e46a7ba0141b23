package upgrade

import (
	"fmt"
	"maps"
	"slices"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// renamed finds the properties that have another name at the other version, and leaves out the fixes that would be refused
// under that name.
func (p pair) renamed(after map[string]string) map[string]trino.Rename {
	names := map[string]trino.Rename{}
	if p.from == nil {
		return names
	}
	tried := maps.Clone(after)
	for _, name := range sortedKeys(after) {
		if _, status := p.to.Lookup(name); status == trino.Known {
			continue
		}
		if r, ok := trino.NameIn(name, p.from, p.to); ok {
			names[name] = r
			delete(tried, name)
			tried[r.To] = after[name]
		}
	}
	for _, problem := range p.to.Check(tried) {
		for name, r := range names {
			if r.To == problem.Property && problem.Refused() && r.Same {
				r.Same, r.Note = false, "there it "+problem.Message
				names[name] = r
			}
		}
	}
	return names
}

// rename says what a property is called, and what must be done where it is written.
func (p pair) rename(s *Step, r trino.Rename, line model.Line) {
	s.To = r.To
	if s.Kind == Removed {
		s.Kind = Renamed
		s.Message = fmt.Sprintf("%s is %s in Trino %d", s.Property, r.To, p.comparison.now.Version)
	}
	s.Remedy = "write " + r.To
	if !r.Same {
		s.ByHand = "its value may have to change too"
		if r.Note != "" {
			s.Remedy, s.ByHand = s.Remedy+": "+r.Note, r.Note
		}
		return
	}
	unfit := func(other *trino.File) bool { _, status := other.Lookup(r.To); return status != trino.Known }
	s.Fix, s.ByHand = p.fix(line, r.To, unfit, "which does not have "+r.To)
}

// remove says whether a property that is gone can be taken out: only what was written as its own default changes nothing.
func (p pair) remove(s *Step, line model.Line) {
	s.Remedy = fmt.Sprintf("remove it: nothing in Trino %d takes its place", p.comparison.now.Version)
	if p.from == nil {
		return
	}
	idle := func(f *trino.File) bool {
		was, status := f.Lookup(s.Property)
		return status == trino.Known && was.Default != "" && was.Means(was.Default, line.Value)
	}
	if !idle(p.from) {
		s.ByHand = fmt.Sprintf("it is not the default of Trino %d, so something changes without it", p.comparison.was.Version)
		return
	}
	s.Remedy = fmt.Sprintf("remove it: %s is what Trino %d does without it", line.Value, p.comparison.was.Version)
	s.Fix, s.ByHand = p.fix(line, "", func(other *trino.File) bool { return !idle(other) }, "which does something else without it")
}

// fix is a fix wherever a property is written, or why there is none.
func (p pair) fix(line model.Line, to string, unfit func(*trino.File) bool, why string) (*Fix, string) {
	places := written(line)
	switch {
	case len(places) == 0:
		return nil, "a preset of its definition writes it"
	case presets(line.Origin):
		return nil, "a preset of its definition writes it too"
	}
	for _, other := range p.r.others[p.place.String()] {
		f, ok := other.release.File(p.to.Kind, p.to.Name)
		if other.release.Version != p.comparison.now.Version && ok && unfit(f) {
			return nil, fmt.Sprintf("cluster %s stays on Trino %d, %s", other.cluster, other.release.Version, why)
		}
	}
	return &Fix{To: to, Places: places}, ""
}

// written are the places where a property is written by hand under its own name, the one that wins first.
func written(line model.Line) []source.Place {
	var places []source.Place
	for o := range line.Origin.All() {
		byHand := o.Kind == source.KindDeclared || o.Kind == source.KindOverride
		if path := o.Place.Path; byHand && len(path) > 1 && path[len(path)-1] == line.Key && path[len(path)-2] == "properties" {
			places = append(places, o.Place)
		}
	}
	return places
}

// presets says whether a preset writes a property too.
func presets(origin *source.Origin) bool {
	for o := range origin.All() {
		if o.Kind == source.KindPreset {
			return true
		}
	}
	return false
}

// others is who reads what a declaration writes, by the declaration's place.
type others map[string][]reader

// reader is a cluster with the release that it will run.
type reader struct {
	cluster string
	release *trino.Release
}

func othersOf(before, after *model.Platform) others {
	all := others{}
	add := func(place source.Place, r reader) {
		if key := place.String(); !slices.Contains(all[key], r) {
			all[key] = append(all[key], r)
		}
	}
	pairs(before, after, func(_, now *model.Cluster) {
		release := now.Release
		if release == nil {
			return
		}
		add(now.Place, reader{now.Name, release})
		for _, c := range now.Catalogs {
			add(c.Place, reader{now.Name, release})
		}
	})
	return all
}
