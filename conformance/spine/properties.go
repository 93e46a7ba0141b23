package spine

import (
	"fmt"
	"path/filepath"
	"strings"
)

// property is one line of a file: a property, a JVM flag, or, without a key, text that nobody changes.
type property struct {
	key, value string
	before     string // the line as far as its value, as it is spelt: "connection-url=", "-agentpath:", "-Xmx"
	line       string
}

// parse reads what the harness may change: *.properties and jvm.config. Of any other file it knows nothing.
func parse(file, text string) ([]property, error) {
	var properties []property
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		p := property{line: line}
		switch {
		case filepath.Base(file) == "jvm.config":
			p = parseFlag(line)
		case filepath.Ext(file) == ".properties" && strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#"):
			key, value, found := strings.Cut(line, "=")
			if !found || strings.HasSuffix(line, `\`) {
				return nil, fmt.Errorf("%s: %q is not a property on one line", file, line)
			}
			p.key, p.value, p.before = unescape(strings.TrimSpace(key)), unescape(strings.TrimLeft(value, " ")), key+"="
		}
		properties = append(properties, p)
	}
	return properties, nil
}

// parseFlag parts "-Xmx48G", "-XX:HeapDumpPath=/data", "-agentpath:/lib.so", "-Dkey=value"; any other flag is its own key.
func parseFlag(line string) property {
	for _, prefix := range []string{"-Xmx", "-Xms"} {
		if value, found := strings.CutPrefix(line, prefix); found {
			return property{prefix, value, prefix, line}
		}
	}
	for _, prefix := range []string{"-agentpath", "-javaagent"} {
		if value, found := strings.CutPrefix(line, prefix+":"); found {
			return property{prefix, value, prefix + ":", line}
		}
	}
	if key, value, found := strings.Cut(line, "="); found && strings.HasPrefix(line, "-") {
		return property{key, value, key + "=", line}
	}
	return property{key: line, line: line}
}

// with is the property with another value. No path or address of ours needs an escape besides that of backslashes.
func (p property) with(value string) property {
	p.line, p.value = p.before+strings.ReplaceAll(value, `\`, `\\`), value
	return p
}

// unescape takes the backslashes off: `jdbc\:mysql` is "jdbc:mysql".
func unescape(text string) string {
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		plain.WriteByte(text[i])
	}
	return plain.String()
}
