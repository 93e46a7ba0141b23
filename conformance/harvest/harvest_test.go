package harvest

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"weir.local/conformance/install"
	"weir.local/generator/trino"
)

// plugins are few, and differ in what a harvest must find out: a switch and bindings of a shared library, an event listener,
// files named by configuration managers, and nothing but a handful of properties.
var plugins = []string{"mysql", "mysql-event-listener", "session-property-managers", "tpch"}

// TestAFewPlugins harvests a distribution of a few plugins: what it says of their files and of the server's own is what the
// harvest of the whole distribution says, binding by binding and class by class.
func TestAFewPlugins(t *testing.T) {
	things, err := install.All(t.Output())
	if err != nil {
		t.Fatal(err)
	}
	dist := t.TempDir()
	link(t, filepath.Join(things.Trino, "lib"), filepath.Join(dist, "lib"))
	for _, name := range plugins {
		link(t, filepath.Join(things.Trino, "plugin", name), filepath.Join(dist, "plugin", name))
	}
	got, want := decode(t, Harvest(t, things, dist)), decode(t, Committed(t))
	if len(got.Files) < 8 {
		t.Errorf("%d files", len(got.Files))
	}
	for _, f := range got.Files {
		i := slices.IndexFunc(want.Files, func(w trino.FileData) bool { return w.Kind == f.Kind && w.Name == f.Name })
		if i < 0 || !reflect.DeepEqual(f, want.Files[i]) {
			t.Errorf("%s %s is not what weir carries", f.Kind, f.Name)
			continue
		}
		for _, b := range f.Bindings {
			if !reflect.DeepEqual(got.Classes[b.Class], want.Classes[b.Class]) {
				t.Errorf("%s is not what weir carries", b.Class)
			}
		}
	}
	if !reflect.DeepEqual(got.Session, want.Session) {
		t.Error("the server's session properties are not those that weir carries")
	}
}

func link(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(from, to); err != nil {
		t.Fatal(err)
	}
}
