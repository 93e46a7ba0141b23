package plan

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// spools says whether clients fetch results from S3.
func (d *draft) spools() bool {
	return d.Spec.Spooling != nil && on(d.Spec.Spooling.Enabled)
}

// spoolingLines of config.properties go to both roles: workers write the parts, and name them with the key.
func (d *draft) spoolingLines() []model.Line {
	if !d.spools() {
		return nil
	}
	lines := computedLine(nil, "protocol.spooling.enabled", "true", "clients fetch results from S3", d.decl.origin("spooling"))
	lines = d.fieldLine(lines, "protocol.spooling.shared-secret-key", "spooling", "sharedSecret")
	return d.fieldLine(lines, "protocol.spooling.retrieval-mode", "spooling", "retrieval")
}

// spoolingManager is spooling-manager.properties: where the parts lie, a bucket of the lake.
func (d *draft) spoolingManager() (model.File, bool) {
	if !d.spools() {
		return model.File{}, false
	}
	origin := d.decl.origin("spooling")
	lines := []model.Line{
		{Key: "spooling-manager.name", Value: "filesystem", Origin: origin},
		d.inBucket("fs.location", "spooling", d.Spec.Spooling.Bucket, string(d.Spec.Spooling.Prefix)),
	}
	lines[1].Value += "/" // the folder that parts are put in
	lines = computedLine(lines, "fs.s3.enabled", "true", "the location is on S3", origin)
	lines = append(lines, model.Line{Key: "s3.region", Value: d.env.Spec.Region, Origin: source.Declared(d.env.At("region"))})
	lines = d.fieldLine(lines, "fs.segment.ttl", "spooling", "ttl")
	for i := range lines {
		lines[i].Scope = model.BothRoles
	}
	return model.File{Path: "spooling-manager.properties", Origin: origin, Lines: d.withOwn(lines, "spooling", "properties")}, true
}

// withOwn lays the properties that the declaration writes at a path over a file's lines.
func (d *draft) withOwn(lines []model.Line, path ...string) []model.Line {
	for _, own := range d.writtenAt(path...) {
		lines = put(lines, own)
	}
	return lines
}
