package server

import (
	"testing"

	"weir.local/conformance/kube/manifest"
	"weir.local/conformance/kube/plane"
	"weir.local/conformance/kube/variant"
)

// agrees asks the server what package crd says in process of manifests with one value changed.
func agrees(t *testing.T, p plane.Plane, files []manifest.File) {
	for _, changed := range variant.All() {
		t.Run(changed.Name, func(t *testing.T) {
			object, err := changed.In(files)
			must(t, err)
			text, err := object.YAML()
			must(t, err)
			said := ""
			// Not by apply: that compares types before it asks the definition, and says so in words of its own.
			if _, err := p.Kubectl(text, "create", "--dry-run=server", "--validate=strict", "-f", "-"); err != nil {
				said = err.Error()
			}
			if wrong := changed.Wrong(said); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}
