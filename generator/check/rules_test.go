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
		t.Error(show(d))
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
		"a template's placeholder":     {"CAT005", `catalogs: shop: preset: "jdbc-types-mapped-to-varchar": "{hots}"`},
		"a reference in a text":        {"CAT005", `catalogs: shop: preset: "jdbc-types-mapped-to-varchar": "x-{password}"`},
		"a name with two values":       {"TRN001", `catalogs: files: schema.#Catalog & {connector: "hive", owner: "sre", clusters: ["*"], properties: {"hive.metastore.uri": "thrift://a:9083", "hive.nonsense": 1}, environments: dev: properties: "hive.nonsense": 2}`},
		"a reference in a property":    {"CAT005", `catalogs: shop: properties: "jdbc-types-mapped-to-varchar": "{password}"`},
		"a URI's placeholder":          {"REF007", `catalogs: metrics: schema.#Catalog & {connector: "prometheus", owner: "sre", clusters: ["adhoc"], properties: "prometheus.uri": "http://{hots}:9090"}`},
		"a connector":                  {"TRN010", `catalogs: metrics: schema.#Catalog & {connector: "kudu", owner: "sre", clusters: ["adhoc", "etl"], properties: "kudu.client.master-addresses": "a:1"}`},
		"a zone":                       {"REF010", `clusters: etl: environments: dev: zone: "f"`},
		"an empty reference":           {"REF003", `catalogs: sheet: schema.#GoogleSheets & {owner: "sre", clusters: ["adhoc"], metadataSheet: "1Px", credentials: {}}`},
		"a key alone":                  {"REF003", `catalogs: sheet: schema.#GoogleSheets & {owner: "sre", clusters: ["adhoc"], metadataSheet: "1Px", credentials: {key: "json"}}`},
		"an exchange bucket":           {"REF001", `clusters: etl: exchange: bucket: "exchang"`},
		"a dataset's bucket":           {"REF001", `lake: datasets: events: bucket: "man"`},
		"a layer":                      {"REF001", `lake: datasets: events: layer: "sliver"`},
		"a tag":                        {"REF001", `lake: datasets: events: tags: phi: "true"`},
		"a tag's value":                {"REF001", `lake: roles: analyst: match: layer: ["golden"]`},
		"a column's tag":               {"REF001", `lake: datasets: events: table: columns: [{name: "id", type: "string", tags: layr: "bronze"}]`},
		"a work group's results":       {"REF001", `lake: workGroups: analysts: results: "result"`},
		"an environment":               {"REF001", `catalogs: tpch: only: ["prdo"]`},
		"a cluster":                    {"REF002", `catalogs: shop: clusters: ["adhok"]`},
		"an excluded cluster":          {"REF002", `catalogs: tpch: clusters: ["*", "!elt"]`},
		"nothing left":                 {"REF002", `catalogs: tpch: clusters: ["etl", "!*"]`},
		"a version and a property":     {"TRN002", `clusters: plain: {trino: version: 480, properties: "query.max-history": 10}`},
		"a property of both roles":     {"TRN012", `clusters: plain: properties: "task.concurrency": 3`},
		"a heap by hand":               {"TRN003", `clusters: plain: workers: {heap: "4GB", headroom: "4GB"}`},
		"two tables":                   {"REF005", `lake: datasets: clicks: schema.#Dataset & {bucket: "main", layer: "bronze", prefix: "clicks/", owner: "marketing", access: pattern: "constant", table: {database: "web", name: "events", format: "json", columns: []}}`},
		"a bucket for something else":  {"LAK001", `clusters: etl: exchange: bucket: "main"`},
		"an unknown file system value": {"TRN012", `catalogs: files: schema.#Catalog & {connector: "hive", owner: "sre", clusters: ["*"], properties: "hive.metastore": "gleu"}`},
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
