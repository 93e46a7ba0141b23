package plan

import (
	"cmp"

	"weir.local/generator/model"
)

// dynamicLines let catalogs be made and dropped while Trino runs. Where they are stored is the coordinator's business.
func (d *draft) dynamicLines(r model.Role) []model.Line {
	dynamic := d.Spec.DynamicCatalogs
	if dynamic == nil || !on(dynamic.Enabled) {
		return nil
	}
	origin := d.decl.origin("dynamicCatalogs")
	lines := computedLine(nil, "catalog.management", "dynamic", "catalogs change while Trino runs", origin)
	lines[0].Scope = model.BothRoles
	if r.Name == model.Coordinator {
		if dynamic.Store != "" {
			origin = d.decl.origin("dynamicCatalogs", "store")
		}
		lines = append(lines, model.Line{Key: "catalog.store", Value: cmp.Or(dynamic.Store, "file"), Scope: model.CoordinatorOnly, Origin: origin})
	}
	return lines
}
