package plan

import (
	"maps"
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// managed is a pair of files: one names the manager, the other, where that is "file", is what it reads.
type managed struct {
	field      string // of the declaration
	properties string // file that names the manager
	manager    string // property that names it
	pointer    string // property that says where the other file lies
	json       string // the other file
	mounted    string // where the chart puts it; "": where it is
}

func managers() (groups, session managed) {
	return managed{
			field: "resourceGroups", properties: "resource-groups.properties", manager: "resource-groups.configuration-manager",
			pointer: "resource-groups.config-file", json: "resource-groups.json", mounted: "resource-groups/resource-groups.json",
		}, managed{
			field: "sessionProperties", properties: "session-property-config.properties", manager: "session-property-config.configuration-manager",
			pointer: "session-property-manager.config-file", json: "session-property-config.json",
		}
}

// managedFiles are those of resource groups and session properties. Queries are queued and sessions begun on the coordinator, so
// that workers get neither, from the chart either.
func (d *draft) managedFiles(r model.Role) []model.File {
	if r.Name != model.Coordinator {
		return nil
	}
	groups, session := managers()
	return append(d.managed(groups, groupsNode(d.Groups)), d.managed(session, sessionNode(d.Session))...)
}

// managed are the files of one pair: what the plan writes of it, and the user's own properties, which win.
func (d *draft) managed(m managed, node artifact.Node) []model.File {
	own := d.writtenAt(m.field, "properties")
	origin := d.decl.origin(m.field)
	var files []model.File
	var lines []model.Line
	if node != nil {
		path, scope := m.json, model.BothRoles
		if len(own) == 0 { // with lines of the user's own the chart writes none by itself
			path, scope = d.mountedAt(m), model.ByPlatform
		}
		files = append(files, model.File{Path: path, Origin: origin, Lines: spelledLines(node)})
		lines = []model.Line{
			{Key: m.manager, Value: "file", Scope: scope, Origin: origin},
			{Key: m.pointer, Value: "/etc/trino/" + path, Scope: scope, Origin: source.Computed("the file beside, as the platform puts it into the container", origin)},
		}
	}
	for _, line := range own {
		lines = put(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return append(files, model.File{Path: m.properties, Origin: origin, Lines: lines})
}

// mountedAt is where the file lies that the platform makes of the node.
func (d *draft) mountedAt(m managed) string {
	if d.EKS != nil && m.mounted != "" {
		return m.mounted
	}
	return m.json
}

// spelledLines are the lines of a JSON file.
func spelledLines(node artifact.Node) []model.Line {
	file := artifact.JSON("", node)
	var lines []model.Line
	for text := range strings.Lines(string(file.Data)) {
		lines = append(lines, model.Line{Value: strings.TrimSuffix(text, "\n"), Scope: model.BothRoles, Origin: file.Lines[len(lines)]})
	}
	return lines
}

// groupField is a field of a group in resource-groups.json; of answers nil where it is not set.
type groupField struct {
	name string
	of   func(*schema.ResourceGroupFields) any
}

// groupFields are in the order in which they are written: limits, then how the groups beneath share them.
func groupFields() []groupField {
	return []groupField{
		{"softMemoryLimit", func(g *schema.ResourceGroupFields) any { return text(g.SoftMemoryLimit) }},
		{"hardConcurrencyLimit", func(g *schema.ResourceGroupFields) any { return set(g.HardConcurrencyLimit) }},
		{"softConcurrencyLimit", func(g *schema.ResourceGroupFields) any { return set(g.SoftConcurrencyLimit) }},
		{"maxQueued", func(g *schema.ResourceGroupFields) any { return set(g.MaxQueued) }},
		{"softCpuLimit", func(g *schema.ResourceGroupFields) any { return text(g.SoftCpuLimit) }},
		{"hardCpuLimit", func(g *schema.ResourceGroupFields) any { return text(g.HardCpuLimit) }},
		{"schedulingPolicy", func(g *schema.ResourceGroupFields) any { return text(g.SchedulingPolicy) }},
		{"schedulingWeight", func(g *schema.ResourceGroupFields) any { return set(g.SchedulingWeight) }},
		{"jmxExport", func(g *schema.ResourceGroupFields) any { return set(g.JmxExport) }},
	}
}

func text[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

func set[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

func groupsNode(g *model.ResourceGroups) artifact.Node {
	if g == nil {
		return nil
	}
	root := artifact.Map{{Key: "rootGroups", Value: groupList(g.Roots)}}
	var selectors artifact.List
	for _, s := range g.Selectors {
		selectors = append(selectors, artifact.From(s.Origin, conditions(s.Origin, []condition{
			{"user", s.User}, {"userGroup", s.UserGroup}, {"originalUser", s.OriginalUser}, {"authenticatedUser", s.AuthenticatedUser},
			{"source", s.Source}, {"queryType", string(s.QueryType)}, {"clientTags", s.ClientTags}, {"group", s.Group},
		})))
	}
	root = append(root, artifact.Entry{Key: "selectors", Value: selectors})
	if period := g.CPUQuotaPeriod; period.Value != "" {
		root = append(root, artifact.Entry{Key: "cpuQuotaPeriod", Value: artifact.String(period.Origin, period.Value)})
	}
	return root
}

func groupList(groups []*model.ResourceGroup) artifact.List {
	list := artifact.List{}
	for _, g := range groups {
		entries := artifact.Map{{Key: "name", Value: artifact.String(g.Origin, g.Name)}}
		for _, f := range groupFields() {
			if value := f.of(&g.Spec); value != nil {
				entries = append(entries, artifact.Entry{Key: f.name, Value: scalar(g.Origins[f.name], value)})
			}
		}
		if len(g.SubGroups) > 0 {
			entries = append(entries, artifact.Entry{Key: "subGroups", Value: groupList(g.SubGroups)})
		}
		list = append(list, artifact.From(g.Origin, entries))
	}
	return list
}

func scalar(origin *source.Origin, value any) artifact.Node {
	switch v := value.(type) {
	case int64:
		return artifact.Int(origin, v)
	case bool:
		return artifact.Bool(origin, v)
	}
	return artifact.String(origin, plain(value))
}

// condition is what a selector or a rule says of a query; empty where it says nothing.
type condition struct {
	name  string
	value any // text or texts
}

// conditions are the fields of an item of a list that say something.
func conditions(item *source.Origin, all []condition) artifact.Map {
	var entries artifact.Map
	for _, c := range all {
		origin := beneath(item, c.name)
		switch value := c.value.(type) {
		case string:
			if value != "" {
				entries = append(entries, artifact.Entry{Key: c.name, Value: artifact.String(origin, value)})
			}
		case []string:
			if len(value) > 0 {
				entries = append(entries, artifact.Entry{Key: c.name, Value: artifact.Strings(origin, value...)})
			}
		}
	}
	return entries
}

func sessionNode(rules []model.SessionRule) artifact.Node {
	if rules == nil {
		return nil
	}
	list := artifact.List{}
	for _, r := range rules {
		entries := conditions(r.Origin, []condition{
			{"user", r.User}, {"source", r.Source}, {"queryType", string(r.QueryType)}, {"clientTags", r.ClientTags}, {"group", r.Group},
		})
		properties := artifact.Map{}
		for _, name := range slices.Sorted(maps.Keys(r.Values)) {
			properties = append(properties, artifact.Entry{Key: name, Value: artifact.String(r.Values[name].Origin, r.Values[name].Value)})
		}
		entries = append(entries, artifact.Entry{Key: "sessionProperties", Value: artifact.From(beneath(r.Origin, "sessionProperties"), properties)})
		list = append(list, artifact.From(r.Origin, entries))
	}
	return list
}
