package check_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/check"
	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/source"
)

// TestExamples breaks each rule by its bad example and by nothing else, at the line that the example marks.
func TestExamples(t *testing.T) {
	for _, rule := range check.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			if rule.Bad == "" {
				t.Skip("found by another stage")
			}
			bad := findings(t, estate(t, rule.Bad))
			if len(bad) == 0 {
				t.Errorf("nothing is found in the bad example:\n%s", rule.Bad)
			}
			for _, d := range bad {
				if d.ID != rule.ID || d.Level != rule.Level {
					t.Errorf("also found: %s", show(d))
				}
				if line := lineInExample(t, rule.Bad, d.Place); !slices.Contains(marked(rule.Bad), line) {
					t.Errorf("found at line %d of the example, %s: %s", line, d.Place, show(d))
				}
				if d.Pos.Line == 0 {
					t.Errorf("found nowhere: %s", show(d))
				}
			}
			for _, d := range findings(t, estate(t, rule.Good)) {
				if d.Level != diag.Waived {
					t.Errorf("found in the good example: %s", show(d))
				}
			}
		})
	}
}

// lineInExample is the line of the example that a place is on.
func lineInExample(t *testing.T, example string, place source.Place) int {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "example.cue"), example)
	pos, _ := load.Where(dir, source.Place{File: "example.cue", Path: place.Path})
	return pos.Line
}

// marked are the lines of an example that end in "// here".
func marked(example string) []int {
	var lines []int
	n := 0
	for line := range strings.Lines(example) {
		n++
		if strings.HasSuffix(strings.TrimSpace(line), "// here") {
			lines = append(lines, n)
		}
	}
	return lines
}

func show(d diag.Diagnostic) string {
	return d.Pos.String() + ": " + d.ID + ": " + string(d.Level) + ": " + d.Message + "\n\t" + d.Remedy
}

func TestTheEstateIsSound(t *testing.T) {
	for _, d := range findings(t, estate(t, "")) {
		t.Error(show(d))
	}
}

func TestWeirsOwnDeclarationsAreSound(t *testing.T) {
	for _, d := range findings(t, "../..") {
		if d.Level != diag.Waived {
			t.Error(show(d))
		}
	}
}

func TestEveryRuleIsWhole(t *testing.T) {
	id := regexp.MustCompile(`^(TRN|CAT|REF|ECS|SSM|IAM|KUB|LAK|OUT)[0-9]{3}$`)
	seen := map[string]bool{}
	last := ""
	for _, r := range check.Rules() {
		if !id.MatchString(r.ID) || seen[r.ID] || r.ID < last {
			t.Errorf("%q is no ID, taken, or out of order", r.ID)
		}
		seen[r.ID], last = true, r.ID
		if r.Title == "" || r.Why == "" || r.Source == "" || r.Level == "" {
			t.Errorf("%s lacks a title, a reason, a source or a level", r.ID)
		}
		if (r.Bad == "") != (r.Good == "") || r.Repo != nil && r.Model != nil {
			t.Errorf("%s has half its examples, or two functions", r.ID)
		}
	}
}

// TestOneMistakeIsOneFinding holds rules apart: what one says, no other says again in its own words.
func TestOneMistakeIsOneFinding(t *testing.T) {
	for name, test := range map[string]struct{ id, snippet string }{
		"a template's placeholder":                {"CAT005", `catalogs: shop: preset: "jdbc-types-mapped-to-varchar": "{hots}"`},
		"a reference in a text":                   {"CAT005", `catalogs: shop: preset: "jdbc-types-mapped-to-varchar": "x-{password}"`},
		"a name with two values":                  {"TRN001", `catalogs: files: schema.#Catalog & {connector: "hive", owner: "sre", clusters: ["*"], properties: {"hive.metastore.uri": "thrift://a:9083", "hive.nonsense": 1}, environments: dev: properties: "hive.nonsense": 2}`},
		"a reference in a property":               {"CAT005", `catalogs: shop: properties: "jdbc-types-mapped-to-varchar": "{password}"`},
		"a URI's placeholder":                     {"REF007", `catalogs: metrics: schema.#Catalog & {connector: "prometheus", owner: "sre", clusters: ["adhoc"], properties: "prometheus.uri": "http://{hots}:9090"}`},
		"a connector":                             {"TRN010", `catalogs: metrics: schema.#Catalog & {connector: "kudu", owner: "sre", clusters: ["adhoc", "etl"], properties: "kudu.client.master-addresses": "a:1"}`},
		"a zone":                                  {"REF010", `clusters: etl: environments: dev: zone: "f"`},
		"an empty reference":                      {"REF003", `catalogs: sheet: schema.#GoogleSheets & {owner: "sre", clusters: ["adhoc"], metadataSheet: "1Px", credentials: {}}`},
		"a key alone":                             {"REF003", `catalogs: sheet: schema.#GoogleSheets & {owner: "sre", clusters: ["adhoc"], metadataSheet: "1Px", credentials: {key: "json"}}`},
		"an exchange bucket":                      {"REF001", `clusters: etl: exchange: bucket: "exchang"`},
		"a dataset's bucket":                      {"REF001", `lake: datasets: events: bucket: "man"`},
		"a layer":                                 {"REF001", `lake: datasets: events: layer: "sliver"`},
		"a tag":                                   {"REF001", `lake: datasets: events: tags: phi: "true"`},
		"a tag's value":                           {"REF001", `lake: roles: analyst: match: layer: ["golden"]`},
		"a column's tag":                          {"REF001", `lake: datasets: events: table: columns: [{name: "id", type: "string", tags: layr: "bronze"}]`},
		"a work group's results":                  {"REF001", `lake: workGroups: analysts: results: "result"`},
		"an environment":                          {"REF001", `catalogs: tpch: only: ["prdo"]`},
		"a cluster":                               {"REF002", `catalogs: shop: clusters: ["adhok"]`},
		"an excluded cluster":                     {"REF002", `catalogs: tpch: clusters: ["*", "!elt"]`},
		"nothing left":                            {"REF002", `catalogs: tpch: clusters: ["etl", "!*"]`},
		"a version and a property":                {"TRN002", `clusters: plain: {trino: version: 480, properties: "query.max-history": 10}`},
		"a property of both roles":                {"TRN012", `clusters: plain: properties: "task.concurrency": 3`},
		"a heap by hand":                          {"TRN003", `clusters: plain: workers: {heap: "4GB", headroom: "4GB"}`},
		"two tables":                              {"REF005", `lake: datasets: clicks: schema.#Dataset & {bucket: "main", layer: "bronze", prefix: "clicks/", owner: "marketing", access: pattern: "constant", table: {database: "web", name: "events", format: "json", columns: []}}`},
		"a selector by tag alone":                 {"TRN020", `clusters: adhoc: resourceGroups: {groups: all: {}, selectors: [{clientTags: ["x"], user: ".*", group: "all"}]}`},
		"groups and no selector":                  {"TRN020", `clusters: adhoc: resourceGroups: groups: all: {}`},
		"a group of nobody's groups":              {"TRN020", `clusters: adhoc: resourceGroups: {groups: all: {}, selectors: [{userGroup: ".*", group: "all"}]}`},
		"a misspelt group in one environment":     {"TRN021", `clusters: adhoc: {resourceGroups: {groups: all: {}, selectors: [{group: "all"}]}, environments: dev: resourceGroups: selectors: [{group: "al"}]}`},
		"a selector of fewer tags before":         {"TRN022", `clusters: adhoc: resourceGroups: {groups: all: {}, selectors: [{clientTags: ["a"], group: "all"}, {clientTags: ["b", "a"], user: "eve", group: "all"}, {group: "all"}]}`},
		"a pattern that takes the names behind":   {"TRN022", `clusters: adhoc: resourceGroups: {groups: all: {}, selectors: [{user: "etl-.*", group: "all"}, {user: "etl-a|etl-b", group: "all"}, {group: "all"}]}`},
		"a limit of 0 in one environment":         {"TRN024", `clusters: adhoc: {resourceGroups: {groups: all: hardConcurrencyLimit: 5, selectors: [{group: "all"}]}, environments: dev: resourceGroups: groups: all: hardConcurrencyLimit: 0}`},
		"no CPU time":                             {"TRN024", `clusters: adhoc: resourceGroups: {groups: all: hardCpuLimit: "0s", selectors: [{group: "all"}]}`},
		"a weight of 0":                           {"TRN024", `clusters: adhoc: resourceGroups: {groups: all: {schedulingPolicy: "weighted", subGroups: a: schedulingWeight: 0}, selectors: [{group: "all.a"}]}`},
		"a weight at the top":                     {"TRN025", `clusters: adhoc: resourceGroups: {groups: all: schedulingWeight: 1, selectors: [{group: "all"}]}`},
		"a neighbour without weight":              {"TRN025", `clusters: adhoc: resourceGroups: {groups: all: {schedulingPolicy: "weighted", subGroups: a: schedulingWeight: 1, subGroups: b: {}}, selectors: [{user: "eve", group: "all.a"}, {group: "all.b"}]}`},
		"a policy beneath priorities":             {"TRN025", `clusters: adhoc: resourceGroups: {groups: all: {schedulingPolicy: "query_priority", subGroups: a: schedulingPolicy: "fair"}, selectors: [{group: "all.a"}]}`},
		"a soft CPU limit alone":                  {"TRN026", `clusters: adhoc: resourceGroups: {groups: all: softCpuLimit: "1h", selectors: [{group: "all"}]}`},
		"a soft CPU limit above the hard one":     {"TRN026", `clusters: adhoc: resourceGroups: {groups: all: {softCpuLimit: "2h", hardCpuLimit: "60m"}, selectors: [{group: "all"}]}`},
		"more than all memory":                    {"TRN026", `clusters: adhoc: resourceGroups: {groups: all: softMemoryLimit: "150%", selectors: [{group: "all"}]}`},
		"a dot in a group's name":                 {"TRN027", `clusters: adhoc: resourceGroups: {groups: "a.b": {}, selectors: [{group: "a.b"}]}`},
		"a stray brace in a group's name":         {"TRN027", `clusters: adhoc: resourceGroups: {groups: "{USER}": {}, selectors: [{group: "{USER}"}]}`},
		"one named group in two patterns":         {"TRN027", `clusters: adhoc: resourceGroups: {groups: "${x}": {}, groups: all: {}, selectors: [{user: "(?<x>a)", source: "(?<x>b)", group: "${x}"}, {group: "all"}]}`},
		"a named group of a user's group":         {"TRN027", `clusters: adhoc: resourceGroups: {groups: "${x}": {}, groups: all: {}, selectors: [{userGroup: "(?<x>a)", group: "${x}"}, {group: "all"}]}`},
		"a session duration without unit":         {"TRN028", `clusters: adhoc: sessionProperties: rules: [{sessionProperties: query_max_run_time: 30}]`},
		"a session property of another connector": {"TRN028", `clusters: adhoc: sessionProperties: rules: [{sessionProperties: "shop.target_max_file_size": "1GB"}]`},
		"a session property of another cluster":   {"TRN028", `clusters: plain: sessionProperties: rules: [{sessionProperties: "shop.join_pushdown_enabled": true}]`},
		"memory above that of the group above":    {"TRN029", `clusters: adhoc: resourceGroups: {groups: all: {softMemoryLimit: "50%", subGroups: a: softMemoryLimit: "60%"}, selectors: [{group: "all.a"}]}`},
		"another manager beside groups":           {"TRN001", `clusters: adhoc: resourceGroups: {groups: all: {}, selectors: [{group: "all"}], properties: "resource-groups.configuration-manager": "db"}`},
		"a misspelt property of a manager":        {"TRN001", `clusters: adhoc: sessionProperties: properties: {"session-property-config.configuration-manager": "db", "session-property-manager.db.url": "jdbc:mysql://db:3306/p", "session-property-manager.db.user": "trino"}`},
		"a password of a manager":                 {"CAT006", `clusters: adhoc: resourceGroups: properties: {"resource-groups.configuration-manager": "db", "resource-groups.config-db-url": "jdbc:mysql://db:3306/p", "resource-groups.config-db-password": "hunter2"}`},
		"a wrong placeholder of a manager":        {"REF007", `clusters: adhoc: resourceGroups: properties: {"resource-groups.configuration-manager": "db", "resource-groups.config-db-url": {parameter: "/{clustr}/url"}}`},
		"a bucket for something else":             {"LAK001", `clusters: etl: exchange: bucket: "main"`},
		"an unknown file system value":            {"TRN012", `catalogs: files: schema.#Catalog & {connector: "hive", owner: "sre", clusters: ["*"], properties: "hive.metastore": "gleu"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := findings(t, estate(t, test.snippet))
			if len(list) != 1 || list[0].ID != test.id {
				t.Errorf("want %s alone", test.id)
				for _, d := range list {
					t.Log(show(d))
				}
			}
		})
	}
}
