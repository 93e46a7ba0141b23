package trino

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
	"weir.local/generator/trino/verdict"
)

// olderCatalogs were written for Trino 470, and are as its users have them.
var olderCatalogs = map[string]string{
	"archive": `connector: "hive"
	properties: {
		"hive.metastore":               "glue"
		"hive.metastore.glue.region":   "us-west-2"
		"fs.native-s3.enabled":         true
		"s3.region":                    "us-west-2"
		"hive.s3.storage-class-filter": "READ_NON_GLACIER"
	}`,
	"finance": `connector: "postgresql"
	properties: {
		"connection-url":                          "jdbc:postgresql://127.0.0.1:9/finance"
		"remote-query-async-cancellation.enabled": true
	}`,
	"samples": `connector: "tpch"
	properties: "tpch.produce-pages": false`,
	"glue": `connector: "hive"
	properties: {
		"hive.metastore":                            "glue-v1"
		"hive.metastore.glue.region":                "us-west-2"
		"hive.metastore.glue.get-partition-threads": 20
		"fs.native-s3.enabled":                      true
		"s3.region":                                 "us-west-2"
	}`,
}

// Upgraded holds `weir trino upgrade` to the server of the version that it goes to: what weir calls an error is refused for
// that property, what it does not is taken; after --fix, and what that leaves to people, all are.
func Upgraded(t *testing.T) {
	things, err := install.All(t.Output())
	must(t, err)
	w := spine.Weir{Binary: things.Weir, Dir: filepath.Join(t.TempDir(), "lake")}
	must(t, declareOlder(w))
	s := boot(t, []string{"hive", "iceberg", "postgresql", "tpch"})

	steps := s.agrees(t, w, "as declared")
	if len(steps) != 3 {
		t.Errorf("weir names errors of %v, and three catalogs have some", slices.Sorted(maps.Keys(steps)))
	}
	code, said, err := w.Run("trino", "upgrade", fmt.Sprintf("--to=%d", Version), "--fix")
	must(t, err)
	t.Logf("weir trino upgrade --fix ended with code %d:\n%s", code, said)
	left, err := breaking(w)
	must(t, err)
	if len(left) != 1 || !slices.Equal(left["glue"], []string{"hive.metastore"}) {
		t.Errorf("after --fix weir names errors of %v, and hive.metastore of glue alone is for people", left)
	}
	must(t, replace(w, "catalogs/glue.cue", "glue-v1", "glue"))
	if left := s.agrees(t, w, "by hand"); len(left) != 0 {
		t.Errorf("by hand too, weir still names errors of %v", left)
	}
}

// declareOlder makes a repository as weir init lays it out, with a cluster of Trino 470.
func declareOlder(w spine.Weir) error {
	w.Dir = filepath.Dir(w.Dir)
	if code, said, err := w.Run("init", "--platform", "ecs", "--name", "acme", "--account", "dev=444455556666,prod=111122223333", "lake"); err != nil || code != 0 {
		return fmt.Errorf("weir init ended with code %d: %w\n%s", code, err, said)
	}
	for name, fields := range olderCatalogs {
		text := "package catalogs\n\nimport \"weir.local/schema\"\n\ncatalogs: " + name + ": schema.#Catalog & {\n\towner: \"data\"\n\tclusters: [\"*\"]\n\t" + fields + "\n}\n"
		if err := os.WriteFile(filepath.Join(w.Dir, "lake", "catalogs", name+".cue"), []byte(text), 0o644); err != nil {
			return err
		}
	}
	w.Dir = filepath.Join(w.Dir, "lake")
	return replace(w, "clusters/adhoc.cue", fmt.Sprintf("version: %d", Version), "version: 470")
}

func replace(w spine.Weir, file, old, new string) error {
	name := filepath.Join(w.Dir, file)
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !strings.Contains(string(text), old) {
		return fmt.Errorf("%s does not say %s", file, old)
	}
	return os.WriteFile(name, []byte(strings.Replace(string(text), old, new, 1)), 0o644)
}

// agrees asks the server about every catalog, and holds what weir says to it. It answers weir's errors by catalog.
func (s server) agrees(t *testing.T, w spine.Weir, when string) map[string][]string {
	t.Helper()
	steps, err := breaking(w)
	must(t, err)
	files, err := w.Etc("prod", "adhoc", "coordinator", filepath.Join(t.TempDir(), "etc"))
	must(t, err)
	asked := 0
	for path, text := range files {
		name, ok := strings.CutPrefix(path, "catalog/")
		if !ok {
			continue
		}
		asked++
		name = strings.TrimSuffix(name, ".properties")
		a := s.askOne("u_"+name, caseOf(text))
		must(t, a.err)
		switch {
		case a.Verdict == verdict.Accepted && len(steps[name]) > 0:
			t.Errorf("%s: Trino takes %s, and weir names %v", when, name, steps[name])
		case a.Verdict == verdict.Refused && len(steps[name]) == 0:
			t.Errorf("%s: Trino refuses %s, and weir says nothing: %.500s", when, name, a.said)
		case a.Verdict == verdict.Refused && !subset(steps[name], a.Named): // a wrong selector leaves more unread
			t.Errorf("%s: of %s Trino names %v, weir %v: %.500s", when, name, a.Named, steps[name], a.said)
		}
	}
	if asked < len(olderCatalogs) {
		t.Errorf("%s: only %d catalogs were asked about", when, asked)
	}
	return steps
}

// breaking is what weir calls an error: by catalog, the properties. At the version itself vet says it.
func breaking(w spine.Weir) (map[string][]string, error) {
	type place struct{ Level, Path, Property, Message string }
	all := map[string][]string{}
	add := func(p place) {
		labels := strings.Split(p.Path, ".")
		if p.Level == "error" && len(labels) > 1 && labels[0] == "catalogs" {
			property := p.Property
			if property == "" {
				property, _, _ = strings.Cut(p.Message, " ")
			}
			all[labels[1]] = append(all[labels[1]], property)
		}
	}
	_, vetted, err := w.Run("vet", "--format", "json")
	if err != nil {
		return nil, err
	}
	var vet struct{ Findings []place }
	if err := json.Unmarshal([]byte(vetted), &vet); err != nil {
		return nil, fmt.Errorf("reading what vet says: %w\n%s", err, vetted)
	}
	for _, p := range vet.Findings {
		add(p)
	}
	if len(all) > 0 {
		return all, nil
	}
	_, said, err := w.Run("trino", "upgrade", fmt.Sprintf("--to=%d", Version), "--format", "json")
	if err != nil {
		return nil, err
	}
	var upgrade struct{ Steps []place }
	if err := json.Unmarshal([]byte(said), &upgrade); err != nil {
		return nil, fmt.Errorf("reading what upgrade says: %w\n%s", err, said)
	}
	for _, p := range upgrade.Steps {
		add(p)
	}
	return all, nil
}

// caseOf is a catalog's file as a case.
func caseOf(text string) verdict.Case {
	properties := map[string]string{}
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			properties[key] = value
		}
	}
	connector := properties["connector.name"]
	delete(properties, "connector.name")
	return verdict.Case{Base: verdict.Base{Connector: connector, Properties: properties}}
}

func subset(some, of []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(of, s) })
}
