package chart

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/object"
	"weir.local/generator/chart"
)

// version is the chart's own.
func version(t *testing.T, h Helm) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(h.Chart, "Chart.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := object.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return all[0].Text("version")
}

// known is what weir knows of the chart.
func known(t *testing.T, h Helm) chart.Chart {
	t.Helper()
	c, ok := chart.Of(version(t, h))
	if !ok {
		t.Fatalf("CHART is version %s; weir knows %v", version(t, h), chart.Versions())
	}
	return c
}

// TestKeysAreTheChartsOwn compares the keys that weir knows with those that the chart's values.yaml has and its templates read.
func TestKeysAreTheChartsOwn(t *testing.T) {
	h := helm(t)
	c := known(t, h)
	text, err := os.ReadFile(filepath.Join(h.Chart, "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	values, err := object.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range leaves("", values[0]) {
		if !covered(c, path) {
			t.Errorf("the chart's values.yaml has %s, which weir does not know", path)
		}
	}
	read := reads(t, h)
	for _, path := range read {
		if !covered(c, path) {
			t.Errorf("the chart's templates read %s, which weir does not know", path)
		}
	}
	for _, key := range c.Keys {
		if !slices.ContainsFunc(read, func(path string) bool { return path == key.Path || beneath(key.Path, path) || beneath(path, key.Path) }) {
			t.Errorf("weir knows %s, which no template reads", key.Path)
		}
	}
}

// covered says whether a path is a key, lies in one, or leads to some.
func covered(c chart.Chart, path string) bool {
	if _, ok := c.Key(path); ok {
		return true
	}
	return slices.ContainsFunc(c.Keys, func(k chart.Key) bool { return beneath(k.Path, path) })
}

// beneath says whether a path leads through another: "a.b" lies beneath "a".
func beneath(path, above string) bool { return strings.HasPrefix(path, above+".") }

// leaves are the paths of all that is no map, or an empty one.
func leaves(above string, m map[string]any) []string {
	var all []string
	for key, value := range m {
		path := strings.TrimPrefix(above+"."+key, ".")
		if below, ok := value.(map[string]any); ok && len(below) > 0 {
			all = append(all, leaves(path, below)...)
		} else {
			all = append(all, path)
		}
	}
	slices.Sort(all)
	return all
}

// reads are the paths that the templates name, the chart's own tests apart. The settings of JMX are read through a variable.
func reads(t *testing.T, h Helm) []string {
	t.Helper()
	name := regexp.MustCompile(`\.Values\.([A-Za-z0-9.]*[A-Za-z0-9])|\$(?:coordinator|worker)Jmx\.([A-Za-z0-9.]*[A-Za-z0-9])`)
	found := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(h.Chart, "templates"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			if err == nil && entry.Name() == "tests" {
				return filepath.SkipDir
			}
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range name.FindAllStringSubmatch(string(text), -1) {
			if m[2] != "" {
				m[1] = "jmx." + m[2]
			}
			found[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for path := range found {
		all = append(all, path)
	}
	slices.Sort(all)
	return all
}

// TestEveryValueHasAnEffect takes away each value that weir writes, and changes it where that is what the chart does by itself: something
// else must come out. A key that the chart never reads would not show.
func TestEveryValueHasAnEffect(t *testing.T) {
	h, e := helm(t), estate.New(t, estate.Everything()...)
	for _, c := range e.Clusters(t) {
		if c.Environment != "prod" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			text, err := os.ReadFile(c.Values)
			if err != nil {
				t.Fatal(err)
			}
			want, err := h.Render(c.Name, c.Namespace, c.Values)
			if err != nil {
				t.Fatal(err)
			}
			values, err := object.Read(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range known(t, h).Keys {
				if path := strings.Split(key.Path, "."); values[0].At(path...) != nil && !effective(t, h, c, text, path, want) {
					t.Errorf("nothing comes of %s: %v", key.Path, values[0].At(path...))
				}
			}
		})
	}
}

// effective says whether a value changes what comes out.
func effective(t *testing.T, h Helm, c estate.Cluster, text []byte, path []string, want []object.Object) bool {
	t.Helper()
	for _, instead := range []func(any) any{func(any) any { return nil }, other} {
		values, err := object.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		parent, last := values[0].Map(path[:len(path)-1]...), path[len(path)-1]
		if parent[last] = instead(parent[last]); parent[last] == nil {
			delete(parent, last)
		}
		changed, err := values[0].YAML()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "values.yaml")
		if err := os.WriteFile(file, changed, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := h.Render(c.Name, c.Namespace, file); err != nil || !reflect.DeepEqual(got, want) {
			return true // a chart that refuses to render without it reads it
		}
	}
	return false
}

// other is another value of the same shape.
func other(value any) any {
	switch v := value.(type) {
	case bool:
		return !v
	case int64:
		return v + 1
	case string:
		return v + "1"
	case []any:
		return v[:len(v)-1]
	}
	return fmt.Sprint(value)
}
