package check_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/trino/verdict"
)

// startsAndFails are the rules of what Trino starts with.
func startsAndFails() []string {
	return []string{"TRN020", "TRN021", "TRN022", "TRN024", "TRN025", "TRN028", "TRN061"}
}

// TestVetAgreesWithServersOnGroups declares the groups and session properties that a real Trino was started with: what it refused
// is found, and what it took is not, but by the rules of what it starts with and then fails on.
func TestVetAgreesWithServersOnGroups(t *testing.T) {
	record, err := os.Open("../trino/testdata/verdicts-476-servers.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer record.Close()
	cases, err := verdict.Read(record)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, c := range cases {
		snippet, ok := declares(t, c)
		if !ok {
			continue
		}
		errs := map[string]bool{}
		for _, d := range findings(t, estate(t, snippet)) {
			if d.Level == diag.Error {
				errs[d.ID] = true
			}
		}
		found := slices.Sorted(maps.Keys(errs))
		count[c.Verdict]++
		switch {
		case c.Verdict == verdict.Refused && len(found) == 0:
			t.Errorf("Trino refuses it, vet finds nothing: %s", snippet)
		case c.Verdict == verdict.Accepted && slices.ContainsFunc(found, func(id string) bool { return !slices.Contains(startsAndFails(), id) }):
			t.Errorf("Trino takes it, vet finds %v: %s", found, snippet)
		}
	}
	if count[verdict.Refused] < 12 || count[verdict.Accepted] < 8 {
		t.Errorf("%v cases; 12 refused and 8 accepted are wanted at least", count)
	}
	t.Log(count)
}

// declares is a case as a declaration; only those of groups and session properties whose JSON is there are some.
func declares(t *testing.T, c verdict.Case) (snippet string, ok bool) {
	t.Helper()
	changed := map[string]string{"groups": c.Change["groups.json"], "session": c.Change["session.json"]}[c.Kind]
	if changed == "" || c.Change["resource-groups.properties:resource-groups.refresh-interval"] != "" {
		return "", false
	}
	var value any
	if err := json.Unmarshal([]byte(changed), &value); err != nil {
		t.Fatalf("%s: %v", changed, err)
	}
	declared := map[string]any{"sessionProperties": map[string]any{"rules": value}}
	if fields, isGroups := value.(map[string]any); isGroups {
		fields["groups"] = named(fields["rootGroups"])
		delete(fields, "rootGroups")
		declared = map[string]any{"resourceGroups": fields}
	}
	text, err := json.Marshal(map[string]any{"adhoc": declared})
	if err != nil {
		t.Fatal(err)
	}
	return "clusters: " + string(text), true
}

// named is a list of groups as a declaration has it: by name, all the way down.
func named(list any) map[string]any {
	groups := map[string]any{}
	items, _ := list.([]any)
	for _, item := range items {
		fields, _ := item.(map[string]any)
		name, _ := fields["name"].(string)
		delete(fields, "name")
		if beneath, ok := fields["subGroups"]; ok {
			fields["subGroups"] = named(beneath)
		}
		groups[name] = fields
	}
	return groups
}
