package chart

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/kube/estate"
	"weir.local/conformance/kube/object"
	"weir.local/conformance/kube/plane"
	"weir.local/conformance/spine"
)

// helm is the client, and the chart that CHART names. The lane is not run without one.
func helm(t *testing.T) Helm {
	t.Helper()
	chart := os.Getenv("CHART")
	if _, err := os.Stat(filepath.Join(chart, "Chart.yaml")); err != nil {
		t.Fatalf("CHART is %q, and should be the folder trino of the official chart's repository: %v", chart, err)
	}
	program, err := install.Helm(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	return Helm{program, chart}
}

// TestTrinoReadsWhatWeirSays renders every EKS cluster, and one that declares everything, and compares what lies in the pods with
// `weir show etc`, line for line.
func TestTrinoReadsWhatWeirSays(t *testing.T) {
	h, e := helm(t), estate.New(t, estate.Everything()...)
	for _, c := range e.Clusters(t) {
		all, err := h.Render(c.Name, c.Namespace, c.Values)
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range []string{"coordinator", "worker"} {
			t.Run(c.Environment+"/"+c.Name+"/"+role, func(t *testing.T) {
				p, err := podOf(all, c.Name+"-"+role)
				if err != nil {
					t.Fatal(err)
				}
				want, err := e.Weir.Etc(c.Environment, c.Name, role, t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				delete(want, ".weir-etc") // says whose folder it is
				for _, what := range unlike(want, p.files) {
					t.Error(what)
				}
				for _, what := range p.unsecret() {
					t.Error(what)
				}
			})
		}
	}
}

// TestTheServerTakesWhatTheChartMakes gives what is rendered to a real API server, as it does weir's own manifests.
func TestTheServerTakesWhatTheChartMakes(t *testing.T) {
	h, e := helm(t), estate.New(t, estate.Everything()...)
	p := plane.Start(t, "helm")
	var all []object.Object
	for _, c := range e.Clusters(t) {
		rendered, err := h.Render(c.Name, c.Namespace, c.Values)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, rendered...)
	}
	p.Namespaces(t, all)
	for i, o := range all {
		t.Run(fmt.Sprintf("%d %s", i, o.ID()), func(t *testing.T) {
			text, err := o.YAML()
			if err == nil {
				err = p.Takes(text)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// unlike are the differences between files as weir says them and as the chart makes them. The chart has its own order of lines, and empty
// ones.
func unlike(want, got spine.Files) []string {
	var found []string
	for name, text := range want {
		there, ok := got[name]
		if !ok {
			found = append(found, name+" is not in the pod")
			continue
		}
		if w, g := lines(text), lines(there); !slices.Equal(w, g) {
			found = append(found, name+" is in the pod as\n"+strings.Join(g, "\n")+"\nand weir says\n"+strings.Join(w, "\n"))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			found = append(found, name+" is in the pod, and weir says nothing of it")
		}
	}
	return found
}

func lines(text string) []string {
	all := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
	slices.Sort(all)
	return all
}

// unsecret are the secrets that the pod's files ask for and that no Secret brings.
func (p pod) unsecret() []string {
	var found []string
	for name, text := range p.files {
		for _, variable := range variables(text) {
			if p.env[variable] == "" {
				found = append(found, name+" asks for "+variable+", which no Secret brings")
			}
		}
		for _, line := range strings.Split(text, "\n") {
			_, path, ok := strings.Cut(line, configuration+"/secret/")
			if ok && p.secrets["secret/"+path] == "" {
				found = append(found, name+" asks for the file "+path+", which no Secret brings")
			}
		}
	}
	for name := range p.plain {
		found = append(found, name+" stands in the Deployment itself")
	}
	return found
}
