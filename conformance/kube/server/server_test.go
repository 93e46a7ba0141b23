// Package server gives what weir writes to a real API server.
package server

import (
	"os"
	"path/filepath"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/manifest"
	"weir.local/conformance/kube/object"
	"weir.local/conformance/kube/plane"
)

// TestServer asks one server everything.
func TestServer(t *testing.T) {
	root, err := install.Root()
	must(t, err)
	files, err := manifest.Files(filepath.Join(root, "out"))
	must(t, err)
	p := plane.Start(t, "eks")
	var all []object.Object
	for _, f := range files {
		all = append(all, f.Object)
	}
	p.Namespaces(t, all)
	for _, f := range files {
		t.Run("takes "+f.Path, func(t *testing.T) { takes(t, p, f) })
	}
	folders, err := manifest.Folders(filepath.Join(root, "out"))
	must(t, err)
	for _, folder := range folders {
		t.Run("takes the folder "+folder, func(t *testing.T) {
			apply := []string{"apply", "--dry-run=server", "--validate=strict", "-k", filepath.Join(root, "out", folder)}
			p.Must(t, append(apply, "--server-side")...) // as Argo CD does
			if filepath.Base(filepath.Dir(folder)) != "namespaces" {
				p.Must(t, apply...) // as a person does; of a namespace that is there already kubectl would warn
			}
		})
	}
	t.Run("says of broken manifests what is said in process", func(t *testing.T) { agrees(t, p, files) })
	t.Run("keeps what a change changes and nothing else", func(t *testing.T) { applied(t, p) }) // last: the others ask a server that has nothing
}

func takes(t *testing.T, p plane.Plane, f manifest.File) {
	text, err := os.ReadFile(f.Full)
	must(t, err)
	if err := p.Takes(text); err != nil {
		t.Error(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
