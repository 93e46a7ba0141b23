package plan

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// rulesFile is where the rules lie, on both roles: in a folder of their own, which the chart mounts so that Trino sees them change.
const rulesFile = "access-control/rules.json"

// rulesRefresh is how often Trino reads the rules again, unless the cluster says otherwise: as long as a kubelet takes to bring a changed ConfigMap.
const rulesRefresh = "60s"

// accessFiles are access-control.properties and the rules, the same on both roles: a worker reads who may ask it to go.
func (d *draft) accessFiles(role model.RoleName) []model.File {
	if d.Access == nil {
		return nil
	}
	origin := d.decl.origin("accessControl")
	where := source.Computed("the file beside, as the platform puts it into the container", origin)
	lines := []model.Line{
		{Key: "access-control.name", Value: "file", Origin: origin},
		{Key: "security.refresh-period", Value: rulesRefresh, Origin: source.Default("as long as Kubernetes takes to bring a changed ConfigMap", source.Place{})},
		{Key: "security.config-file", Value: etcTrino + rulesFile, Origin: where},
	}
	if refresh := d.Spec.AccessControl.Refresh; refresh != "" {
		lines[1].Value, lines[1].Origin = string(refresh), d.decl.origin("accessControl", "refresh")
	}
	scope := model.ByPlatform // the chart writes these three by itself, on the coordinator
	if role == model.Worker {
		scope = model.WorkerOnly
	}
	return append([]model.File{
		{Path: "access-control.properties", Origin: origin, Lines: scoped(lines, scope)},
		{Path: rulesFile, Origin: origin, Lines: spelledLines(d.rulesNode())},
	}, d.groupFiles(role)...)
}

// groupFiles say who is in which group; only the coordinator asks.
func (d *draft) groupFiles(role model.RoleName) []model.File {
	groups := d.Spec.AccessControl.Groups
	if role != model.Coordinator || len(groups) == 0 {
		return nil
	}
	origin := d.decl.origin("accessControl", "groups")
	file := model.File{Path: "group.txt", Origin: origin}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		file.Lines = append(file.Lines, model.Line{
			Value: name + ":" + strings.Join(groups[name], ","), Scope: model.BothRoles, Origin: d.decl.origin("accessControl", "groups", name),
		})
	}
	return []model.File{file, {Path: "group-provider.properties", Origin: origin, Lines: []model.Line{
		{Key: "group-provider.name", Value: "file", Scope: model.BothRoles, Origin: origin},
		{Key: "file.group-file", Value: etcTrino + file.Path, Scope: model.BothRoles, Origin: source.Computed("the file beside", origin)},
	}}}
}

// rulesNode is rules.json. A section that is there denies what no rule of it allows, so that each that matters is there: without the
// one of tables everybody reads everything. Why each section reads as it does: Trino documentation, File-based access control.
func (d *draft) rulesNode() artifact.Node {
	return artifact.Map{
		{Key: "catalogs", Value: d.catalogSection()},
		{Key: "schemas", Value: d.schemaSection()},
		{Key: "tables", Value: d.tableSection()},
		{Key: "functions", Value: d.functionSection()},
		{Key: "procedures", Value: d.procedureSection()},
		{Key: "queries", Value: d.querySection()},
		{Key: "system_information", Value: d.systemSection()},
	}
}

// entry is a field of a rule that says something.
func entry(m artifact.Map, origin *source.Origin, key, value string) artifact.Map {
	if value == "" {
		return m
	}
	return append(m, artifact.Entry{Key: key, Value: artifact.String(origin, value)})
}

// ruleOf begins a rule with whom it is about.
func ruleOf(w model.Who) artifact.Map {
	return entry(entry(nil, w.Origin, "user", w.User), w.Origin, "group", w.Group)
}

// adminRules are one rule for each of the admins' lists, with one more field.
func (d *draft) adminRules(key string, value func(*source.Origin) artifact.Node) artifact.List {
	list := artifact.List{}
	for _, who := range d.Access.Admins {
		list = append(list, append(ruleOf(who), artifact.Entry{Key: key, Value: value(who.Origin)}))
	}
	return list
}

func texts(values ...string) func(*source.Origin) artifact.Node {
	return func(o *source.Origin) artifact.Node { return artifact.From(o, artifact.Strings(o, values...)) }
}

func rest(key string, values ...string) artifact.Node {
	why := source.Fixed("what no rule allows is forbidden")
	return artifact.Map{{Key: key, Value: artifact.From(why, artifact.Strings(why, values...))}}
}

func (d *draft) catalogSection() artifact.Node {
	allow := "all"
	if d.Spec.AccessControl.Admins.OwnCatalogs {
		allow = "owner"
	}
	list := d.adminRules("allow", func(o *source.Origin) artifact.Node { return artifact.String(o, allow) })
	for _, r := range d.Access.Catalogs {
		allow := "read-only"
		if r.Write {
			allow = "all"
		}
		list = append(list, entry(entry(ruleOf(r.Who), r.Origin, "catalog", r.Catalog), r.Origin, "allow", allow))
	}
	why := source.Fixed("clients ask the system catalog what there is")
	return append(list, entry(entry(nil, why, "catalog", "system"), why, "allow", "read-only"))
}

func (d *draft) schemaSection() artifact.Node {
	list := d.adminRules("owner", func(o *source.Origin) artifact.Node { return artifact.Bool(o, true) })
	for _, r := range d.Access.Roles {
		if !owns(r.May) || len(r.Catalogs) == 0 {
			continue
		}
		for _, who := range r.Who {
			rule := entry(entry(ruleOf(who), r.Origin, "catalog", oneOf(r.Catalogs)), r.Origin, "schema", r.Schemas)
			list = append(list, append(rule, artifact.Entry{Key: "owner", Value: artifact.Bool(r.Origin, true)}))
		}
	}
	why := source.Fixed("what no rule allows is forbidden")
	return append(list, artifact.Map{{Key: "owner", Value: artifact.Bool(why, false)}})
}

func (d *draft) tableSection() artifact.Node {
	list := d.adminRules("privileges", texts("SELECT", "INSERT", "DELETE", "UPDATE", "OWNERSHIP", "GRANT_SELECT"))
	why := source.Fixed("clients ask these schemas what there is; they show what else a user may see")
	for _, open := range []struct{ catalog, schema string }{{"", "information_schema"}, {"system", "jdbc|metadata"}} {
		rule := entry(entry(nil, why, "catalog", open.catalog), why, "schema", open.schema)
		list = append(list, append(rule, artifact.Entry{Key: "privileges", Value: texts("SELECT")(why)}))
	}
	for _, t := range d.Access.Tables {
		list = append(list, tableNode(t))
	}
	return append(list, rest("privileges"))
}

func tableNode(t model.TableRule) artifact.Node {
	rule := ruleOf(model.Who{User: t.User, Group: t.Group, Origin: t.Origin})
	rule = entry(rule, t.Origin, "catalog", t.Catalog)
	rule = entry(rule, t.Origin, "schema", t.Schema)
	rule = entry(rule, t.Origin, "table", t.Table)
	rule = append(rule, artifact.Entry{Key: "privileges", Value: texts(t.Privileges...)(t.Origin)})
	if len(t.Columns) > 0 {
		columns := artifact.List{}
		for _, name := range slices.Sorted(maps.Keys(t.Columns)) {
			column := entry(nil, t.Origin, "name", name)
			if allow := t.Columns[name].Allow; allow != nil {
				column = append(column, artifact.Entry{Key: "allow", Value: artifact.Bool(t.Origin, *allow)})
			}
			columns = append(columns, entry(column, t.Origin, "mask", t.Columns[name].Mask))
		}
		rule = append(rule, artifact.Entry{Key: "columns", Value: columns})
	}
	return entry(rule, t.Origin, "filter", t.Filter)
}

func (d *draft) functionSection() artifact.Node {
	list := d.adminRules("privileges", texts("EXECUTE", "GRANT_EXECUTE", "OWNERSHIP"))
	for _, r := range d.Access.Roles {
		for _, who := range r.Who {
			if len(r.Functions) > 0 {
				rule := entry(ruleOf(who), r.Origin, "catalog", oneOf(r.Functions))
				list = append(list, append(rule, artifact.Entry{Key: "privileges", Value: texts("EXECUTE")(r.Origin)}))
			}
		}
	}
	why := source.Fixed("Trino's own functions are everybody's")
	builtin := entry(entry(nil, why, "catalog", "system"), why, "schema", "builtin")
	return append(list, append(builtin, artifact.Entry{Key: "privileges", Value: texts("EXECUTE", "GRANT_EXECUTE")(why)}), rest("privileges"))
}

func (d *draft) procedureSection() artifact.Node {
	return append(d.adminRules("privileges", texts("EXECUTE")), rest("privileges"))
}

func (d *draft) querySection() artifact.Node {
	return append(d.adminRules("allow", texts("execute", "kill", "view")), rest("allow", "execute"))
}

func (d *draft) systemSection() artifact.Node {
	list := d.adminRules("allow", texts("read", "write"))
	if drain := d.Access.Drain; drain.Value != "" {
		rule := entry(nil, drain.Origin, "user", regexp.QuoteMeta(drain.Value))
		list = append(list, append(rule, artifact.Entry{Key: "allow", Value: texts("write")(drain.Origin)}))
	}
	list = append(list, d.metricsRules()...)
	if scrape := d.Scaling.Scrape; scrape != nil {
		why := source.Computed("scaling reads Trino's metrics as a user of its own", scrape.Queued.Origin)
		rule := entry(nil, why, "user", regexp.QuoteMeta(scrape.User.Value))
		list = append(list, append(rule, artifact.Entry{Key: "allow", Value: texts("read")(why)}))
	}
	return append(list, rest("allow"))
}
