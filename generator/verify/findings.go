package verify

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/generator/verify/server"
)

// ID is that of every finding that a server's answer makes.
const ID = "TRINO"

// Findings are the refusals, each complaint at the line of the property that it names.
func (s Stubs) Findings(outcomes []Outcome, version string) diag.List {
	byName := map[string]diag.List{}
	asked := map[string][]string{} // environments
	for _, o := range outcomes {
		asked[o.Name] = append(asked[o.Name], o.Environments()...)
		if o.Verdict != Refused {
			continue
		}
		for _, complaint := range server.Complaints(o.Said) {
			byName[o.Name] = append(byName[o.Name], s.finding(o, complaint, version))
		}
	}
	var all diag.List
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, merged(byName[name], asked[name])...)
	}
	return all
}

// merged makes one finding of those that differ in their environments alone; one that shows wherever it was asked about
// names none.
func merged(all diag.List, asked []string) diag.List {
	var list diag.List
	for _, d := range all {
		i := slices.IndexFunc(list, func(e diag.Diagnostic) bool {
			return e.Place.Compare(d.Place) == 0 && e.Message == d.Message && e.Level == d.Level
		})
		if i < 0 {
			list = append(list, d)
			continue
		}
		list[i].Environments = distinct(list[i].Environments, d.Environments)
	}
	for i, d := range list {
		if len(d.Environments) == len(distinct(asked)) {
			list[i].Environments = nil
		}
	}
	return list
}

// distinct are the names of all lists, sorted, each once.
func distinct(lists ...[]string) []string {
	names := slices.Concat(lists...)
	slices.Sort(names)
	return slices.Compact(names)
}

// finding is one complaint about one catalog.
func (s Stubs) finding(o Outcome, complaint, version string) diag.Diagnostic {
	text, hint := hinted(complaint)
	d := diag.Diagnostic{ID: ID, Level: diag.Error, Place: o.Place, Environments: o.Environments(), Message: "Trino " + version + " refuses catalog " + o.Name + ": " + text}
	line, named := s.about(o, complaint)
	if named {
		d.Place = placeOf(line, complaint)
	}
	d.Remedy = remedy(o, hint, complaint)
	if named && s.stubbed(o.Catalog, line) && !misnamed(complaint) {
		d.Level = diag.Warning
		d.Message = "Trino " + version + " refuses the stub that stands for a secret of catalog " + o.Name + ": " + text
		d.Remedy = "no value that weir knows for " + line.Key + " is taken; what else may be wrong with the catalog, Trino may not have said"
	}
	return d
}

// about is the line that a complaint is about: of the property that it names, or the one whose value it repeats, the longest
// of several.
func (s Stubs) about(o Outcome, complaint string) (model.Line, bool) {
	for _, name := range server.Named(complaint) {
		if line, ok := o.line(name); ok {
			return line, true
		}
	}
	if strings.Contains(complaint, "onnector '"+o.Connector+"'") { // "No factory for connector 'x'", "Connector 'x' requires …"
		return o.line("connector.name")
	}
	var found model.Line
	for _, line := range o.Properties {
		if len(line.Value) > max(4, len(found.Value)) && !reference.MatchString(line.Value) && strings.Contains(complaint, line.Value) {
			found = line
		}
	}
	return found, found.Key != ""
}

// placeOf is where a line's name was written when that is wrong, else where its value comes from.
func placeOf(line model.Line, complaint string) source.Place {
	if misnamed(complaint) {
		return line.Origin.Name()
	}
	return line.Origin.Cause()
}

// misnamed says whether a complaint is about a name, whatever its value.
func misnamed(complaint string) bool {
	return slices.ContainsFunc([]string{"was not used", "Defunct property", "is already present"}, func(words string) bool {
		return strings.Contains(complaint, words)
	})
}

// meant is the hint of airlift at the end of a complaint.
var meant = regexp.MustCompile(`\s*Did you mean to use (.*)\?$`)

// hinted parts a complaint from the names that the server thinks were meant.
func hinted(complaint string) (text, hint string) {
	if m := meant.FindStringSubmatch(complaint); m != nil {
		complaint, hint = strings.TrimSuffix(complaint, m[0]), strings.ReplaceAll(m[1], "'", "")
	}
	return strings.TrimSuffix(complaint, "."), hint
}

// known are complaints that name no property, with what to do about them (measured on 476).
func known() []struct{ words, remedy string } {
	return []struct{ words, remedy string }{
		{"Unable to load region", "name the region: s3.region, and hive.metastore.glue.region beside Glue"},
		{"No factory for connector", "the server has no plugin for it: name another connector, or add the plugin to its distribution"},
		{"java.nio", "the coordinator and the workers need a JVM flag: jvm: [\"--add-opens=java.base/java.nio=ALL-UNNAMED\"]"},
		{"file does not exist", "the server that was asked does not have the file; a cluster's nodes need it at that path"},
		{"No secret provider", "write a reference, {parameter: …} or {secret: …}: Trino reads it from an environment variable"},
	}
}

func remedy(o Outcome, hint, complaint string) string {
	if hint != "" {
		return "did you mean " + hint + "?"
	}
	for _, k := range known() {
		if strings.Contains(complaint, k.words) {
			return k.remedy
		}
	}
	where := o.Where[0]
	return "weir show etc --env " + where.Environment + " --cluster " + where.Name + " --role coordinator catalog/" + o.Name + ".properties prints what Trino reads"
}

// Versions are the clusters whose Trino is not the one that was asked.
func Versions(clusters []*model.Cluster, version string) diag.List {
	byName := map[string]diag.List{}
	asked := map[string][]string{} // environments
	for _, c := range clusters {
		if len(c.Catalogs) == 0 {
			continue
		}
		asked[c.Name] = append(asked[c.Name], c.Environment)
		if strconv.Itoa(c.Version) != version {
			byName[c.Name] = append(byName[c.Name], otherVersion(c, version))
		}
	}
	var all diag.List
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, merged(byName[name], asked[name])...)
	}
	return all
}

func otherVersion(c *model.Cluster, version string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: ID, Level: diag.Warning, Place: versionPlace(c), Environments: []string{c.Environment},
		Message: "cluster " + c.Name + " is to run Trino " + strconv.Itoa(c.Version) + ", and Trino " + version + " was asked",
		Remedy:  "ask a server of the cluster's version: another one has other properties",
	}
}

// versionPlace is where a cluster's version is written, for its environment or for all.
func versionPlace(c *model.Cluster) source.Place {
	own, _ := c.Head.Environments[c.Environment]["trino"].(map[string]any)
	if own["version"] != nil {
		return c.At("environments", c.Environment, "trino", "version")
	}
	return c.At("trino", "version")
}
