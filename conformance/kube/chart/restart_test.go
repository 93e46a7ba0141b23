package chart

import (
	"reflect"
	"slices"
	"testing"

	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/object"
)

// changes are of cluster etl in prod, one a row of the effects that `weir diff` knows, as far as declarations reach them.
func changes() []struct {
	name  string
	edits []estate.Edit
} {
	etl := func(old, new string) []estate.Edit {
		return []estate.Edit{{File: "clusters/etl.cue", Old: old, New: new}}
	}
	return []struct {
		name  string
		edits []estate.Edit
	}{
		{"a catalog", []estate.Edit{{File: "catalogs/tpch.cue", Old: "per-node\": 4", New: "per-node\": 8"}}},
		{"the coordinator's memory", etl(`memory: "40GiB"`, `memory: "48GiB"`)},
		{"the workers' cores", etl("cpu:    14", "cpu:    15")},
		{"the most workers", etl("max:          10", "max:          9")},
		{"the fewest workers", etl("min:          1", "min:          2")},
		{"a property of workers", etl("min:          1", "min: 1, properties: \"task.concurrency\": 16")},
		{"a property of the coordinator", etl("cpu:    6", "cpu: 6, properties: \"query.max-queued-queries\": 77")},
		{"a property of both", etl(`retry: "TASK"`, `retry: "TASK", properties: "query.max-stage-count": 120`)},
		{"a flag of the JVM", etl("cpu:    6", "cpu: 6, jvm: [\"-XX:+PrintFlagsFinal\"]")},
		{"a level of the log", etl(`retry: "TASK"`, `retry: "TASK", log: "io.trino.security": "DEBUG"`)},
		{"a resource group", etl("hardConcurrencyLimit: 30", "hardConcurrencyLimit: 31")},
		{"a session property", etl(`"6h"`, `"5h"`)},
		{"the service account", etl("trino-etl", "trino-loads")},
		{"the exchange", etl(`exchange: bucket: "exchange"`, `exchange: {bucket: "exchange", prefix: "loads/"}`)},
		{"the version", etl("version: 476", "version: 470")},
		{"the image", etl("version: 476", "version: 476\n\ttrino: image: \"registry.example.com/trino\"")},
		{"the zone", etl(`zone:           "a"`, `zone: "b"`)},
		{"an event listener", etl(`retry: "TASK"`, `retry: "TASK", eventListeners: http: url: "https://events.example.com/trino"`)},
		{"who may do what", etl(`retry: "TASK"`, `retry: "TASK", accessControl: {drain: "drain", roles: analyst: {groups: ["a"], catalogs: ["tpch"]}}`)},
		{"what workers spill", etl(`retry: "TASK"`, `retry: "TASK", spill: {}, workers: disk: size: "50GiB"`)},
	}
}

// TestARestartIsWhatDiffSays renders before and after each change: the pods whose template is another are those that `weir diff` says are
// restarted. Kubernetes replaces the pods of a Deployment when, and only when, their template changed.
func TestARestartIsWhatDiffSays(t *testing.T) {
	h := helm(t)
	for _, change := range changes() {
		t.Run(change.name, func(t *testing.T) {
			t.Parallel()
			e := estate.New(t)
			before := templates(t, h, e)
			e.Change(t, change.edits...)
			after := templates(t, h, e)
			var changed []string
			for _, role := range []string{"coordinator", "worker"} {
				if !reflect.DeepEqual(before[role], after[role]) {
					changed = append(changed, role)
				}
			}
			if said := restarts(t, e); !slices.Equal(changed, said) {
				t.Errorf("the pods of %v are others, and weir diff says that %v restart", changed, said)
			}
		})
	}
}

// templates are what the pods of prod's etl are made of, by role.
func templates(t *testing.T, h Helm, e estate.Estate) map[string]object.Object {
	t.Helper()
	found := map[string]object.Object{}
	for _, c := range e.Clusters(t) {
		if c.Environment != "prod" || c.Name != "etl" {
			continue
		}
		all, err := h.Render(c.Name, c.Namespace, c.Values)
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range []string{"coordinator", "worker"} {
			d, err := object.Find(all, "Deployment/etl-"+role)
			if err != nil {
				t.Fatal(err)
			}
			found[role] = d.Map("spec", "template")
		}
	}
	return found
}

// restarts are the roles of prod's etl that `weir diff` says restart.
func restarts(t *testing.T, e estate.Estate) []string {
	t.Helper()
	for _, d := range e.Diff(t).Deliveries {
		if slices.Contains(d.Where, "prod/etl") {
			return d.Roles
		}
	}
	return nil
}
