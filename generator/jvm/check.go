package jvm

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"weir.local/generator/nearest"
)

// Problem is a flag with which the JVM does not start.
type Problem struct {
	At      int    // which of the flags
	Message string // "is not a flag of the JVM"
	Remedy  string // "write -XX:MaxGCPauseMillis"
}

// Check finds the flags that keep a JVM with a heap of so many bytes from starting: Check(1<<30, []string{"-Xms2G"}).
func Check(heap int64, flags []string) []Problem {
	c := checker{heap: heap, flags: flags, known: map[string]Flag{}}
	for _, f := range Flags() {
		c.known[f.Name] = f
	}
	for i, flag := range flags {
		c.at = i
		c.one(flag)
	}
	return c.problems
}

// checker looks at one flag after the other.
type checker struct {
	heap      int64
	flags     []string
	known     map[string]Flag
	collector string // the flag that chose one
	at        int
	problems  []Problem
}

func (c *checker) say(message, remedy string) {
	c.problems = append(c.problems, Problem{c.at, message, remedy})
}

func (c *checker) one(flag string) {
	switch {
	case strings.HasPrefix(flag, "-XX:"):
		c.option(strings.TrimPrefix(flag, "-XX:"))
	case strings.HasPrefix(flag, "-Xms"):
		if n, ok := bytes(strings.TrimPrefix(flag, "-Xms")); ok && n > c.heap {
			c.say("is more than the heap", "write the heap's size or less, or remove it: the JVM grows the heap by itself")
		}
	case strings.HasPrefix(flag, "--add-modules="):
		c.modules(strings.TrimPrefix(flag, "--add-modules="))
	}
}

// modules finds the names of modules that the JDK does not have.
func (c *checker) modules(list string) {
	have := Modules()
	for _, name := range strings.Split(list, ",") {
		if strings.HasPrefix(name, "ALL-") || slices.Contains(have, name) {
			continue
		}
		c.say("names "+name+", which is no module of the JDK", remedy("", name, have))
	}
}

// spelling takes a -XX flag apart: "+UseG1GC", "-UseG1GC", "MaxGCPauseMillis=200".
var spelling = regexp.MustCompile(`^([+-]?)([A-Za-z0-9_]+)(=.*)?$`)

func (c *checker) option(text string) {
	part := spelling.FindStringSubmatch(text)
	if part == nil {
		c.say("cannot be read", "write -XX:+Name, -XX:-Name or -XX:Name=value")
		return
	}
	sign, name, value := part[1], part[2], strings.TrimPrefix(part[3], "=")
	f, ok := c.known[name]
	switch {
	case !ok && !slices.Contains(c.flags, "-XX:+IgnoreUnrecognizedVMOptions"):
		c.say("is not a flag of the JVM", remedy("-XX:"+sign, name, c.names(sign != "")))
	case !ok || f.Kind == Obsolete:
	case f.Kind != Product && !c.unlocked(f.Kind):
		c.say("is "+string(f.Kind)+", and locked", "write "+unlocks[f.Kind]+" before it")
	case f.Type == "bool" && sign == "":
		c.say("lacks + or -", "write -XX:+"+name+" or -XX:-"+name)
	case f.Type != "bool" && sign != "":
		c.say("takes a value", "write -XX:"+name+"=value")
	case f.Type != "bool" && part[3] == "":
		c.say("lacks its value", "write -XX:"+name+"=value")
	case number(f.Type) && !readable(value):
		c.say("takes a number, with k, m or g behind it", "write -XX:"+name+"=64 or -XX:"+name+"=64m")
	case sign == "+" && slices.Contains(Collectors(), name):
		c.choose(name)
	}
}

// unlocks are the flags that stand before others.
var unlocks = map[Kind]string{Diagnostic: "-XX:+UnlockDiagnosticVMOptions", Experimental: "-XX:+UnlockExperimentalVMOptions"}

// unlocked says whether a kind of flag is unlocked, anywhere: the JVM reads all flags before it complains.
func (c *checker) unlocked(k Kind) bool { return slices.Contains(c.flags, unlocks[k]) }

// Collectors are the flags that choose a garbage collector; two of them stop the JVM.
func Collectors() []string {
	return []string{"UseG1GC", "UseParallelGC", "UseSerialGC", "UseZGC", "UseShenandoahGC", "UseEpsilonGC"}
}

func (c *checker) choose(name string) {
	if c.collector != "" && c.collector != name && !slices.Contains(c.flags, "-XX:-"+c.collector) {
		c.say("is a second garbage collector, beside -XX:+"+c.collector, "leave one")
		return
	}
	c.collector = name
}

// names are the flags that a misspelt one may have meant: those that are switched, or those that take a value.
func (c *checker) names(switched bool) []string {
	names := make([]string, 0, len(c.known))
	for name, f := range c.known {
		if (f.Type == "bool") == switched {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// remedy names the nearest, or says to remove it.
func remedy(prefix, name string, have []string) string {
	if near := nearest.Names(name, have, 2); len(near) > 0 {
		return "write " + prefix + strings.Join(near, " or "+prefix) + ", or remove it"
	}
	return "remove it"
}

// number says whether a type is a number that k, m and g may stand behind.
func number(t string) bool {
	return slices.Contains([]string{"int", "uint", "intx", "uintx", "uint64_t", "size_t"}, t)
}

func readable(text string) bool {
	_, ok := bytes(text)
	return ok
}

// bytes reads a number as the JVM does: "512m", "2G", "-1", "0x10".
func bytes(text string) (int64, bool) {
	shift := 0
	for suffix, bits := range map[string]int{"k": 10, "m": 20, "g": 30, "t": 40} {
		if rest, ok := strings.CutSuffix(strings.ToLower(text), suffix); ok {
			text, shift = rest, bits
		}
	}
	n, err := strconv.ParseInt(text, 0, 64)
	return n << shift, err == nil
}
