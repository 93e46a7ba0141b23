package spine

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/ssm"
)

// throughParameterStore delivers the cluster as ECS would: weir pushes what out/ holds to an emulator, and each node boots
// on what the very script of its container config wrote, which must be what weir extracts.
func (c *cluster) throughParameterStore(t *testing.T) {
	t.Helper()
	tools, err := install.Emulated(t.Output())
	must(t, err)
	emulator, err := ssm.Start(tools, filepath.Join(c.dir, "ssm"))
	must(t, err)
	t.Cleanup(func() { must(t, emulator.Stop(10*time.Second)) })
	c.delivery = &ssm.Delivery{Weir: c.weir.Binary, Repository: c.weir.Dir, Emulator: emulator, URL: emulator.URL, Work: t.TempDir()}
	c.release, err = c.delivery.Push()
	must(t, err)
}

// delivered is what reaches a node of the cluster's release, which says what weir extracts.
func (c *cluster) delivered(t *testing.T, role string, declared Files) Files {
	t.Helper()
	target := filepath.Join(t.TempDir(), "etc")
	said, err := c.delivery.Config(role, c.release, target)
	must(t, err)
	t.Log(said)
	files, err := ReadFiles(target)
	must(t, err)
	extracted := maps.Clone(declared)
	delete(extracted, ".weir-etc") // the mark of the folder
	if !maps.Equal(files, extracted) {
		t.Errorf("the script wrote %q, weir extracts %q", files, extracted)
	}
	return files
}

// The change that is pushed and gone back on.
const (
	changedCatalog = "catalogs/orders.cue"
	ttlBefore      = `"10m"`
	ttlAfter       = `"20m"`
)

// oneCatalogIsPushed changes a catalog in a copy of the declarations and pushes it, while the cluster runs: exactly that file is
// written, the lists that pin it, and the release.
func (c *cluster) oneCatalogIsPushed(t *testing.T) {
	copied := Weir{c.weir.Binary, t.TempDir()}
	must(t, CopyDeclarations(c.weir.Dir, copied.Dir))
	file := filepath.Join(copied.Dir, changedCatalog)
	text, err := os.ReadFile(file)
	must(t, err)
	changed := strings.Replace(string(text), ttlBefore, ttlAfter, 1)
	if changed == string(text) {
		t.Fatalf("%s has no %s", changedCatalog, ttlBefore)
	}
	must(t, os.WriteFile(file, []byte(changed), 0o644))
	if code, said, err := copied.Run("build"); err != nil || code != 0 {
		t.Fatalf("weir build: code %d, %v\n%s", code, err, said)
	}
	next := *c.delivery
	next.Repository = copied.Dir
	before, err := c.delivery.Versions()
	must(t, err)
	release, err := next.Push()
	must(t, err)
	after, err := c.delivery.Versions()
	must(t, err)
	var written []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] {
			written = append(written, fmt.Sprintf("%s:%d", name, after[name]))
		}
	}
	want := "[catalog/orders.properties:2 lists/coordinator/1:2 lists/worker/1:2 release:2]"
	if fmt.Sprint(written) != want || release != "2" || len(before) != len(after) {
		t.Errorf("release %s wrote %v, want %s", release, written, want)
	}
}

// bootsAfterGoingBack asks for the release before, ends both nodes, and starts both on what the script writes of that one.
func (c *cluster) bootsAfterGoingBack(t *testing.T) {
	back, said, err := c.delivery.Run("rollback")
	must(t, err)
	if back != "1\n" || !strings.Contains(said, "release 1 is whole; the newest is 2") {
		t.Fatalf("weir ssm rollback says %q, %q", back, said)
	}
	c.release = strings.TrimSpace(back)
	must(t, c.worker.trino.Stop())
	must(t, c.coordinator.trino.Stop())
	c.dir = filepath.Join(c.dir, "back")
	must(t, os.MkdirAll(filepath.Join(c.dir, "exchange"), 0o755))
	c.boot(t)
	c.bothNodesAreActive(t)
	c.catalogsAreTheDeclared(t)
	if ttl := "metadata.cache-ttl=10m\n"; !strings.Contains(c.worker.declared["catalog/orders.properties"], ttl) {
		t.Errorf("the worker lacks %q: %q", ttl, c.worker.declared["catalog/orders.properties"])
	}
	answer := c.query(t, "SELECT count(*) FROM orders.shop.regions r JOIN tpch.tiny.nation n ON r.regionkey = n.regionkey")
	if got := fmt.Sprint(answer.Rows); got != "[[25]]" {
		t.Errorf("the join says %s", got)
	}
}
