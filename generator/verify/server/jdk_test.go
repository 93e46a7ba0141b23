package server

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVersionOfAJDK(t *testing.T) {
	for release, want := range map[string]int{"IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"\n": 25, `JAVA_VERSION="17"`: 17, "": 0, `JAVA_VERSION="1.8.0"`: 1} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "release"), []byte(release), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := javaVersion(dir); got != want {
			t.Errorf("%q is %d, want %d", release, got, want)
		}
	}
	if got := javaVersion(t.TempDir()); got != 0 {
		t.Errorf("no release file is %d", got)
	}
}

// home is a JDK's folder as far as its version is concerned.
func home(t *testing.T, version string) string {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"release": `JAVA_VERSION="` + version + `"`, "bin/java": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTheFirstJDKThatIsNewEnough(t *testing.T) {
	old, new, newer := home(t, "17.0.1"), home(t, "990.0.1"), home(t, "991")
	linked := t.TempDir() // as update-alternatives does it
	if err := os.Symlink(filepath.Join(new, "bin", "java"), filepath.Join(linked, "java")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ javaHome, path, want string }{
		{newer, linked, newer},
		{old, linked, new},
		{"", filepath.Join(old, "bin") + ":" + filepath.Join(new, "bin"), ""}, // the first java on the PATH counts
	} {
		env := map[string]string{"JAVA_HOME": tt.javaHome, "PATH": tt.path}
		got, err := JDK(func(name string) string { return env[name] }, 990)
		var no NoJDK
		if got != tt.want || (got == "") != errors.As(err, &no) {
			t.Errorf("JAVA_HOME %q, PATH %q: %q, %v; want %q", tt.javaHome, tt.path, got, err, tt.want)
		}
		if err != nil && !strings.Contains(err.Error(), "no JDK 990 or newer: "+old+" is Java 17") {
			t.Errorf("%v", err)
		}
	}
}

func TestADistributionSaysItsVersionAndItsJava(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenDistribution(dir); err == nil || !strings.Contains(err.Error(), "no Trino distribution") {
		t.Errorf("an empty folder: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, "lib", "io.trino_trino-main-476.jar"))
	if err != nil {
		t.Fatal(err)
	}
	jar := zip.NewWriter(file)
	class, err := jar.Create("io/trino/Session.class")
	if err == nil {
		_, err = class.Write([]byte{0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 68, 0})
	}
	if err := errors.Join(err, jar.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	if d, err := OpenDistribution(dir); err != nil || d.Version != 476 || d.Java != 24 {
		t.Errorf("%+v, %v", d, err)
	}
}
