package upgrade

import (
	"fmt"
	"maps"
	"slices"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// comparison is one cluster in one environment, at both versions.
type comparison struct {
	r        *reporter
	was, now *model.Cluster
	from, to *trino.Release // from is nil when there is no data for it
}

func (c *comparison) in() In { return In{c.now.Environment, c.now.Name} }

func (c *comparison) cluster() {
	for _, catalog := range c.now.Catalogs {
		c.catalog(catalog)
	}
	for _, role := range []*model.Role{&c.now.Coordinator, &c.now.Worker} {
		for _, f := range role.Files {
			c.file(role, f)
		}
		c.flags(role)
	}
}

func (c *comparison) catalog(catalog *model.Catalog) {
	to, ok := c.to.Connector(catalog.Connector)
	if !ok {
		c.noConnector(catalog)
		return
	}
	var from *trino.File
	if c.from != nil {
		from, _ = c.from.Connector(catalog.Connector)
	}
	p := pair{comparison: c, from: from, to: to, catalog: catalog.Name, place: catalog.Place, now: catalog.Properties}
	if i := slices.IndexFunc(c.was.Catalogs, func(o *model.Catalog) bool { return o.Name == catalog.Name }); i >= 0 {
		p.was = c.was.Catalogs[i].Properties
	}
	p.compare()
}

func (c *comparison) noConnector(catalog *model.Catalog) {
	if c.from != nil {
		if _, had := c.from.Connector(catalog.Connector); !had {
			return // not the upgrade's doing
		}
	}
	remedy := fmt.Sprintf("remove the catalog, or leave cluster %s on Trino %d", c.now.Name, c.was.Version)
	c.r.step(Step{Kind: Connector, Property: catalog.Connector, Diagnostic: diag.Diagnostic{
		ID: string(Connector), Level: diag.Error, Place: catalog.At("connector"),
		Message: fmt.Sprintf("connector %s of catalog %s is not in Trino %d", catalog.Connector, catalog.Name, c.now.Version), Remedy: remedy,
	}}, c.in())
}

// file compares one of a node's own files.
func (c *comparison) file(role *model.Role, f model.File) {
	value := func(key string) string { return valueOf(f.Lines, key) }
	to, ok := c.to.At(f.Path, value)
	if !ok {
		return
	}
	p := pair{comparison: c, to: to, place: c.now.Place, now: f.Lines, worker: role.Name == model.Worker}
	if c.from != nil {
		p.from, _ = c.from.At(f.Path, value)
	}
	before := &c.was.Coordinator
	if p.worker {
		before = &c.was.Worker
	}
	if old, ok := before.File(f.Path); ok {
		p.was = old.Lines
	}
	p.compare()
}

func valueOf(lines []model.Line, key string) string {
	if i := slices.IndexFunc(lines, func(l model.Line) bool { return l.Key == key }); i >= 0 {
		return lines[i].Value
	}
	return ""
}

// pair is one file at both versions.
type pair struct {
	*comparison
	from, to *trino.File // from is nil when the version before has no data, or no such file
	catalog  string      // its name; none of other files
	place    source.Place
	was, now []model.Line
	worker   bool
}

func (p pair) compare() {
	known := map[string]bool{} // what was refused before is not the upgrade's doing
	if p.from != nil {
		for _, old := range p.from.Check(properties(p.was)) {
			known[old.Property+" "+string(old.Kind)] = true
		}
	}
	after := properties(p.now)
	names := p.renamed(after)
	for _, problem := range p.to.Check(after) {
		if !known[problem.Property+" "+string(problem.Kind)] && !p.elsewhere(problem) {
			p.r.step(p.step(problem, names), p.in())
		}
	}
	p.defaults(after)
}

// elsewhere says whether a problem is of the roles and not of the version: a worker does not read what is the coordinator's,
// and node.properties gives config.properties some of what it must have.
func (p pair) elsewhere(problem trino.Problem) bool {
	property, _ := p.to.Lookup(problem.Property)
	return p.worker && property.Role == trino.CoordinatorOnly || problem.Kind == trino.Missing && problem.Property == "node.environment"
}

func properties(lines []model.Line) map[string]string {
	all := make(map[string]string, len(lines))
	for _, line := range lines {
		all[line.Key] = line.Value
	}
	return all
}

// kinds is what a problem of Trino's is to an upgrade.
var kinds = map[trino.Kind]Kind{
	trino.UnknownProperty: Removed, trino.DefunctProperty: Removed,
	trino.LegacyProperty: Renamed, trino.BothNames: Renamed,
	trino.OutOfCondition: Condition, trino.Missing: Required,
	trino.WrongType: Value, trino.OutOfRange: Value, trino.BadEnum: Value, trino.BadValue: Value,
}

// step is a problem as a step, with the fix that it may have.
func (p pair) step(problem trino.Problem, names map[string]trino.Rename) Step {
	line := p.line(problem.Property)
	s := Step{Kind: kinds[problem.Kind], Property: problem.Property, Diagnostic: diag.Diagnostic{
		Level: diag.Error, Message: problem.Property + " " + problem.Message, Remedy: problem.Remedy, Place: p.at(problem, line),
	}}
	if !problem.Refused() {
		s.Level = diag.Warning
		s.Message += fmt.Sprintf("; Trino %d still takes the old name", p.comparison.now.Version)
	}
	if near := problem.Nearest; problem.Kind == trino.BadEnum && len(near) > 0 {
		s.Remedy = "write " + near[0]
	}
	switch rename, renamed := names[problem.Property]; {
	case s.Kind == Value:
		s.Message += p.changed(problem.Property)
	case renamed:
		p.rename(&s, rename, line)
	case s.Kind == Removed:
		p.remove(&s, line)
	}
	s.ID = string(s.Kind)
	return s
}

func (p pair) line(property string) model.Line {
	i := slices.IndexFunc(p.now, func(l model.Line) bool { return l.Key == property })
	if i < 0 {
		return model.Line{}
	}
	return p.now[i]
}

// at is where a step points: at the value where that is refused, else where the name was written first.
func (p pair) at(problem trino.Problem, line model.Line) source.Place {
	at := line.Origin.Name()
	if kinds[problem.Kind] == Value {
		at = line.Origin.Cause()
	}
	if at.IsZero() {
		return p.place
	}
	return at
}

// changed says how what a property takes differs from before.
func (p pair) changed(property string) string {
	if p.from == nil {
		return ""
	}
	for _, change := range trino.Changes(p.from, p.to) {
		if change.Property != property {
			continue
		}
		switch change.Kind {
		case trino.Retyped:
			return fmt.Sprintf("; Trino %d took any %s", p.comparison.was.Version, change.Was)
		case trino.Rebounded, trino.Revalued:
			return fmt.Sprintf("; Trino %d took %s", p.comparison.was.Version, change.Was)
		}
	}
	return ""
}

// defaults finds the properties that nobody sets and whose default changes.
func (p pair) defaults(after map[string]string) {
	if p.from == nil {
		return
	}
	readable := p.to.Readable(after)
	for _, change := range trino.Changes(p.from, p.to) {
		if change.Kind != trino.Defaulted || p.isSet(change.Property, after) {
			continue
		}
		property, _ := p.to.Lookup(change.Property)
		if _, ok := slices.BinarySearch(readable, change.Property); !ok || p.worker && property.Role == trino.CoordinatorOnly {
			continue
		}
		p.r.relies(Default{File: p.to.String(), Property: change.Property, Was: orNone(change.Was), Now: orNone(change.Now)}, p.catalog, p.in())
	}
}

// isSet says whether a property is set by any of its names.
func (p pair) isSet(property string, after map[string]string) bool {
	now, _ := p.to.Lookup(property)
	return slices.ContainsFunc(append(slices.Clone(now.Legacy), property), func(name string) bool { _, set := after[name]; return set })
}

func orNone(value string) string {
	if value == "" {
		return "none"
	}
	return value
}

// sortedKeys are the names of properties, in order.
func sortedKeys(properties map[string]string) []string { return slices.Sorted(maps.Keys(properties)) }
