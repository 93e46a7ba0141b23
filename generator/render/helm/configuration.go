package helm

import (
	"fmt"
	"strconv"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/chart"
	"weir.local/generator/etc"
	"weir.local/generator/model"
)

// configuration says every line that Trino will read in the chart's keys.
func configuration(v *values, c *model.Cluster) error {
	if err := twins(c); err != nil {
		return err
	}
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		if err := ofRole(v, r); err != nil {
			return err
		}
	}
	ofBoth(v, c)
	return nil
}

// ofRole writes the keys that a role has for itself, and those that it shares
// with the other and both take from the same lines.
func ofRole(v *values, r *model.Role) error {
	if err := platform(v, r); err != nil {
		return err
	}
	f, _ := r.File("jvm.config")
	v.lines(string(r.Name)+".additionalJVMConfig", own(f))
	return additionalFiles(v, r)
}

// ofBoth writes the keys whose lines the chart gives to both roles, and what
// each has beyond them in config.properties.
func ofBoth(v *values, c *model.Cluster) {
	coordinator, worker, shared := configProperties(c)
	v.lines("additionalConfigProperties", shared)
	v.block("server.coordinatorExtraConfig", coordinator)
	v.block("server.workerExtraConfig", worker)
	for _, key := range listKeys() {
		f, _ := c.Coordinator.File(key.file)
		v.lines(key.path, own(f))
	}
	managers(v, c)
	access(v, c)
	catalogs(v, c)
}

// listKey is a key that takes the lines which the chart has no key of their own
// for; both roles get them.
type listKey struct{ file, path string }

func listKeys() []listKey {
	return []listKey{
		{"node.properties", "additionalNodeProperties"},
		{"log.properties", "additionalLogProperties"},
		{"exchange-manager.properties", "additionalExchangeManagerProperties"},
		{"event-listener.properties", "eventListenerProperties"},
	}
}

// platform writes the keys that the chart takes a role's lines from.
func platform(v *values, r *model.Role) error {
	for _, f := range r.Files {
		for _, line := range f.Lines {
			if line.Scope != model.ByPlatform {
				continue
			}
			key, text, ok := v.chart.Writes(f.Path, line.Key, line.Value)
			if !ok {
				return fmt.Errorf("chart %s does not write %q to %s by itself", v.chart.Version, etc.Line(line).Text, f.Path)
			}
			if key != "" {
				v.from(strings.ReplaceAll(key, "{role}", string(r.Name)), line, text)
			}
		}
	}
	return nil
}

// from writes a key that a line is taken from. A line of both roles has one
// key; the roles cannot differ in it.
func (v *values) from(path string, line model.Line, text string) {
	key, _ := v.chart.Key(path)
	node := spelled(key.Shape, line, text)
	before, ok := v.set[path]
	switch {
	case !ok:
		v.put(path, node)
	case fmt.Sprint(plain(before.Value)) != fmt.Sprint(plain(node)):
		v.fail(fmt.Errorf("%s differs between coordinator and workers, and the chart has one key for both: %s", line.Key, path))
	}
}

// plain is a value as it will be read, without its origin.
func plain(n artifact.Node) string { return string(artifact.JSON("", n).Data) }

// spelled is a line's value in the shape of its key. What does not fit the
// shape stays text, which Kubernetes or Trino will refuse by name.
func spelled(shape chart.Shape, line model.Line, text string) artifact.Node {
	switch shape {
	case chart.Number:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return artifact.Int(line.Origin, n)
		}
	case chart.Bool:
		if b, err := strconv.ParseBool(text); err == nil {
			return artifact.Bool(line.Origin, b)
		}
	case chart.List:
		return artifact.Strings(line.Origin, strings.Split(text, ",")...)
	}
	return artifact.String(line.Origin, text)
}

// configProperties are the lines of config.properties that the chart has no key
// for: of the coordinator, of workers, and those that both have alike.
func configProperties(c *model.Cluster) (coordinator, worker, shared artifact.Text) {
	f, _ := c.Coordinator.File("config.properties")
	g, _ := c.Worker.File("config.properties")
	coordinator, shared = part(f, g)
	worker, _ = part(g, f)
	return coordinator, worker, shared
}

// part parts a file's lines into its own and those that the other has too.
func part(f, other model.File) (alone, shared artifact.Text) {
	there := map[string]bool{}
	for _, line := range own(other) {
		there[line.Text] = true
	}
	for _, line := range own(f) {
		if there[line.Text] {
			shared = append(shared, line)
		} else {
			alone = append(alone, line)
		}
	}
	return alone, shared
}

// own are the lines that the chart does not write by itself.
func own(f model.File) artifact.Text {
	var text artifact.Text
	for _, line := range f.Lines {
		if line.Scope != model.ByPlatform {
			text = append(text, etc.Line(line))
		}
	}
	return text
}

// lines writes a key that takes a list of lines.
func (v *values) lines(path string, text artifact.Text) {
	var list artifact.List
	for _, line := range text {
		list = append(list, artifact.String(line.Origin, line.Text))
	}
	if len(list) > 0 {
		v.put(path, list)
	}
}

// block writes a key that takes lines as one text.
func (v *values) block(path string, text artifact.Text) {
	if len(text) > 0 {
		v.put(path, text)
	}
}
