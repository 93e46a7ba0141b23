package install

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestThingIsBroughtOnceAndWhole(t *testing.T) {
	c := cache{dir: t.TempDir(), talk: io.Discard}
	tries := 0
	bring := func(into string) error {
		tries++
		if left, err := os.ReadDir(into); err != nil || len(left) > 0 {
			t.Errorf("try %d begins with %v, %v", tries, left, err)
		}
		if err := os.WriteFile(filepath.Join(into, "half"), nil, 0o644); err != nil {
			return err
		}
		if _, err := os.Stat(filepath.Join(c.dir, "thing")); err == nil {
			t.Error("the thing is there before it is whole")
		}
		if tries < 3 {
			return errors.New("the network went away")
		}
		return nil
	}
	for range 2 {
		path, err := c.once("thing", bring)
		if err != nil || path != filepath.Join(c.dir, "thing") {
			t.Fatalf("%s, %v", path, err)
		}
	}
	if tries != 3 {
		t.Errorf("%d tries, want 3", tries)
	}
}

func TestThingThatCannotBeHadLeavesNothing(t *testing.T) {
	c := cache{dir: t.TempDir(), talk: io.Discard}
	if _, err := c.once("thing", func(string) error { return errors.New("no") }); err == nil {
		t.Error("it should be an error")
	}
	for _, name := range []string{"thing", "thing.partial"} {
		if _, err := os.Stat(filepath.Join(c.dir, name)); err == nil {
			t.Errorf("%s is there", name)
		}
	}
}

func TestUnzippedProgramsCanRun(t *testing.T) {
	dir := t.TempDir()
	archive := filepath.Join(dir, "a.whl")
	file, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	writer := zip.NewWriter(file)
	for _, name := range []string{"jdk/bin/java", "jdk/lib/jspawnhelper", "jdk/release"} {
		if _, err := writer.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(writer.Close(), file.Close(), unzip(archive, dir)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"jdk/bin/java": 0o111, "jdk/lib/jspawnhelper": 0o111, "jdk/release": 0} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&0o111 != want {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}
