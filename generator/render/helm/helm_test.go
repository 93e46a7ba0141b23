package helm

import (
	"slices"
	"strings"
	"testing"

	"weir.local/generator/chart"
	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
	"weir.local/generator/source"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }

func TestWhatTheChartCannotSayIsAnError(t *testing.T) {
	line := func(scope model.Scope, key, value string) model.Line {
		return model.Line{Key: key, Value: value, Scope: scope, Origin: source.Fixed("test")}
	}
	for _, tt := range []struct {
		name, says string
		spoil      func(*model.Cluster)
	}{
		{"unknown chart", "chart 9.9.9 is not one of those that weir knows: 1.42.2", func(c *model.Cluster) { c.EKS.Chart.Version = "9.9.9" }},
		{"a line that no template writes", `does not write "a=b" to config.properties by itself`, func(c *model.Cluster) {
			config := file(&c.Coordinator, "config.properties")
			config.Lines = append(config.Lines, line(model.ByPlatform, "a", "b"))
		}},
		{"one key, two values", "query.max-memory differs between coordinator and workers", func(c *model.Cluster) {
			file(&c.Worker, "config.properties").Lines[2] = line(model.ByPlatform, "query.max-memory", "7GB")
		}},
		{"a catalog of one role", "catalog/orders.properties differs between coordinator and workers", func(c *model.Cluster) {
			c.Worker.Files = slices.DeleteFunc(c.Worker.Files, func(f model.File) bool { return f.Path == "catalog/orders.properties" })
		}},
		{"a file that Helm would evaluate", "rules.json cannot be a file of the chart", func(c *model.Cluster) {
			c.Worker.Files = append(c.Worker.Files, model.File{Path: "rules.json", Lines: []model.Line{line("", "", "{{ a }}")}})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := rendertest.Environment()
			tt.spoil(e.Clusters[1])
			if _, err := Render(e); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
}

// file is a file of a role.
func file(r *model.Role, path string) *model.File {
	return &r.Files[slices.IndexFunc(r.Files, func(f model.File) bool { return f.Path == path })]
}

func TestALineOfOneRoleStaysWithIt(t *testing.T) {
	e := rendertest.Environment()
	config := file(&e.Clusters[1].Worker, "config.properties")
	config.Lines = append(config.Lines, model.Line{Key: "task.concurrency", Value: "8", Scope: model.BothRoles, Origin: source.Fixed("test")})
	files, err := Render(e)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files[0].Data), "  workerExtraConfig: |\n    shutdown.grace-period=15s\n    task.concurrency=8\n") {
		t.Errorf("got %s", files[0].Data)
	}
}

func TestAFileTheChartDoesNotKnowIsAnAdditionalOne(t *testing.T) {
	e := rendertest.Environment()
	e.Clusters[1].Worker.Files = append(e.Clusters[1].Worker.Files, model.File{Path: "rules.json", Lines: []model.Line{{Value: "{}", Origin: source.Fixed("test")}}})
	files, err := Render(e)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files[0].Data), "\n    rules.json: |\n      {}\n") {
		t.Errorf("got %s", files[0].Data)
	}
}

func TestAKeyThatTheChartLacksIsAnError(t *testing.T) {
	known, _ := chart.Of("1.42.2")
	v := newValues(known)
	v.put("server.worker", nil)
	if _, err := v.tree(""); err == nil || err.Error() != "chart 1.42.2 has no key server.worker" {
		t.Errorf("got %v", err)
	}
}

func TestTheChartMakesTheManagersFiles(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []model.Line
		want  string
	}{
		{"groups of a file", []model.Line{{Key: "resource-groups.configuration-manager", Value: "file", Scope: model.ByPlatform, Origin: source.Fixed("test")}},
			"resourceGroups:\n  type: configmap\n  resourceGroupsConfig: |\n    {}\n"},
		{"a manager by hand", []model.Line{{Key: "resource-groups.configuration-manager", Value: "db", Scope: model.BothRoles, Origin: source.Fixed("test")}},
			"resourceGroups:\n  type: properties\n  properties: |\n    resource-groups.configuration-manager=db\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := rendertest.Environment()
			c := e.Clusters[1]
			c.Coordinator.Files = append(c.Coordinator.Files,
				model.File{Path: "resource-groups.properties", Origin: source.Fixed("test"), Lines: tt.lines},
				model.File{Path: "resource-groups/resource-groups.json", Origin: source.Fixed("test"), Lines: []model.Line{{Value: "{}", Origin: source.Fixed("test")}}})
			slices.SortFunc(c.Coordinator.Files, func(a, b model.File) int { return strings.Compare(a.Path, b.Path) })
			if tt.lines[0].Value == "db" {
				c.Coordinator.Files = slices.DeleteFunc(c.Coordinator.Files, func(f model.File) bool { return strings.HasSuffix(f.Path, ".json") })
			}
			files, err := Render(e)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(files[0].Data), tt.want) || strings.Contains(string(files[0].Data), "    resource-groups.properties: |") {
				t.Errorf("got %s", files[0].Data)
			}
		})
	}
}
