package metrics

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	names "weir.local/generator/metrics"
)

// TestEveryExpressionHasASeries has a real Prometheus read, by the written PodMonitor and Secret, what a real Trino 476 answered, and asks it
// every expression of every alert, panel and trigger in out/: each has a series, or names who else would export it.
//
// testdata/476.metrics.gz is recorded: GET /metrics of a coordinator that is a worker too, with weir's openmetrics.jmx-object-names, TASK
// retries over an exchange in a folder, G1, and tpch; the resource groups' are of a second run, as they are there only once a query has come.
// Of the names that the PodMonitor drops a few are left.
func TestEveryExpressionHasASeries(t *testing.T) {
	programs, err := install.BringPrometheus(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	m, err := Read(filepath.Join(root, "out", "prod", "etl", "k8s"))
	must(t, err)
	address := answering(t, recorded(t))
	config, err := m.Config([]Pod{
		{"trino", "etl-coordinator-0", "coordinator", address},
		{"trino", "etl-worker-0", "worker", strings.Replace(address, "127.0.0.1", "localhost", 1)},
	}, "2s")
	must(t, err)
	p, err := Start(programs, t.TempDir(), config)
	must(t, err)
	t.Cleanup(func() { must(t, p.Stop(10*time.Second)) })
	must(t, real.Eventually(time.Minute, func() error { return has(p, `min(count_over_time(up[5m])) > 2 and sum(up) == 2`) }))

	elsewhere := 0
	for _, e := range m.Asked {
		if who, ok := e.Elsewhere(); ok {
			elsewhere++
			t.Logf("%s: of %s, which is not here", e.At, who)
		} else if err := has(p, e.Values()); err != nil {
			t.Errorf("%s: %v", e.At, err)
		}
	}
	t.Logf("%d expressions have a series, %d are of others", len(m.Asked)-elsewhere, elsewhere)
	if len(m.Asked) < 100 || elsewhere > 10 {
		t.Errorf("%d expressions, %d of others", len(m.Asked), elsewhere)
	}
	for _, none := range []string{`{__name__=~"trino_sql_planner.+"}`, "trino_execution_QueryManager_QueuedQueries", `up{trino_role="other"}`} {
		if has(p, none) == nil {
			t.Errorf("%s has a series", none)
		}
	}
	namesAreKnown(t, p)
}

// namesAreKnown holds what Trino exported to the list that weir carries.
func namesAreKnown(t *testing.T, p *Prometheus) {
	t.Helper()
	exported, err := p.Names()
	must(t, err)
	known, _ := names.Of(476, names.Native)
	n := 0
	for _, name := range exported {
		if strings.HasPrefix(name, "trino_") || strings.HasPrefix(name, "io_airlift_") || strings.HasPrefix(name, "JMX_") {
			n++
			if _, ok := known.Find(name); !ok {
				t.Errorf("Trino exports %s, which weir does not know", name)
			}
		}
	}
	if n < 2000 {
		t.Errorf("%d names, want 2000 or more", n)
	}
}

func recorded(t *testing.T) string {
	t.Helper()
	file, err := os.Open("testdata/476.metrics.gz")
	must(t, err)
	defer file.Close()
	r, err := gzip.NewReader(file)
	must(t, err)
	text, err := io.ReadAll(r)
	must(t, err)
	return string(text)
}

// answering serves a text as Trino does, to the user metrics without a password and to nobody else, and returns its address.
func answering(t *testing.T, text string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, ok := r.BasicAuth(); !ok || user != "metrics" || password != "" || r.URL.Path != "/metrics" {
			http.Error(w, "Basic authentication or X-Trino-Original-User or X-Trino-User must be sent", http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
		fmt.Fprint(w, text)
	}))
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

// has says that an expression has no series.
func has(p *Prometheus, expression string) error {
	samples, err := p.Query(expression)
	if err == nil && len(samples) == 0 {
		err = fmt.Errorf("no series: %s", expression)
	}
	return err
}
