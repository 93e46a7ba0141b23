package jvm

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/generator/jvm"
)

func TestTheListIsTheJDKs(t *testing.T) {
	jdk, list := open(t)
	now, err := Listed(jdk)
	must(t, err)
	if os.Getenv("UPDATE") != "" {
		must(t, os.WriteFile(list, []byte(now), 0o644))
		return
	}
	was, err := os.ReadFile(list)
	must(t, err)
	if string(was) != now {
		t.Errorf("%s is not what this JDK says; UPDATE=1 writes it, %d lines for %d", list, strings.Count(now, "\n"), strings.Count(string(was), "\n"))
	}
}

// TestVerdictsAreTheJVMs starts the JVM with each list of flags, and holds weir's own word to its.
func TestVerdictsAreTheJVMs(t *testing.T) {
	jdk, _ := open(t)
	for _, flags := range []string{
		"-XX:+UseG1GC", "-XX:+UseWeirGC", "-XX:+UseG1GC -XX:+UseParallelGC", "-XX:+UseParallelGC", "-XX:+UseZGC", "-XX:-UseG1GC -XX:+UseParallelGC",
		"-XX:MaxGCPauseMillis=200", "-XX:MaxGCPauseMillis", "-XX:+MaxGCPauseMillis", "-XX:MaxGCPauseMillis=abc", "-XX:UseG1GC=true",
		"-XX:G1NumCollectionsKeepPinned=3", "-XX:+UnlockDiagnosticVMOptions -XX:G1NumCollectionsKeepPinned=3",
		"-XX:G1NewSizePercent=3", "-XX:+UnlockExperimentalVMOptions -XX:G1NewSizePercent=3", "-XX:+ZGenerational",
		"-XX:+UseWeirGC -XX:+IgnoreUnrecognizedVMOptions", "-XX:MaxDirectMemorySize=4G", "-XX:MaxDirectMemorySize=4GB",
		"-Xms512M", "-Xms2G", "-Xms2g", "--add-modules=jdk.incubator.vector", "--add-modules=jdk.weir", "--add-modules=ALL-SYSTEM,jdk.weir",
		"-XX:HeapDumpPath=/tmp", "-XX:Foo", "-Dweir=1",
	} {
		_, err := run(jdk, append(append([]string{"-Xmx1G"}, strings.Fields(flags)...), "-version")...)
		if found := jvm.Check(1<<30, strings.Fields(flags)); (err != nil) != (len(found) > 0) {
			t.Errorf("%s: the JVM says %v, weir %v", flags, err, found)
		}
	}
}

func open(t *testing.T) (jdk, list string) {
	t.Helper()
	things, err := install.All(t.Output())
	root, also := install.Root()
	must(t, errors.Join(err, also))
	return things.JDK, filepath.Join(root, "generator", "jvm", "jdk25.txt")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
