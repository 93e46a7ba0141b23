package generator_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed is which of our packages each package may import. Data flows one way: stages import data, never each other;
// cli joins them. What is missing here fails, so that a new package says where it stands.
var allowed = map[string][]string{
	// Data.
	"schema":                  {"generator/source", "generator/trino"},
	"generator/source":        {},
	"generator/nearest":       {},
	"generator/diag":          {"generator/source"},
	"generator/model":         {"generator/aws/instances", "generator/aws/policy", "generator/source", "generator/trino", "schema"},
	"generator/artifact":      {"generator/source"},
	"generator/etc":           {"generator/artifact", "generator/model"},
	"generator/trino":         {"generator/nearest"},
	"generator/chart":         {},
	"generator/jvm":           {"generator/nearest"},
	"generator/metrics":       {"generator/nearest"},
	"generator/distribution":  {},
	"generator/aws":           {},
	"generator/aws/instances": {},
	"generator/aws/policy":    {},
	"generator/aws/release":   {"generator/artifact", "generator/aws", "generator/source"},
	"generator/trino/define":  {"generator/trino"},
	"generator/trino/gen":     {"generator/trino", "generator/trino/define"},
	"generator/trino/verdict": {"generator/trino"},
	"generator/scaffold":      {"schema"},
	"generator":               {},

	// Stages, in the order in which data passes them.
	"generator/load":           {"schema", "generator/source", "generator/diag", "generator/nearest", "generator/trino"},
	"generator/plan":           {"schema", "generator/artifact", "generator/aws", "generator/aws/policy", "generator/source", "generator/model", "generator/trino", "generator/aws/instances", "generator/metrics"},
	"generator/check":          {"schema", "generator/aws", "generator/aws/release", "generator/chart", "generator/etc", "generator/source", "generator/diag", "generator/jvm", "generator/model", "generator/nearest", "generator/trino", "generator/aws/instances", "generator/metrics"},
	"generator/render":         {"generator/artifact", "generator/model", "generator/render/argocd", "generator/render/ecs", "generator/render/helm", "generator/render/iam", "generator/render/k8s", "generator/render/ssm", "generator/source", "generator/render/pipeline"},
	"generator/render/argocd":  {"generator/artifact", "generator/model", "generator/source"},
	"docs/runbooks":            {},
	"generator/monitoring":     {"generator/metrics", "generator/model", "generator/source"},
	"generator/monitoring/gen": {},

	// Stages, in the order in which data passes them.
	"generator/render/ecs":        {"generator/artifact", "generator/aws/release", "generator/model", "generator/etc", "generator/source", "schema"},
	"generator/render/helm":       {"generator/artifact", "generator/chart", "generator/model", "generator/etc", "generator/source", "schema"},
	"generator/render/iam":        {"generator/artifact", "generator/aws/policy", "generator/model", "generator/source"},
	"generator/render/k8s":        {"generator/artifact", "generator/metrics", "generator/model", "generator/monitoring", "generator/source"},
	"generator/render/pipeline":   {"generator/artifact", "generator/aws/release", "generator/model", "generator/source"},
	"generator/render/ssm":        {"generator/artifact", "generator/aws", "generator/aws/release", "generator/model", "generator/etc", "generator/source", "schema"},
	"generator/render/rendertest": {"generator/artifact", "generator/aws/policy", "generator/model", "generator/source", "schema"},
	"generator/write":             {"generator/artifact", "generator/source"},

	// Delivery: what alone opens connections.
	"generator/deliver/ssm":         {"generator/aws", "generator/aws/release"},
	"generator/deliver/ssm/ssmtest": {},

	// Of a change.
	"generator/git":     {},
	"generator/compare": {"generator/model", "generator/source", "schema"},

	// What is there already, on its way into declarations.
	"generator/adopt":              {"schema", "generator/artifact", "generator/chart", "generator/diag", "generator/nearest", "generator/source", "generator/trino"},
	"generator/deliver/parameters": {},

	// Beside the line.
	"generator/harvest": {"generator/distribution", "generator/trino"},
	"generator/upgrade": {"generator/diag", "generator/model", "generator/source", "generator/trino", "schema"},
	"generator/bench":   {},

	"generator/verify":            {"generator/diag", "generator/model", "generator/source", "generator/trino", "generator/verify/server"},
	"generator/verify/server":     {"generator/distribution"},
	"generator/verify/servertest": {},
}

func TestDataFlowsOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "weir.local/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], "weir.local/")
		if name == "generator/cli" || name == "generator/weir" || name == "generator/reference" {
			continue // cli joins the stages, the commands call it
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("%s is new: say in this table what it may import", name)
			continue
		}
		for _, imported := range fields[1:] {
			of, ours := strings.CutPrefix(imported, "weir.local/")
			if ours && !slices.Contains(may, of) {
				t.Errorf("%s imports %s", name, of)
			}
		}
	}
}
