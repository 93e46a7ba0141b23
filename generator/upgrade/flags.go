package upgrade

import (
	"fmt"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

// jdkOf is the JDK that a release runs on: what its release notes require.
func jdkOf(version int) int {
	jdk := 0
	for _, r := range []struct{ from, jdk int }{
		{447, 22}, // release notes of 447: "Require JDK 22"
		{464, 23}, // of 464: "Require JDK 23"
		{476, 24}, // of 476: "Require JDK 24"
	} {
		if version >= r.from {
			jdk = r.jdk
		}
	}
	return jdk
}

// A gone is a flag that a JDK no longer has.
type gone struct {
	flag   string // what it begins with, or is
	except string
	jdk    int // the first without it
	level  diag.Level
	says   string
	source string
}

var goneFlags = []gone{
	{"-Djava.security.manager", "-Djava.security.manager=disallow", 24, diag.Error, "the JVM refuses to start with it", "JEP 486; measured on JDK 25"},
	{"-XX:+ZGenerational", "", 24, diag.Warning, "the JVM ignores it with a warning", "JEP 490; measured on JDK 25"},
	{"-XX:-ZGenerational", "", 24, diag.Warning, "the JVM ignores it with a warning: ZGC is always generational", "JEP 490; measured on JDK 25"},
}

// flags finds the flags of a role's JVM that the release's JDK no longer has.
func (c *comparison) flags(role *model.Role) {
	f, _ := role.File("jvm.config")
	for _, line := range f.Lines {
		for _, g := range goneFlags {
			if !strings.HasPrefix(line.Value, g.flag) || line.Value == g.except || jdkOf(c.was.Version) >= g.jdk || jdkOf(c.now.Version) < g.jdk {
				continue
			}
			c.r.step(Step{Kind: Flag, Property: line.Value, Diagnostic: diag.Diagnostic{
				ID: string(Flag), Level: g.level, Place: line.Origin.Place, Remedy: "remove it",
				Message: fmt.Sprintf("%s is gone in JDK %d, which Trino %d runs on: %s", line.Value, g.jdk, c.now.Version, g.says),
			}}, c.in())
		}
	}
}
