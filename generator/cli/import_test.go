package cli

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// estate is this repository's own declarations, copied.
type estate struct {
	t   *testing.T
	dir string
}

// newEstate copies the declarations at the root of this repository.
func newEstate(t *testing.T) estate {
	t.Helper()
	e := estate{t, t.TempDir()}
	root := filepath.Join("..", "..")
	for _, folder := range []string{"cue.mod", "schema", "environments", "clusters", "catalogs", "lake"} {
		if err := os.CopyFS(filepath.Join(e.dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// without is the estate without its clusters and catalogs; what constrains them stays.
func without(t *testing.T) estate {
	e := newEstate(t)
	for _, folder := range []string{"clusters", "catalogs"} {
		files, _ := filepath.Glob(filepath.Join(e.dir, folder, "*.cue"))
		for _, file := range files {
			if filepath.Base(file) != folder+".cue" {
				if err := os.Remove(file); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return e
}

// run runs weir in the estate and returns what it said on standard error.
func (e estate) run(args ...string) string {
	e.t.Helper()
	var out, said bytes.Buffer
	s := Streams{In: strings.NewReader(""), Out: &out, Err: &said, Env: func(string) string { return "" }, Dir: e.dir}
	if code := Run(context.Background(), args, s); code != fine {
		e.t.Fatalf("weir %s: exit code %d (what the estate says anew, generator/adopt must read back)\n%s%s", strings.Join(args, " "), code, out.String(), said.String())
	}
	return said.String()
}

// read is the files under a folder of the estate, by path.
func (e estate) read(folder string) map[string]string {
	e.t.Helper()
	files := map[string]string{}
	at := filepath.Join(e.dir, folder)
	err := filepath.WalkDir(at, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".weir" {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(at, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return files
}

// comesBack holds that every file is the same again, unless import said that something of it was left out. Lines may stand in
// another order, which Trino does not mind: what has no field yet is written among the properties.
func comesBack(t *testing.T, said string, before, after map[string]string) {
	t.Helper()
	_, left, _ := strings.Cut(said, "Left out:")
	left, _, _ = strings.Cut(left, "\n\n")
	for name, text := range before {
		if after[name] == text {
			continue
		}
		if slices.Equal(slices.Sorted(strings.Lines(after[name])), slices.Sorted(strings.Lines(text))) {
			t.Logf("%s comes back in another order", name)
			continue
		}
		if !strings.Contains(left, name) {
			t.Errorf("%s does not come back, and nothing was said\n--- before\n%s--- after\n%s", name, text, after[name])
		}
		t.Logf("%s does not come back whole, as was said:%s", name, left)
	}
}

// pairs of environment and cluster of the estate, and where the cluster runs.
var estatePairs = []struct{ environment, cluster, platform string }{
	{"dev", "adhoc", "ecs"}, {"prod", "adhoc", "ecs"}, {"dev", "etl", "eks"}, {"prod", "etl", "eks"},
}

func TestFilesOfTheEstateComeBackFromEtc(t *testing.T) {
	for _, p := range estatePairs {
		t.Run(p.environment+"/"+p.cluster, func(t *testing.T) {
			source, target := newEstate(t), without(t)
			flags := []string{"--env", p.environment, "--cluster", p.cluster}
			var folders []string
			for _, role := range roleNames() {
				source.run(append([]string{"show", "etc", "--role", role, "--to", role}, flags...)...)
				folders = append(folders, filepath.Join(source.dir, role))
			}
			said := target.run(append(append([]string{"import", "properties", "--owner", "data", "--platform", p.platform}, flags...), folders...)...)
			for _, role := range roleNames() {
				target.run(append([]string{"show", "etc", "--role", role, "--to", role}, flags...)...)
				comesBack(t, said, source.read(role), target.read(role))
			}
		})
	}
}

func TestValuesOfTheEstateComeBack(t *testing.T) {
	for _, p := range estatePairs {
		if p.platform != "eks" {
			continue
		}
		t.Run(p.environment+"/"+p.cluster, func(t *testing.T) {
			source, target := newEstate(t), without(t)
			source.run("build")
			folder := filepath.Join("out", p.environment, p.cluster, "helm")
			said := target.run("import", "helm-values", "--env", p.environment, "--owner", "data", filepath.Join(source.dir, folder, "values.yaml"))
			target.run("build")
			comesBack(t, said, source.read(folder), target.read(folder))
		})
	}
}

func TestTaskDefinitionsOfTheEstateComeBack(t *testing.T) {
	for _, p := range estatePairs {
		if p.platform != "ecs" {
			continue
		}
		t.Run(p.environment+"/"+p.cluster, func(t *testing.T) {
			source, target := newEstate(t), without(t)
			source.run("build")
			flags := []string{"--env", p.environment, "--cluster", p.cluster}
			folder := filepath.Join("out", p.environment, p.cluster, "ecs")
			source.run(append([]string{"show", "ecs", "--deliver", "api", "--to", "api"}, flags...)...)
			definitions, _ := filepath.Glob(filepath.Join(source.dir, "api", "*.task-definition.json"))
			source.run(append([]string{"show", "etc", "--role", "coordinator", "--to", "etc"}, flags...)...)
			said := target.run(append(append([]string{"import", "task-definition", "--owner", "data"}, flags...), definitions...)...)
			target.run(append([]string{
				"import", "properties", "--owner", "data", "--task-definition", definitions[0],
				filepath.Join(source.dir, "etc", "catalog"),
			}, flags...)...)
			target.run("build")
			before, after := source.read("api"), map[string]string{}
			for name, text := range target.read(folder) {
				if strings.HasSuffix(name, ".task-definition.json") {
					after[name] = text
				}
			}
			for name := range before {
				if !strings.HasSuffix(name, ".task-definition.json") {
					delete(before, name)
				}
			}
			comesBack(t, said, before, after)
		})
	}
}
