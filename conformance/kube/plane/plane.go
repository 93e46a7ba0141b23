// Package plane is a real control plane with the real definitions of Karpenter, KEDA, Argo CD, the Prometheus operator and External
// Secrets. Nothing runs there: no controller, no node, no pod.
package plane

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/crd"
	"weir.local/conformance/kube/object"
	"weir.local/conformance/real"
)

// Plane is a server, as a test asks it.
type Plane struct{ *real.Kubernetes }

// Start starts a control plane that knows every definition, with its files in a folder of the cache: Start(t, "eks").
func Start(t *testing.T, name string) Plane {
	t.Helper()
	programs, err := install.BringKubernetes(os.Stderr)
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", name)
	must(t, os.RemoveAll(dir))
	began := time.Now()
	k, err := real.StartKubernetes(programs, dir)
	must(t, err)
	p := Plane{k}
	t.Cleanup(func() { must(t, k.Stop()) })
	t.Logf("the API server was ready after %.1f s", time.Since(began).Seconds())
	definitions := filepath.Join(dir, "definitions")
	must(t, os.Mkdir(definitions, 0o755))
	texts, err := crd.Texts()
	must(t, err)
	for name, text := range texts {
		must(t, os.WriteFile(filepath.Join(definitions, name), text, 0o644))
	}
	p.Must(t, "apply", "--server-side", "-f", definitions)
	p.Must(t, "wait", "--for=condition=Established", "customresourcedefinition", "--all", "--timeout=2m")
	t.Logf("%d definitions were established after %.1f s", len(texts), time.Since(began).Seconds())
	return p
}

// Must runs kubectl, which must work and complain of nothing.
func (p Plane) Must(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := p.Kubectl(nil, arguments...)
	if err != nil {
		t.Fatalf("kubectl %v: %v", arguments, err)
	}
	return out
}

// Takes has the server check a manifest and throw it away. What it warns of is refused, too.
func (p Plane) Takes(manifest []byte) error {
	_, err := p.Kubectl(manifest, "apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-")
	return err
}

// Namespaces makes those that objects are in.
func (p Plane) Namespaces(t *testing.T, objects []object.Object) {
	t.Helper()
	made := []string{"default"}
	for _, o := range objects {
		if name := o.Text("metadata", "namespace"); name != "" && !slices.Contains(made, name) {
			made = append(made, name)
			p.Must(t, "create", "namespace", name)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
