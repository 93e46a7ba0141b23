package check_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/trino/verdict"
)

// TestVetAgreesWithServersThatStart writes what the record has in config.properties and jvm.config into a cluster's fields, and holds
// the whole of vet to what the real server said: what lies between files, which package trino does not see, has rules here.
func TestVetAgreesWithServersThatStart(t *testing.T) {
	file, err := os.Open("../trino/testdata/verdicts-476-servers.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := verdict.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	asked, snippet := map[string]verdict.Case{}, ""
	for i, c := range cases {
		name := fmt.Sprintf("case%d", i)
		if text, ok := declared(name, c); ok {
			asked[name], snippet = c, snippet+text
		}
	}
	if len(asked) < 75 {
		t.Errorf("%d cases asked", len(asked))
	}
	refusing := map[string]diag.List{}
	for _, d := range findings(t, estate(t, snippet)) {
		if name := d.Place.Path[1]; d.Level == diag.Error && !stricter(asked[name], d) {
			refusing[name] = append(refusing[name], d)
		}
	}
	for name, c := range asked {
		switch found := refusing[name]; {
		case c.Verdict == verdict.Refused && len(found) == 0:
			t.Errorf("%s: the server refuses it and names %q, vet does not", c, c.Named)
		case c.Verdict == verdict.Accepted && len(found) > 0:
			t.Errorf("%s: the server takes it, vet says %s", c, show(found[0]))
		}
	}
}

// onPurpose are the refusals of what a server starts with, and fails on later.
var onPurpose = []struct{ part, id, why string }{
	{`catalog.store="memory"`, "TRN050", "declared catalogs are not read"},
	{`spill-enabled="true"`, "TRN040", "a query that spills fails"},
	{`retry-policy="task"`, "TRN005", "every query fails"},
	{`internal-communication.shared-secret=`, "CUE", "a secret is written as a reference"},
	{`-XX:+UseParallelGC`, "TRN043", "weir's own flags choose G1 already, and the JVM takes one"},
}

// stricter says whether a finding is one that a server does not have, on purpose.
func stricter(c verdict.Case, d diag.Diagnostic) bool {
	return c.Verdict == verdict.Accepted && slices.ContainsFunc(onPurpose, func(p struct{ part, id, why string }) bool {
		return strings.Contains(c.String(), p.part) && d.ID == p.id
	})
}

// declared is a case as a cluster of its own; not ok where it changes files that are not a cluster's to write.
func declared(name string, c verdict.Case) (string, bool) {
	var properties, flags []string
	for key, value := range c.Change {
		file, name, _ := strings.Cut(key, ":")
		value = strings.NewReplacer(verdict.Data, "/data/trino", verdict.Port, "8080", verdict.Etc, "/etc/trino").Replace(value)
		switch {
		case value == "-":
			return "", false // what weir writes nobody takes away
		case file == "config.properties":
			properties = append(properties, fmt.Sprintf("%q: %q", name, value))
		case file == "jvm.config":
			flags = append(flags, fmt.Sprintf("%q", name))
		default:
			return "", false
		}
	}
	slices.Sort(properties)
	pools := map[string]string{"coordinator": "", "worker": "min: 1, max: 2,"}
	pools[c.Base.Connector] += fmt.Sprintf("heap: \"1GB\", properties: {%s}, jvm: [%s]", strings.Join(properties, ", "), strings.Join(flags, ", "))
	return fmt.Sprintf(`
clusters: %s: schema.#ECSCluster & {
	trino: version: 476
	coordinator: {cpu: 2, memory: "8GiB", %s}
	workers: {cpu: 2, memory: "8GiB", %s}
	waive: TRN009: "as the record has it"
}`, name, pools["coordinator"], pools["worker"]), true
}
