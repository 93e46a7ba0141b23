package spine

import (
	"maps"
	"path/filepath"
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
	d := ssm.Delivery{Weir: c.weir.Binary, Repository: c.weir.Dir, Emulator: emulator, URL: emulator.URL, Work: t.TempDir()}
	release, err := d.Push()
	must(t, err)
	c.delivered = func(t *testing.T, role string, declared Files) Files {
		t.Helper()
		target := filepath.Join(t.TempDir(), "etc")
		said, err := d.Config(role, release, target)
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
}
