package distribution

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// A Distribution is an unpacked Trino server.
type Distribution struct {
	Folder  string // "trino-server-476"
	Build   string // "476", as the name of its main jar has it; of a build of one's own "477-SNAPSHOT"
	Version int    // 476
	Java    int    // the oldest Java that reads its classes: 24
}

// NoDistribution says why a folder is no Trino server.
type NoDistribution struct {
	Folder string
	Why    string // "it has no lib/trino-main-VERSION.jar"
	Inside string // a folder in it that is one
}

func (e *NoDistribution) Error() string { return e.Folder + " is no Trino distribution: " + e.Why }

// mainJar is the server itself; a build of one's own has more behind the number: 477-SNAPSHOT.
var mainJar = regexp.MustCompile(`^(?:io\.trino_)?trino-main-((\d+)(?:[-.].*)?)\.jar$`)

// Open looks at a folder: Open("trino-server-476"). One that holds no Trino server is a *NoDistribution.
func Open(folder string) (Distribution, error) {
	d, jar := findMain(folder)
	if jar == "" {
		none := &NoDistribution{Folder: folder, Why: "it has no lib/trino-main-VERSION.jar"}
		inside, _ := filepath.Glob(filepath.Join(folder, "*", "lib", "*trino-main-*.jar"))
		if len(inside) == 1 {
			none.Inside = filepath.Dir(filepath.Dir(inside[0]))
		}
		return Distribution{}, none
	}
	if plugins, _ := filepath.Glob(filepath.Join(folder, "plugin", "*")); len(plugins) == 0 {
		return Distribution{}, &NoDistribution{Folder: folder, Why: "its folder plugin/ is empty"}
	}
	var err error
	if d.Java, err = compiledFor(jar); err != nil {
		return Distribution{}, fmt.Errorf("reading %s: %w", jar, err)
	}
	return d, nil
}

// findMain is what the name of the server's jar says, and its path.
func findMain(folder string) (d Distribution, jar string) {
	jars, _ := filepath.Glob(filepath.Join(folder, "lib", "*.jar"))
	for _, jar := range jars {
		if m := mainJar.FindStringSubmatch(filepath.Base(jar)); m != nil {
			if version, err := strconv.Atoi(m[2]); err == nil {
				return Distribution{Folder: folder, Build: m[1], Version: version}, jar
			}
		}
	}
	return Distribution{}, ""
}

// classesOfJava1 is what the major version of a class file exceeds its Java release by: Java 24 writes 68 (JVM specification,
// table 4.1-A).
const classesOfJava1 = 44

// compiledFor is the Java release that a jar's classes were compiled for.
func compiledFor(jar string) (int, error) {
	r, err := zip.OpenReader(jar)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, ".class") && !strings.HasPrefix(f.Name, "META-INF/") {
			return classVersion(f)
		}
	}
	return 0, errors.New("no class in it")
}

func classVersion(f *zip.File) (int, error) {
	in, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	var head [8]byte // 0xCAFEBABE, minor, major
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return 0, fmt.Errorf("reading %s: %w", f.Name, err)
	}
	if binary.BigEndian.Uint32(head[:4]) != 0xCAFEBABE {
		return 0, fmt.Errorf("%s is no class", f.Name)
	}
	return int(binary.BigEndian.Uint16(head[6:])) - classesOfJava1, nil
}
