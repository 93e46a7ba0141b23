package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// access works out who may do what; nil when the cluster does not say.
func (d *draft) access() *model.Access {
	spec := d.Spec.AccessControl
	if spec == nil {
		return nil
	}
	a := &model.Access{
		Admins: d.whoIn(spec.Admins.Users, spec.Admins.Groups, "accessControl", "admins"),
		Drain:  model.Text{Value: spec.Drain, Origin: d.decl.origin("accessControl", "drain")},
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Roles)) {
		a.Roles = append(a.Roles, d.accessRole(name, spec.Roles[name]))
	}
	a.Catalogs = d.catalogRules(a)
	a.Tables = d.tableRules(a)
	return a
}

// whoIn are the users and the groups that lists of patterns name: a rule of Trino's has both or either, so that each list is one of its own.
func (d *draft) whoIn(users, groups []string, path ...string) []model.Who {
	var who []model.Who
	if len(users) > 0 {
		who = append(who, model.Who{User: oneOf(users), Origin: d.decl.origin(append(slices.Clone(path), "users")...)})
	}
	if len(groups) > 0 {
		who = append(who, model.Who{Group: oneOf(groups), Origin: d.decl.origin(append(slices.Clone(path), "groups")...)})
	}
	return who
}

// oneOf is a pattern of several: "ana|svc-.*". Trino holds a pattern against the whole name, so that no brackets are needed.
func oneOf(patterns []string) string { return strings.Join(patterns, "|") }

// accessRole is a role with what the lake lets it do, on the catalogs of this cluster that it reaches.
func (d *draft) accessRole(name string, spec schema.AccessRoleFields) *model.AccessRole {
	path := []string{"accessControl", "roles", name}
	r := &model.AccessRole{
		Name: name, Schemas: spec.Schemas, Origin: d.decl.origin(path...),
		Who:       d.whoIn(spec.Users, spec.Groups, path...),
		Catalogs:  d.catalogsOf(spec.Catalogs),
		Functions: d.catalogsOf(spec.Functions),
	}
	if i := slices.IndexFunc(d.env.Lake.Roles, func(item model.Item[schema.Role]) bool { return item.Name == name }); i >= 0 {
		item := d.env.Lake.Roles[i]
		r.May = item.Spec.May
		r.Origin = source.Computed("role: what it may in the lake, on the catalogs that it reaches here", d.decl.origin(path...), source.Declared(item.Place.At("may")))
	}
	return r
}

// catalogsOf are the cluster's catalogs that globs choose, sorted.
func (d *draft) catalogsOf(globs []string) []string {
	var names []string
	for _, c := range d.Catalogs {
		if Offered(globs, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}

// privileges are Trino's for what a role may in the lake. Lake Formation has no update: it is a deletion and an insertion. To alter or
// drop a table is its owner's in Trino. Names are shown to whoever has any privilege, which is all that "describe" asks for.
func privileges(may []string) []string {
	all := []struct {
		privilege string
		of        []string
	}{
		{"SELECT", []string{"select"}},
		{"INSERT", []string{"insert"}},
		{"DELETE", []string{"delete"}},
		{"UPDATE", []string{"insert", "delete"}},
	}
	var list []string
	for _, p := range all {
		if !slices.ContainsFunc(p.of, func(m string) bool { return !slices.Contains(may, m) }) {
			list = append(list, p.privilege)
		}
	}
	if owns(may) {
		list = append(list, "OWNERSHIP")
	}
	return list
}

func owns(may []string) bool { return slices.Contains(may, "alter") || slices.Contains(may, "drop") }

// writes says whether privileges change anything; a catalog that is read only forbids them whatever its tables say.
func writes(privileges []string) bool {
	return slices.ContainsFunc(privileges, func(p string) bool { return p != "SELECT" && p != "GRANT_SELECT" })
}

// catalogRules show catalogs to those whom a role or a rule for tables gives anything in them. The first rule that matches counts, so
// that those who may write come first.
func (d *draft) catalogRules(a *model.Access) []model.CatalogRule {
	var rules []model.CatalogRule
	add := func(who model.Who, catalog string, write bool, origin *source.Origin) {
		r := model.CatalogRule{Who: who, Catalog: catalog, Write: write, Origin: origin}
		if !slices.ContainsFunc(rules, r.Same) {
			rules = append(rules, r)
		}
	}
	for _, r := range a.Roles {
		list := privileges(r.May)
		for _, who := range r.Who {
			if len(r.Catalogs) > 0 && len(list) > 0 {
				add(who, oneOf(r.Catalogs), writes(list), r.Origin)
			}
			if others := slices.DeleteFunc(slices.Clone(r.Functions), func(name string) bool { return slices.Contains(r.Catalogs, name) && len(list) > 0 }); len(others) > 0 {
				add(who, oneOf(others), false, r.Origin)
			}
		}
	}
	for i, t := range d.Spec.AccessControl.Tables {
		if len(t.Privileges) > 0 {
			origin := item(d.decl.origin("accessControl", "tables"), i)
			add(model.Who{User: t.User, Group: t.Group, Origin: origin}, t.Catalog, writes(t.Privileges), origin)
		}
	}
	slices.SortStableFunc(rules, func(a, b model.CatalogRule) int { return cmp.Compare(rank(b.Write), rank(a.Write)) })
	return rules
}

func rank(write bool) int {
	if write {
		return 1
	}
	return 0
}

// tableRules are the rules written by hand in their order, then those of the roles, most privileges first: the first that matches
// counts, and who is in two roles is to have what either gives. What a role reaches is worked out in ofRole alone.
func (d *draft) tableRules(a *model.Access) []model.TableRule {
	var rules []model.TableRule
	list := d.decl.origin("accessControl", "tables")
	for i, t := range d.Spec.AccessControl.Tables {
		rules = append(rules, model.TableRule{TableRule: t, Origin: item(list, i)})
	}
	var roles []model.TableRule
	for _, r := range a.Roles {
		roles = append(roles, ofRole(r)...)
	}
	slices.SortStableFunc(roles, func(a, b model.TableRule) int { return cmp.Compare(len(b.Privileges), len(a.Privileges)) })
	return append(rules, roles...)
}

// ofRole are the rules for tables of one role: all tables of the catalogs and schemas that it reaches.
func ofRole(r *model.AccessRole) []model.TableRule {
	list := privileges(r.May)
	if len(list) == 0 || len(r.Catalogs) == 0 {
		return nil
	}
	var rules []model.TableRule
	for _, who := range r.Who {
		t := schema.TableRule{User: who.User, Group: who.Group, Catalog: oneOf(r.Catalogs), Schema: r.Schemas, Privileges: list}
		rules = append(rules, model.TableRule{TableRule: t, Role: r.Name, Origin: r.Origin})
	}
	return rules
}

// hidesColumns is why columns that a user may not read are left out of SELECT *, which is else refused as a whole; nil where there are none.
func (d *draft) hidesColumns() *source.Origin {
	if d.Access == nil {
		return nil
	}
	for _, t := range d.Access.Tables {
		for _, name := range slices.Sorted(maps.Keys(t.Columns)) {
			if allow := t.Columns[name].Allow; allow != nil && !*allow {
				return source.Computed("a column is kept back: SELECT * is refused unless it leaves such columns out", t.Origin)
			}
		}
	}
	return nil
}
