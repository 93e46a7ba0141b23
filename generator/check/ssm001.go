package check

import (
	"strings"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/diag"
	"weir.local/generator/etc"
	"weir.local/generator/model"
)

func unstorable() Rule {
	return Rule{
		ID: "SSM001", Level: diag.Error,
		Title:  "a line that Parameter Store cannot hold",
		Why:    "The files of a cluster on ECS lie in Parameter Store, one parameter each, parted between lines. It takes {{…}} for a reference to another parameter and refuses the value, and no part holds more than 8 KB.",
		Source: "AWS Systems Manager API, PutParameter: Value, Tier",
		Bad: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":                     "http://prometheus:9090"
		"prometheus.http.additional-headers": "X-Scope-OrgID:{{team}}" // here
	}
}`,
		Good: `catalogs: metrics: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":                     "http://prometheus:9090"
		"prometheus.http.additional-headers": "X-Scope-OrgID:lake"
	}
}`,
		Firm:  true,
		Model: onClusters(filesCanBeStored),
	}
}

func filesCanBeStored(_ *here, c *model.Cluster) diag.List {
	if c.ECS == nil {
		return nil
	}
	var all diag.List
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		for _, f := range r.Files {
			all = append(all, unstored(f)...)
		}
	}
	return all
}

func unstored(f model.File) diag.List {
	var all diag.List
	for _, line := range f.Lines {
		if !doubtful(line) {
			continue
		}
		for _, e := range release.Refused(etc.Text(model.File{Lines: []model.Line{line}})) {
			all = append(all, found(cause(line.Origin), "a line of "+f.Path+" "+e.Reason, `write it shorter than 8 KB, in one line, and without "{{"`))
		}
	}
	return all
}

// doubtful says whether a line may be refused; nearly none is, and spelling them all would take longer than all other rules.
func doubtful(line model.Line) bool {
	return strings.Contains(line.Value, "{{") || strings.Contains(line.Value, "\n") || len(line.Key)+2*len(line.Value) > aws.AdvancedBytes ||
		line.Key == "" && strings.HasPrefix(line.Value, release.Mark)
}
