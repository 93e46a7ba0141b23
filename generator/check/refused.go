package check

import (
	"cmp"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/trino"
)

// refusal is one thing that Trino would say of a file.
type refusal struct {
	kind    trino.Kind
	catalog bool // of a catalog's file
	finding diag.Diagnostic
}

// refusals is all that Trino would say of the environment's files.
func (h *here) refusals() []refusal {
	if h.asked {
		return h.refused
	}
	h.asked = true
	for _, c := range h.env.Clusters {
		if c.Release == nil {
			continue
		}
		for _, catalog := range c.Catalogs {
			h.askCatalog(c, catalog)
		}
		for _, role := range []*model.Role{&c.Coordinator, &c.Worker} {
			h.askFiles(c, role)
		}
	}
	return h.refused
}

func (h *here) askCatalog(c *model.Cluster, catalog *model.Catalog) {
	connector, ok := c.Release.Connector(catalog.Connector)
	if !ok {
		return
	}
	for _, p := range h.verdicts.of(connector).problems(catalog.Properties) {
		if h.toldAlready(p, catalog) {
			continue
		}
		at := or(placeOf(p, catalog.Properties), catalog.Place)
		h.refused = append(h.refused, refusal{p.Kind, true, h.told(p, at, catalog.Properties, connector, c)})
	}
}

// toldAlready says whether a problem only follows from a mistake that another rule finds: a placeholder that was not filled,
// or a property that is missing because its reference or template is broken.
func (h *here) toldAlready(p trino.Problem, catalog *model.Catalog) bool {
	if line, ok := lineOf(catalog.Properties, p.Property); ok {
		for range placeholders(line.Value) {
			return true
		}
	}
	decl := h.at(catalog.Place)
	if p.Kind != trino.Missing || decl == nil {
		return false
	}
	for _, s := range sides(decl) {
		if len(references(s, s.value)) > 0 {
			return true
		}
	}
	return len(templatesFill(decl, catalogFields(h.declared))) > 0
}

func (h *here) askFiles(c *model.Cluster, role *model.Role) {
	for _, f := range role.Files {
		file, ok := fileOf(c.Release, f)
		if !ok {
			continue
		}
		v := h.verdicts.of(file)
		lines := v.read(role, f)
		for _, p := range v.problems(lines) {
			if role.Name == model.Worker && v.trait(p.Property).coordinatorOnly {
				continue // another rule's
			}
			at := or(placeOf(p, lines), blockOf(p, c), cause(f.Origin), c.Place)
			h.refused = append(h.refused, refusal{p.Kind, false, h.told(p, at, lines, file, c)})
		}
	}
}

// read is what the server reads as one: config.properties, and of node.properties what is not the launcher's.
func (v *verdict) read(role *model.Role, f model.File) []model.Line {
	if f.Path != "config.properties" {
		return f.Lines
	}
	lines := slices.Clip(f.Lines)
	node, _ := role.File("node.properties")
	for _, line := range node.Lines {
		if v.trait(line.Key).known {
			lines = append(lines, line)
		}
	}
	return lines
}

// fileOf is what a release knows of one of a node's files; not of catalogs, and not of those that no declaration reaches.
func fileOf(release *trino.Release, f model.File) (*trino.File, bool) {
	return release.At(f.Path, func(key string) string {
		line, _ := lineOf(f.Lines, key)
		return line.Value
	})
}

// placeOf is the line that a problem is about; for a name that no one knows its own, else what its value was filled from.
func placeOf(p trino.Problem, lines []model.Line) source.Place {
	line, ok := lineOf(lines, p.Property)
	if !ok {
		return source.Place{}
	}
	if misnamed(p.Kind) {
		return line.Origin.Name()
	}
	return cause(line.Origin)
}

// blockOf is the block of a cluster's declaration that has a field for what is missing.
func blockOf(p trino.Problem, c *model.Cluster) source.Place {
	f, ok := model.FieldFor(p.Property)
	if !ok || p.Kind != trino.Missing {
		return source.Place{}
	}
	return field(c, f.Block...)
}

// misnamed says whether the name is wrong, not the value.
func misnamed(kind trino.Kind) bool {
	return slices.Contains([]trino.Kind{trino.UnknownProperty, trino.DefunctProperty, trino.OutOfCondition, trino.LegacyProperty, trino.BothNames}, kind)
}

func lineOf(lines []model.Line, key string) (model.Line, bool) {
	i := slices.IndexFunc(lines, func(l model.Line) bool { return l.Key == key })
	if i < 0 {
		return model.Line{}, false
	}
	return lines[i], true
}

// told is a problem as a finding.
func (h *here) told(p trino.Problem, at source.Place, lines []model.Line, file *trino.File, c *model.Cluster) diag.Diagnostic {
	message := p.Message
	if line, ok := lineOf(lines, p.Property); ok && trino.InClear(line.Value) {
		message = "has a value that Trino refuses" // and that nobody prints
	}
	d := found(at, p.Property+" "+message, cmp.Or(h.inFields(p, at, file), remedyOf(p)))
	if others := h.knownTo(p, file); len(others) > 0 {
		d.Message += "; Trino " + strings.Join(others, " and ") + " has it"
		d.Related = []diag.Related{{Message: "the version of cluster " + c.Name, Place: field(c, "trino", "version")}}
	}
	return d
}

// remedyOf puts the names that were probably meant first.
func remedyOf(p trino.Problem) string {
	near := strings.Join(p.Nearest, " or ")
	switch {
	case near == "" || p.Kind == trino.LegacyProperty:
		return p.Remedy
	case p.Kind == trino.BadEnum: // the message lists all that may be written
		return "write " + near
	}
	return "write " + near + ", or " + p.Remedy
}

// knownTo lists the other versions that have a property which this one does not.
func (h *here) knownTo(p trino.Problem, file *trino.File) []string {
	if p.Kind != trino.UnknownProperty && p.Kind != trino.DefunctProperty {
		return nil
	}
	var versions []string
	for _, release := range h.trino.All() {
		other, ok := release.File(file.Kind, file.Name)
		if !ok {
			continue
		}
		if _, status := other.Lookup(p.Property); status == trino.Known {
			versions = append(versions, itoa(release.Version))
		}
	}
	return versions
}

// refusing makes a rule of the problems of some kinds, of catalogs and of other files alike.
func refusing(kinds ...trino.Kind) func(*here) diag.List {
	return refusingWhere(func(r refusal) bool { return slices.Contains(kinds, r.kind) })
}

func refusingWhere(mine func(refusal) bool) func(*here) diag.List {
	return func(h *here) diag.List {
		var all diag.List
		for _, r := range h.refusals() {
			if mine(r) {
				all = append(all, r.finding)
			}
		}
		return all
	}
}
