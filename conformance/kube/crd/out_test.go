package crd

import (
	"path/filepath"
	"slices"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/manifest"
)

// TestWhatIsCommittedIsValid checks every custom resource below out/, and that what is none is a kind of Kubernetes' own.
func TestWhatIsCommittedIsValid(t *testing.T) {
	v := validator(t)
	checked := 0
	for _, f := range files(t) {
		kind := KindOf(f.Object)
		if !v.Knows(kind) {
			if !slices.Contains(native(), kind) {
				t.Errorf("%s is a %s, which has no definition here", f.Path, kind)
			}
			continue
		}
		said, err := v.Check(f.Object)
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		for _, what := range said {
			t.Errorf("%s: %s", f.Path, what)
		}
		checked++
	}
	if checked == 0 {
		t.Error("there is no custom resource below out/")
	}
}

// native are the kinds that need no definition, which a server checks (package server).
func native() []Kind {
	return []Kind{
		{"v1", "ConfigMap"}, {"v1", "LimitRange"}, {"v1", "Namespace"}, {"v1", "ResourceQuota"}, {"v1", "Secret"}, {"v1", "Service"}, {"v1", "ServiceAccount"},
		{"networking.k8s.io/v1", "NetworkPolicy"}, {"policy/v1", "PodDisruptionBudget"},
	}
}

// files are the manifests below out/.
func files(t *testing.T) []manifest.File {
	t.Helper()
	root, err := install.Root()
	if err != nil {
		t.Fatal(err)
	}
	all, err := manifest.Files(filepath.Join(root, "out"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func validator(t *testing.T) *Validator {
	t.Helper()
	v, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return v
}
