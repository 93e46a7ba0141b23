package server

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Distribution is an unpacked trino-server-476.tar.gz.
type Distribution struct {
	Dir     string // absolute
	Version int    // 476
	Java    int    // the oldest Java that runs it: 24
}

// mainJar is the server itself; before 476 its name had no group.
var mainJar = regexp.MustCompile(`^(?:io\.trino_)?trino-main-(\d+)\.jar$`)

// OpenDistribution looks at a directory. What is none is an error that says so.
func OpenDistribution(dir string) (Distribution, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Distribution{}, err
	}
	entries, err := os.ReadDir(filepath.Join(dir, "lib"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return Distribution{}, err
	}
	for _, entry := range entries {
		found := mainJar.FindStringSubmatch(entry.Name())
		if found == nil {
			continue
		}
		d := Distribution{Dir: dir}
		d.Version, _ = strconv.Atoi(found[1]) // digits by the pattern
		d.Java, err = javaOf(filepath.Join(dir, "lib", entry.Name()))
		return d, err
	}
	return Distribution{}, fmt.Errorf("%s is no Trino distribution: lib/ has no trino-main jar", dir)
}

// javaOf is the Java that a jar's classes are made for: a class file of version 68 is Java 24's (JVM specification, 4.1).
func javaOf(jar string) (int, error) {
	r, err := zip.OpenReader(jar)
	if err != nil {
		return 0, fmt.Errorf("reading %s: %w", jar, err)
	}
	defer r.Close()
	i := slices.IndexFunc(r.File, func(f *zip.File) bool { return strings.HasSuffix(f.Name, ".class") })
	if i < 0 {
		return 0, fmt.Errorf("reading %s: no class in it", jar)
	}
	class, err := r.File[i].Open()
	if err != nil {
		return 0, fmt.Errorf("reading %s: %w", jar, err)
	}
	defer class.Close()
	head := make([]byte, 8)
	if _, err := io.ReadFull(class, head); err != nil {
		return 0, fmt.Errorf("reading %s: %w", jar, err)
	}
	return int(head[6])<<8 + int(head[7]) - 44, nil
}

// NoJDK says that no Java on this machine is new enough.
type NoJDK struct {
	Least int
	Tried []string // "/usr/lib/jvm/java-17-openjdk: Java 17"
}

func (n NoJDK) Error() string {
	text := fmt.Sprintf("no JDK %d or newer", n.Least)
	if len(n.Tried) > 0 {
		text += ": " + strings.Join(n.Tried, ", ")
	}
	return text
}

// JDK finds a Java home of at least a version: JAVA_HOME's, the one that java on the PATH belongs to, then where systems
// install them, the oldest that is new enough: it is nearest to what the distribution was made on.
func JDK(env func(string) string, least int) (string, error) {
	homes := []string{env("JAVA_HOME"), onPath(env("PATH"))}
	for _, pattern := range []string{"/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home"} {
		installed, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		slices.SortStableFunc(installed, func(a, b string) int { return javaVersion(a) - javaVersion(b) })
		homes = append(homes, installed...)
	}
	no := NoJDK{Least: least}
	for _, home := range homes {
		version := javaVersion(home)
		if version >= least {
			return home, nil
		}
		if text := fmt.Sprintf("%s is Java %d", home, version); version > 0 && !slices.Contains(no.Tried, text) {
			no.Tried = append(no.Tried, text)
		}
	}
	return "", no
}

// onPath is the home of the first java on a PATH, empty without one.
func onPath(path string) string {
	for _, dir := range filepath.SplitList(path) {
		java, err := filepath.EvalSymlinks(filepath.Join(dir, "java"))
		if err == nil && filepath.IsAbs(java) {
			return filepath.Dir(filepath.Dir(java))
		}
	}
	return ""
}

var releaseLine = regexp.MustCompile(`(?m)^JAVA_VERSION="(\d+)`)

// javaVersion is the feature release that a JDK's release file names, 0 when there is none: `JAVA_VERSION="25.0.1"` is 25.
func javaVersion(home string) int {
	if home == "" {
		return 0
	}
	text, err := os.ReadFile(filepath.Join(home, "release"))
	if err != nil {
		return 0
	}
	found := releaseLine.FindSubmatch(text)
	if found == nil {
		return 0
	}
	version, _ := strconv.Atoi(string(found[1])) // digits by the pattern; too many of them are no version
	return version
}
