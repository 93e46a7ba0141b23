package plan

import "weir.local/generator/model"

// spills says whether queries put intermediate results on disk.
func (d *draft) spills() bool {
	return d.Spec.Spill != nil && on(d.Spec.Spill.Enabled)
}

// spill works out how much of the disk spill may take.
func (d *draft) spill(percent int64, r rule) {
	d.Disk.Spill = d.ofDisk("spill per node", r, d.Spec.Spill.MaxPerNode, percent, "spill", "maxPerNode")
	d.Disk.QuerySpill = d.Disk.Spill
	if d.Spec.Spill.MaxPerQuery != "" || d.Disk.Spill.Text != "" {
		d.Disk.QuerySpill = d.size(model.Worker, "spill per query", ruleQuerySpill, d.Spec.Spill.MaxPerQuery, d.Disk.Spill.Value, d.Disk.Spill.Origin, "spill", "maxPerQuery")
	}
}

// spillLines go to both roles: the coordinator's are what sessions begin with, the workers' are where they spill to.
func (d *draft) spillLines() []model.Line {
	if !d.spills() {
		return nil
	}
	origin := d.decl.origin("spill")
	lines := computedLine(nil, "spill-enabled", "true", "the cluster spills", origin)
	lines = computedLine(lines, "spiller-spill-path", diskPath+"/spill", "spill lies on the workers' disk", origin)
	lines = sizeLine(lines, "max-spill-per-node", d.Disk.Spill)
	lines = sizeLine(lines, "query-max-spill-per-node", d.Disk.QuerySpill)
	lines = d.fieldLine(lines, "spill-compression-codec", "spill", "compression")
	return d.fieldLine(lines, "spill-encryption-enabled", "spill", "encryption")
}
