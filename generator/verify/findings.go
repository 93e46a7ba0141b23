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
	asked := map[string]map[string]bool{} // environments by catalog
	for _, o := range outcomes {
		if asked[o.Name] == nil {
			asked[o.Name] = map[string]bool{}
		}
		for _, e := range o.Environments() {
			asked[o.Name][e] = true
		}
	}
	var all diag.List
	for _, o := range outcomes {
		if o.Verdict != Refused {
			continue
		}
		for _, complaint := range server.Complaints(o.Said) {
			d := s.finding(o, complaint, version)
			if environments := o.Environments(); len(environments) < len(asked[o.Name]) {
				d.Environments = environments
			}
			all = append(all, d)
		}
	}
	return merged(all)
}

// merged makes one finding of those that differ in their environments alone.
func merged(all diag.List) diag.List {
	var list diag.List
	for _, d := range all {
		i := slices.IndexFunc(list, func(e diag.Diagnostic) bool {
			return e.Place.Compare(d.Place) == 0 && e.Message == d.Message && e.Level == d.Level
		})
		if i < 0 {
			list = append(list, d)
			continue
		}
		list[i].Environments = append(slices.Clone(list[i].Environments), d.Environments...)
		slices.Sort(list[i].Environments)
		list[i].Environments = slices.Compact(list[i].Environments)
	}
	return list
}

// finding is one complaint about one catalog.
func (s Stubs) finding(o Outcome, complaint, version string) diag.Diagnostic {
	text, hint := hinted(complaint)
	d := diag.Diagnostic{ID: ID, Level: diag.Error, Place: o.Place, Message: "Trino " + version + " refuses catalog " + o.Name + ": " + text}
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

// about is the line that a complaint is about: of the property that it names, of the configuration class that it names, or
// the one whose value it repeats.
func (s Stubs) about(o Outcome, complaint string) (model.Line, bool) {
	for _, name := range server.Named(complaint) {
		if line, ok := o.line(name); ok {
			return line, true
		}
	}
	found := slices.DeleteFunc(slices.Clone(o.Properties), func(l model.Line) bool {
		return len(l.Value) < 4 || reference.MatchString(l.Value) || !strings.Contains(complaint, l.Value) || strings.Contains("true false null", l.Value)
	})
	if len(found) == 1 {
		return found[0], true
	}
	return model.Line{}, false
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
	byName := map[string][]*model.Cluster{} // one in each environment
	for _, c := range clusters {
		byName[c.Name] = append(byName[c.Name], c)
	}
	var all diag.List
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		var differ diag.List
		for _, c := range byName[name] {
			if len(c.Catalogs) > 0 && strconv.Itoa(c.Version) != version {
				differ = append(differ, otherVersion(c, version))
			}
		}
		differ = merged(differ)
		if len(differ) == 1 && len(differ[0].Environments) == len(byName[name]) {
			differ[0].Environments = nil
		}
		all = append(all, differ...)
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
