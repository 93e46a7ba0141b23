package distribution

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A JDK is an installed Java.
type JDK struct {
	Home     string // "/usr/lib/jvm/temurin-25-jdk-amd64"
	Version  int    // 25; 0 when its release file does not say
	Compiler bool   // it compiles, as running a source file needs
}

// NoJDK says that no Java on this machine will do.
type NoJDK struct {
	Least    int  // 24
	Compiler bool // one was asked for
	Found    []JDK
}

func (e *NoJDK) Error() string {
	text := fmt.Sprintf("no JDK %d or newer", e.Least)
	var found []string
	for _, j := range e.Found {
		without := ""
		if e.Compiler && !j.Compiler {
			without = " without a compiler"
		}
		found = append(found, fmt.Sprintf("%s is Java %d%s", j.Home, j.Version, without))
	}
	return strings.TrimSuffix(text+": "+strings.Join(found, "; "), ": ")
}

// installed are where systems put them.
var installed = []string{"/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home"}

// FindJDK finds a JDK of at least a version, with a compiler if one is asked for: JAVA_HOME's, those that a java on the
// PATH belongs to, then where systems install them, the newest first.
func FindJDK(env func(string) string, least int, compiler bool) (JDK, error) {
	none := &NoJDK{Least: least, Compiler: compiler}
	for _, home := range append(named(env), elsewhere()...) {
		j := look(home)
		if j.Version >= least && (j.Compiler || !compiler) {
			return j, nil
		}
		if j.Version > 0 && !slices.Contains(none.Found, j) {
			none.Found = append(none.Found, j)
		}
	}
	return JDK{}, none
}

// named are the homes that the environment names.
func named(env func(string) string) []string {
	var homes []string
	if home := env("JAVA_HOME"); home != "" {
		homes = append(homes, home)
	}
	for _, dir := range filepath.SplitList(env("PATH")) {
		java, err := filepath.EvalSymlinks(filepath.Join(dir, "java"))
		if err == nil && filepath.IsAbs(java) {
			homes = append(homes, filepath.Dir(filepath.Dir(java)))
		}
	}
	return homes
}

// elsewhere are the homes that are installed, the newest first.
func elsewhere() []string {
	var homes []string
	for _, pattern := range installed {
		found, _ := filepath.Glob(pattern) // the patterns are sound
		homes = append(homes, found...)
	}
	slices.SortStableFunc(homes, func(a, b string) int { return look(b).Version - look(a).Version })
	return homes
}

var releaseLine = regexp.MustCompile(`(?m)^JAVA_VERSION="(\d+)`)

// look reads what a home's release file says: JAVA_VERSION="25.0.1" and MODULES="java.base … jdk.compiler …".
func look(home string) JDK {
	text, err := os.ReadFile(filepath.Join(home, "release"))
	m := releaseLine.FindSubmatch(text)
	if err != nil || m == nil {
		return JDK{Home: home}
	}
	version, _ := strconv.Atoi(string(m[1])) // digits by the pattern; too many of them are no version
	_, err = os.Stat(filepath.Join(home, "bin", "javac"))
	return JDK{home, version, err == nil || bytes.Contains(text, []byte(" jdk.compiler"))}
}
