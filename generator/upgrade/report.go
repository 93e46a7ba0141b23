package upgrade

import (
	"cmp"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// Kind says what another version does to something that is declared.
type Kind string

// The kinds of step.
const (
	Connector Kind = "connector" // there is no such connector
	Removed   Kind = "removed"   // there is no such property
	Renamed   Kind = "renamed"   // it is called otherwise; an error where the old name is refused
	Value     Kind = "value"     // the value is refused: another type, bound or enumeration
	Condition Kind = "condition" // it is read only when another property says otherwise
	Required  Kind = "required"  // it was optional, and is missing
	Flag      Kind = "flag"      // of the JVM
	Rule      Kind = "rule"      // what a rule of weir's says at that version
)

// Report is what another version does.
type Report struct {
	Moves    []Move    // by environment and cluster
	Steps    []Step    // by place
	Defaults []Default // by file and property
}

// Move is one cluster in one environment from its version to another.
type Move struct {
	In
	From, To int
	Known    bool // there is data for From: changes of defaults can be told
}

// In is a cluster in an environment.
type In struct{ Environment, Cluster string }

// Step is one thing that the other version does not take as it is.
type Step struct {
	diag.Diagnostic
	Kind     Kind
	Property string // "hive.metastore"; of Connector its name, of Flag the flag
	To       string // of Renamed: the other name
	In       []In
	Fix      *Fix   // nil: by hand
	ByHand   string // why it is, where that is not plain
}

// Fix is what may be done without a person: give a property another name, or take it out, wherever it is written.
type Fix struct {
	To     string // empty: remove it
	Places []source.Place
}

// Default is a property that nobody sets and that has another default at the other version.
type Default struct {
	File     string // "connector hive", "config.properties"
	Property string
	Was, Now string
	Catalogs []string // that rely on it; none of other files
	In       []In
}

// Compare says what lies between a platform and the same one planned at another version. Clusters whose version is the same
// in both are left out, but what is written in a catalog that they offer too must suit them.
func Compare(before, after *model.Platform) Report {
	r := reporter{others: othersOf(before, after)}
	pairs(before, after, func(was, now *model.Cluster) {
		if was.Version == now.Version {
			return
		}
		to := now.Release
		if to == nil {
			return
		}
		from := was.Release
		r.Moves = append(r.Moves, Move{In{now.Environment, now.Name}, was.Version, now.Version, from != nil})
		c := comparison{r: &r, was: was, now: now, from: from, to: to}
		c.cluster()
	})
	r.sort()
	return r.Report
}

// pairs visits each cluster of both platforms.
func pairs(before, after *model.Platform, visit func(was, now *model.Cluster)) {
	known := map[In]*model.Cluster{}
	for _, e := range before.Environments {
		for _, c := range e.Clusters {
			known[In{e.Name, c.Name}] = c
		}
	}
	for _, e := range after.Environments {
		for _, c := range e.Clusters {
			if was := known[In{e.Name, c.Name}]; was != nil {
				visit(was, c)
			}
		}
	}
}

// reporter gathers what is found in all clusters; what is alike in several is one.
type reporter struct {
	Report
	others others
}

func (r *reporter) step(s Step, in In) {
	same := func(o Step) bool {
		return o.Place.Compare(s.Place) == 0 && o.Kind == s.Kind && o.Property == s.Property && o.Message == s.Message
	}
	i := slices.IndexFunc(r.Steps, same)
	if i < 0 {
		r.Steps = append(r.Steps, s)
		i = len(r.Steps) - 1
	}
	old := &r.Steps[i]
	if !slices.Contains(old.In, in) {
		old.In = append(old.In, in)
	}
	if old.Fix != nil && s.Fix == nil { // by hand somewhere is by hand
		old.Fix, old.ByHand, old.Remedy = nil, s.ByHand, s.Remedy
	} else if old.Fix != nil {
		old.Fix.Places = union(old.Fix.Places, s.Fix.Places)
	}
}

func union(a, b []source.Place) []source.Place {
	for _, p := range b {
		if !slices.ContainsFunc(a, func(o source.Place) bool { return o.Compare(p) == 0 }) {
			a = append(slices.Clip(a), p)
		}
	}
	return a
}

func (r *reporter) relies(d Default, catalog string, in In) {
	i := slices.IndexFunc(r.Defaults, func(o Default) bool {
		return o.File == d.File && o.Property == d.Property && o.Was == d.Was && o.Now == d.Now
	})
	if i < 0 {
		r.Defaults = append(r.Defaults, d)
		i = len(r.Defaults) - 1
	}
	old := &r.Defaults[i]
	if catalog != "" && !slices.Contains(old.Catalogs, catalog) {
		old.Catalogs = append(old.Catalogs, catalog)
	}
	if !slices.Contains(old.In, in) {
		old.In = append(old.In, in)
	}
}

func (r *reporter) sort() {
	slices.SortStableFunc(r.Steps, func(a, b Step) int {
		return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.Property, b.Property), cmp.Compare(a.Kind, b.Kind))
	})
	slices.SortStableFunc(r.Defaults, func(a, b Default) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Property, b.Property))
	})
	for i := range r.Defaults {
		slices.Sort(r.Defaults[i].Catalogs)
	}
}
