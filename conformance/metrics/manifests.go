package metrics

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Manifests are what weir wrote for one cluster: out/prod/etl/k8s.
type Manifests struct {
	Monitor struct {
		Spec struct {
			PodMetricsEndpoints []struct {
				Path              string
				Relabelings       []map[string]any
				MetricRelabelings []map[string]any `yaml:"metricRelabelings"`
			} `yaml:"podMetricsEndpoints"`
		}
	}
	Secret struct {
		StringData struct{ Username, Password string } `yaml:"stringData"`
	}
	Rule  struct{ Spec map[string]any }
	Asked []Expression // of every alert and panel, and every trigger of a ScaledObject
}

// Expression is a query and where it stands.
type Expression struct {
	At    string // "alert TrinoNoWorker", "overview: Queries"
	Query string
	Alert bool
}

// Read reads a cluster's manifests.
func Read(dir string) (Manifests, error) {
	var m Manifests
	for pattern, into := range map[string]any{"*.podmonitor.yaml": &m.Monitor, "metrics.secret.yaml": &m.Secret, "*.prometheusrule.yaml": &m.Rule} {
		if err := readOne(filepath.Join(dir, pattern), into); err != nil {
			return m, err
		}
	}
	var rules struct {
		Groups []struct {
			Rules []struct{ Alert, Expr string }
		}
	}
	if err := again(m.Rule.Spec, &rules); err != nil {
		return m, err
	}
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			m.Asked = append(m.Asked, Expression{"alert " + r.Alert, r.Expr, true})
		}
	}
	for _, more := range []func(string) ([]Expression, error){panels, triggers} {
		found, err := more(dir)
		if err != nil {
			return m, err
		}
		m.Asked = append(m.Asked, found...)
	}
	return m, nil
}

func readOne(pattern string, into any) error {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) != 1 {
		return fmt.Errorf("one file %s wanted, got %v", pattern, files)
	}
	return readFile(files[0], into)
}

func readFile(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	return nil
}

// again reads what was read already into another shape.
func again(from, into any) error {
	text, err := yaml.Marshal(from)
	if err != nil {
		return err
	}
	return yaml.Unmarshal(text, into)
}

// panels are the queries of all dashboards, as Grafana would send them.
func panels(dir string) ([]Expression, error) {
	files, err := filepath.Glob(filepath.Join(dir, "dashboard-*.configmap.yaml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no dashboards in %s: %w", dir, err)
	}
	var all []Expression
	for _, file := range files {
		var config struct{ Data map[string]string }
		if err := readFile(file, &config); err != nil {
			return nil, err
		}
		for name, text := range config.Data {
			var board struct {
				Panels []struct {
					Title   string
					Targets []struct{ Expr string }
				}
			}
			if err := json.Unmarshal([]byte(text), &board); err != nil {
				return nil, fmt.Errorf("reading %s of %s: %w", name, file, err)
			}
			for _, p := range board.Panels {
				for _, t := range p.Targets {
					all = append(all, Expression{strings.TrimSuffix(name, ".json") + ": " + p.Title, t.Expr, false})
				}
			}
		}
	}
	return all, nil
}

// triggers are the queries that KEDA asks Prometheus.
func triggers(dir string) ([]Expression, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.scaledobject.yaml"))
	if err != nil {
		return nil, err
	}
	var all []Expression
	for _, file := range files {
		var object struct {
			Spec struct {
				Triggers []struct {
					Type     string
					Metadata map[string]string
				}
			}
		}
		if err := readFile(file, &object); err != nil {
			return nil, err
		}
		for _, t := range object.Spec.Triggers {
			if t.Type == "prometheus" {
				all = append(all, Expression{"trigger of " + filepath.Base(file), t.Metadata["query"], false})
			}
		}
	}
	return all, nil
}
