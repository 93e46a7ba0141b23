package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/manifest"
	"weir.local/conformance/kube/object"
	"weir.local/conformance/kube/plane"
)

// change is one of prod's, and one of the manifests that become others; "" where none does.
type change struct {
	name     string
	edits    []estate.Edit
	manifest string
}

func changes() []change {
	etl := func(old, new string) []estate.Edit {
		return []estate.Edit{{File: "clusters/etl.cue", Old: old, New: new}}
	}
	prod := func(old, new string) []estate.Edit {
		return []estate.Edit{{File: "environments/prod.cue", Old: old, New: new}}
	}
	return []change{
		{"nothing that is applied", etl("Nightly and hourly loads", "Loads"), ""},
		{"more workers", etl("max:          10", "max:          12"), "etl/k8s/worker.scaledobject.yaml"},
		{"a longer cooldown", etl(`cooldown: "300s"`, `cooldown: "600s"`), "etl/k8s/worker.scaledobject.yaml"},
		{"another zone", etl(`zone:           "a"`, `zone: "b"`), "etl/k8s/coordinator.nodepool.yaml"},
		{"another tag", prod(`team:        "data-platform"`, `team: "lake"`), "etl/k8s/worker.ec2nodeclass.yaml"},
	}
}

// applied applies an environment for real, changes its declarations and applies what follows: the server's objects change where the
// manifests do, and nowhere else, and `weir diff` says so many files.
func applied(t *testing.T, p plane.Plane) {
	e := estate.New(t)
	before := apply(t, p, e)
	for _, c := range changes() {
		t.Run(c.name, func(t *testing.T) {
			old := outputs(t, e)
			e.Change(t, c.edits...)
			report := e.Diff(t)
			now := outputs(t, e)
			after := apply(t, p, e)
			if said := report.Counts.Files; said.Changed != differing(old, now) || said.Added+said.Removed > 0 {
				t.Errorf("weir diff says %+v, and %d files are others", said, differing(old, now))
			}
			for _, c := range report.Capacity {
				most := object.Object(after["etl/k8s/worker.scaledobject.yaml"].live).Text("spec", "maxReplicaCount")
				if slices.Contains(c.Where, "prod/etl") && fmt.Sprint(c.After.MaxWorkers) != most {
					t.Errorf("weir diff says %d workers at most, and the server has %s", c.After.MaxWorkers, most)
				}
			}
			for _, f := range report.OtherFiles {
				t.Errorf("weir diff does not know what %s does", f.File)
			}
			var changed []string
			for path, wanted := range before {
				want := differences("", wanted.written, after[path].written)
				if got := differences("", wanted.live, after[path].live); !slices.Equal(got, want) {
					t.Errorf("%s differs in %v, and on the server in %v", path, want, got)
				}
				if len(want) > 0 {
					changed = append(changed, path)
				} else if version := "resourceVersion"; object.Object(wanted.live).Text("metadata", version) != object.Object(after[path].live).Text("metadata", version) {
					t.Errorf("%s is as it was, and the server wrote it again", path)
				}
			}
			if c.manifest != "" && !slices.Contains(changed, c.manifest) || c.manifest == "" && len(changed) > 0 {
				t.Errorf("the manifests %v changed, and %q should", changed, c.manifest)
			}
			before = after
			e.Commit(t)
		})
	}
}

// kept is an object as weir wrote it and as the server has it.
type kept struct{ written, live map[string]any }

// apply applies the folders of prod, those of namespaces first, and reads back what was kept.
func apply(t *testing.T, p plane.Plane, e estate.Estate) map[string]kept {
	t.Helper()
	out := filepath.Join(e.Weir.Dir, "out", "prod")
	folders, err := manifest.Folders(out)
	must(t, err)
	slices.SortFunc(folders, func(a, b string) int { return strings.Compare(rank(a)+a, rank(b)+b) })
	for _, folder := range folders {
		p.Must(t, "apply", "--server-side", "--validate=strict", "-k", filepath.Join(out, folder))
	}
	files, err := manifest.Files(out)
	must(t, err)
	all := map[string]kept{}
	for _, f := range files {
		text, err := f.Object.YAML()
		must(t, err)
		said, err := p.Kubectl(text, "get", "-o", "json", "-f", "-")
		must(t, err)
		var live struct{ Items []map[string]any } // of one, for it comes from a stream
		must(t, json.Unmarshal([]byte(said), &live))
		all[f.Path] = kept{plain(t, f.Object), live.Items[0]}
	}
	return all
}

func rank(folder string) string {
	if strings.HasPrefix(folder, "namespaces") {
		return "0"
	}
	return "1"
}

// plain is an object as encoding/json reads it, so that numbers compare.
func plain(t *testing.T, o object.Object) map[string]any {
	t.Helper()
	text, err := json.Marshal(o)
	must(t, err)
	var m map[string]any
	must(t, json.Unmarshal(text, &m))
	return m
}

// outputs are all files below out/ of the estate.
func outputs(t *testing.T, e estate.Estate) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(filepath.Join(e.Weir.Dir, "out"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".weir" {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	}))
	return files
}

func differing(a, b map[string]string) (count int) {
	for path := range a {
		if a[path] != b[path] {
			count++
		}
	}
	return count
}

// differences are the paths at which two values differ, but for what the server alone writes.
func differences(path string, a, b any) []string {
	if slices.Contains([]string{"/metadata/managedFields", "/metadata/resourceVersion", "/metadata/generation", "/status"}, path) || reflect.DeepEqual(a, b) {
		return nil
	}
	var found []string
	switch before := a.(type) {
	case map[string]any:
		if after, ok := b.(map[string]any); ok {
			keys := maps.Clone(before)
			maps.Copy(keys, after)
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				found = append(found, differences(path+"/"+key, before[key], after[key])...)
			}
			return found
		}
	case []any:
		if after, ok := b.([]any); ok && len(after) == len(before) {
			for i := range before {
				found = append(found, differences(fmt.Sprintf("%s/%d", path, i), before[i], after[i])...)
			}
			return found
		}
	}
	return []string{path}
}
