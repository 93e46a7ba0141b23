// Package jvm asks the real JDK which flags and modules it has, and holds weir's own list to them (generator/jvm/jdk25.txt).
package jvm

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Listed is the list as weir keeps it: a line a flag ("flag G1HeapRegionSize size_t product"), then a line a module.
func Listed(jdk string) (string, error) {
	flags, err := flagsOf(jdk)
	if err != nil {
		return "", err
	}
	old, err := oldFlags(jdk, flags)
	if err != nil {
		return "", err
	}
	modules, err := modulesOf(jdk)
	if err != nil {
		return "", err
	}
	return strings.Join(slices.Concat(flags, old, modules), "\n") + "\n", nil
}

// flagLine is a line of -XX:+PrintFlagsFinal: type, name, value, {kind}.
var flagLine = regexp.MustCompile(`(?m)^ *(\w+) (\w+) +=.*?\{([^}]*)\} \{[^}]*\}$`)

func flagsOf(jdk string) ([]string, error) {
	said, err := run(jdk, "-XX:+UnlockDiagnosticVMOptions", "-XX:+UnlockExperimentalVMOptions", "-XX:+PrintFlagsFinal", "-version")
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, m := range flagLine.FindAllStringSubmatch(said, -1) {
		lines = append(lines, fmt.Sprintf("flag %s %s %s", m[2], m[1], kind(m[3])))
	}
	slices.Sort(lines)
	return lines, nil
}

// kind is what must be unlocked before a flag may be written.
func kind(said string) string {
	for _, locked := range []string{"diagnostic", "experimental"} {
		if strings.Contains(said, locked) {
			return locked
		}
	}
	return "product"
}

// oldFlags are names that the JVM still takes, with a warning, and does not print among its flags. The JVM knows them, so that they
// are texts in its library; asked about all such texts at once, it warns of those that were flags. Those that are, in lines, are left out.
func oldFlags(jdk string, flags []string) ([]string, error) {
	known := map[string]bool{}
	for _, line := range flags {
		known[strings.Fields(line)[1]] = true
	}
	library, err := os.ReadFile(filepath.Join(jdk, "lib", "server", "libjvm.so"))
	if err != nil {
		return nil, err
	}
	arguments := []string{"-XX:+IgnoreUnrecognizedVMOptions"}
	for _, name := range regexp.MustCompile(`\x00[A-Z][A-Za-z0-9]{5,60}\x00`).FindAll(overlapping(library), -1) {
		if text := string(bytes.Trim(name, "\x00")); !known[text] {
			arguments = append(arguments, "-XX:+"+text)
		}
	}
	said, err := run(jdk, append(arguments, "-version")...)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)warning: Ignoring option (\w+); support was removed`).FindAllStringSubmatch(said, -1) {
		found["flag "+m[1]+" any obsolete"] = true
	}
	var lines []string
	for line := range found {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines, nil
}

// overlapping doubles the zero bytes, so that one that ends a text and begins the next serves both.
func overlapping(b []byte) []byte { return bytes.ReplaceAll(b, []byte{0}, []byte{0, 0}) }

func modulesOf(jdk string) ([]string, error) {
	said, err := run(jdk, "--list-modules")
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(said) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "@")
		lines = append(lines, "module "+name)
	}
	slices.Sort(lines)
	return lines, nil
}

// run runs the JVM and returns all that it said.
func run(jdk string, arguments ...string) (string, error) {
	said, err := exec.Command(filepath.Join(jdk, "bin", "java"), arguments...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("running %s: %w: %.300s", jdk, err, said)
	}
	return string(said), err
}
