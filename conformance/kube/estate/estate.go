// Package estate is a copy of the repository's declarations, changed and compiled by the binary under test.
package estate

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/object"
	"weir.local/conformance/spine"
)

// Estate is a repository in a folder of the test's own, committed as it was compiled first.
type Estate struct{ Weir spine.Weir }

// Edit is text of a declaration in place of other text; with no old text, a new file.
type Edit struct{ File, Old, New string }

// New copies, changes, compiles and commits.
func New(t *testing.T, edits ...Edit) Estate {
	t.Helper()
	root, err := install.Root()
	must(t, err)
	things, err := install.All(os.Stderr)
	must(t, err)
	e := Estate{spine.Weir{Binary: things.Weir, Dir: t.TempDir()}}
	must(t, spine.CopyDeclarations(root, e.Weir.Dir))
	e.Change(t, edits...)
	e.git(t, "init", "-q", "-b", "main")
	e.Commit(t)
	return e
}

// Commit makes what was compiled the state that `weir diff` compares with.
func (e Estate) Commit(t *testing.T) {
	t.Helper()
	e.git(t, "add", "-A")
	e.git(t, "-c", "user.name=weir", "-c", "user.email=weir@localhost", "commit", "-q", "--allow-empty", "-m", "as it is deployed")
}

func (e Estate) git(t *testing.T, arguments ...string) {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", e.Weir.Dir}, arguments...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", arguments, err, out)
	}
}

// Edit edits the declarations.
func (e Estate) Edit(t *testing.T, edits ...Edit) {
	t.Helper()
	for _, edit := range edits {
		path := filepath.Join(e.Weir.Dir, edit.File)
		text, err := os.ReadFile(path)
		if edit.Old != "" && (err != nil || !strings.Contains(string(text), edit.Old)) {
			t.Fatalf("%s has no %q: %v", edit.File, edit.Old, err)
		}
		must(t, os.WriteFile(path, []byte(strings.Replace(string(text), edit.Old, edit.New, 1)), 0o644))
	}
}

// Change edits the declarations and compiles them.
func (e Estate) Change(t *testing.T, edits ...Edit) {
	t.Helper()
	e.Edit(t, edits...)
	code, said, err := e.Weir.Run("build")
	if err != nil || code != 0 {
		t.Fatalf("weir build ended with code %d: %v\n%s", code, err, said)
	}
}

// Cluster is an EKS cluster of an environment.
type Cluster struct {
	Environment, Name string
	Namespace         string
	Values            string // file
	Manifests         string // folder; "" where there are none
}

// Clusters are those on EKS, by environment and name.
func (e Estate) Clusters(t *testing.T) []Cluster {
	t.Helper()
	values, err := filepath.Glob(filepath.Join(e.Weir.Dir, "out", "*", "*", "helm", "values.yaml"))
	if err != nil || len(values) == 0 {
		t.Fatalf("no values below %s/out: %v", e.Weir.Dir, err)
	}
	slices.Sort(values)
	var all []Cluster
	for _, file := range values {
		dir := filepath.Dir(filepath.Dir(file))
		c := Cluster{Environment: filepath.Base(filepath.Dir(dir)), Name: filepath.Base(dir), Values: file, Manifests: filepath.Join(dir, "k8s")}
		for _, o := range c.Objects(t) {
			if ns := o.Text("metadata", "namespace"); ns != "" {
				c.Namespace = ns
			}
		}
		if c.Namespace == "" {
			t.Fatalf("no manifest of %s in %s says a namespace", c.Name, c.Environment)
		}
		all = append(all, c)
	}
	return all
}

// Files are a cluster's manifests, without what lists them.
func (c Cluster) Files(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(c.Manifests, "*.yaml"))
	must(t, err)
	return slices.DeleteFunc(files, func(f string) bool { return filepath.Base(f) == "kustomization.yaml" })
}

// Objects are a cluster's manifests, read.
func (c Cluster) Objects(t *testing.T) []object.Object {
	t.Helper()
	var all []object.Object
	for _, file := range c.Files(t) {
		text, err := os.ReadFile(file)
		must(t, err)
		objects, err := object.Read(text)
		must(t, err)
		all = append(all, objects...)
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Report is what `weir diff` says, as far as it is asked here.
type Report struct {
	Deliveries []struct{ Where, Roles []string }
	OtherFiles []struct{ File string }
	Capacity   []struct {
		Where []string
		After struct{ MaxWorkers int }
	}
	Counts struct {
		Files struct{ Added, Changed, Removed int }
	}
}

// Diff is what `weir diff` says of the change since the last commit.
func (e Estate) Diff(t *testing.T) Report {
	t.Helper()
	code, said, err := e.Weir.Run("diff", "--base", "HEAD", "--format", "json")
	if err != nil || code == 2 {
		t.Fatalf("weir diff ended with code %d: %v\n%s", code, err, said)
	}
	var r Report
	if err := json.Unmarshal([]byte(said), &r); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return r
}
