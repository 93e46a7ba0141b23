package model

import (
	"weir.local/generator/source"
	"weir.local/schema"
)

// Access is who may do what on a cluster.
type Access struct {
	Admins   []Who
	Drain    Text // the user as whom a worker is asked to go; empty: none
	Roles    []*AccessRole
	Catalogs []CatalogRule // in their order
	Tables   []TableRule   // in their order, without those of admins and of everybody
}

// Who is whom a rule is about: a pattern of users, or of groups.
type Who struct {
	User, Group string // "ana|svc-.*"
	Origin      *source.Origin
}

// AccessRole is a role of the lake on a cluster: who has it, what it reaches, what it may do there.
type AccessRole struct {
	Name      string
	Who       []Who
	Catalogs  []string // sorted
	Schemas   string   // pattern; empty: all
	Functions []string // catalogs whose functions it may call, sorted
	May       []string // in the lake's words: "select"
	Origin    *source.Origin
}

// CatalogRule shows catalogs to someone.
type CatalogRule struct {
	Who     Who
	Catalog string // pattern; empty: all
	Write   bool
	Origin  *source.Origin
}

// Same says whether another rule shows the same to the same.
func (r CatalogRule) Same(other CatalogRule) bool {
	return r.Who.User == other.Who.User && r.Who.Group == other.Who.Group && r.Catalog == other.Catalog && r.Write == other.Write
}

// TableRule is a rule for tables.
type TableRule struct {
	schema.TableRule
	Role   string // that it is made of; empty: written by hand
	Origin *source.Origin
}
