package distribution

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// jar is a jar with one class, compiled for a Java.
func jar(t *testing.T, java int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	class, err := w.Create("io/trino/server/Server.class")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := class.Write([]byte{0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, byte(java + 44)}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lay(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpen(t *testing.T) {
	for _, test := range []struct {
		jar     string
		build   string
		version int
	}{
		{"io.trino_trino-main-476.jar", "476", 476},
		{"trino-main-440.jar", "440", 440},
		{"io.trino_trino-main-477-SNAPSHOT.jar", "477-SNAPSHOT", 477},
		{"io.trino_trino-main-476.1.jar", "476.1", 476},
	} {
		dir := lay(t, map[string][]byte{"lib/" + test.jar: jar(t, 24), "lib/io.trino_trino-server-main-1.jar": nil, "plugin/tpch/a.jar": nil})
		d, err := Open(dir)
		if err != nil || d.Build != test.build || d.Version != test.version || d.Java != 24 {
			t.Errorf("%s: %+v, %v", test.jar, d, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	main := map[string][]byte{"lib/io.trino_trino-main-476.jar": jar(t, 24)}
	for name, test := range map[string]struct {
		files map[string][]byte
		says  string
	}{
		"nothing":    {nil, "no lib/trino-main-VERSION.jar"},
		"a client":   {map[string][]byte{"lib/io.trino_trino-client-476.jar": nil}, "no lib/trino-main-VERSION.jar"},
		"no plugins": {main, "plugin/ is empty"},
		"no jar":     {map[string][]byte{"lib/io.trino_trino-main-476.jar": []byte("text"), "plugin/tpch/a.jar": nil}, "reading "},
	} {
		_, err := Open(lay(t, test.files))
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	above := lay(t, map[string][]byte{"trino-server-476/lib/io.trino_trino-main-476.jar": jar(t, 24)})
	var none *NoDistribution
	if _, err := Open(above); !errors.As(err, &none) || filepath.Base(none.Inside) != "trino-server-476" {
		t.Errorf("the folder above: %v", err)
	}
}

func TestFindJDK(t *testing.T) {
	homes := lay(t, map[string][]byte{
		"old/release":    []byte("JAVA_VERSION=\"17.0.2\"\n"),
		"old/bin/java":   nil,
		"old/bin/javac":  nil,
		"small/release":  []byte("JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base java.sql\"\n"),
		"small/bin/java": nil,
		"whole/release":  []byte("JAVA_VERSION=\"25\"\nMODULES=\"java.base java.compiler jdk.compiler\"\n"),
		"whole/bin/java": nil,
		"none/bin/java":  nil,
	})
	env := func(home, path string) func(string) string {
		return func(name string) string {
			return map[string]string{"JAVA_HOME": home, "PATH": path}[name]
		}
	}
	at := func(name string) string { return filepath.Join(homes, name) }
	for _, test := range []struct {
		home, path string
		compiler   bool
		want       string
	}{
		{at("whole"), "", true, at("whole")},
		{at("old"), at("whole/bin"), true, at("whole")},
		{at("small"), at("whole/bin"), true, at("whole")},
		{at("small"), at("whole/bin"), false, at("small")},
		{at("none"), at("old/bin") + string(filepath.ListSeparator) + at("whole/bin"), true, at("whole")},
	} {
		j, err := FindJDK(env(test.home, test.path), 24, test.compiler)
		if err != nil || j.Home != test.want {
			t.Errorf("%v: %v, %v", test, j, err)
		}
	}
	_, err := FindJDK(env(at("old"), at("small/bin")), 99, true)
	for _, want := range []string{"no JDK 99 or newer: ", at("old") + " is Java 17", at("small") + " is Java 25 without a compiler"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s in it", err, want)
		}
	}
}

// archive is a .tar.gz of entries.
func archive(t *testing.T, entries ...tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, e := range entries {
		e.Mode = 0o644
		data := []byte(e.Name)
		if e.Typeflag == tar.TypeReg {
			e.Size = int64(len(data))
		}
		if err := w.WriteHeader(&e); err != nil {
			t.Fatal(err)
		}
		if e.Typeflag == tar.TypeReg {
			if _, err := w.Write(data); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(lay(t, map[string][]byte{"trino-server-1.tar.gz": b.Bytes()}), "trino-server-1.tar.gz")
}

func TestUnpack(t *testing.T) {
	from := archive(t,
		tar.Header{Name: "trino-server-1/lib/a.jar", Typeflag: tar.TypeReg},
		tar.Header{Name: "trino-server-1/plugin/x/a.jar", Typeflag: tar.TypeLink, Linkname: "trino-server-1/lib/a.jar"})
	folder, err := Unpack(t.Context(), from, t.TempDir())
	if err != nil || filepath.Base(folder) != "trino-server-1" {
		t.Fatal(folder, err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "plugin", "x", "a.jar"))
	if err != nil || string(data) != "trino-server-1/lib/a.jar" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestUnpackStaysInside(t *testing.T) {
	for _, entry := range []tar.Header{
		{Name: "../out.jar", Typeflag: tar.TypeReg},
		{Name: "/tmp/weir-out.jar", Typeflag: tar.TypeReg},
		{Name: "in.jar", Typeflag: tar.TypeLink, Linkname: "../../etc/hostname"},
	} {
		into := filepath.Join(t.TempDir(), "into")
		if err := os.Mkdir(into, 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := Unpack(t.Context(), archive(t, entry), into); err == nil {
			t.Errorf("%s %s: unpacked", entry.Name, entry.Linkname)
		}
		if _, err := os.Stat(filepath.Join(into, "..", "out.jar")); err == nil {
			t.Errorf("%s was written outside", entry.Name)
		}
	}
	if _, err := Unpack(t.Context(), lay(t, map[string][]byte{"a": []byte("text")})+"/a", t.TempDir()); err == nil {
		t.Error("text was unpacked")
	}
}
