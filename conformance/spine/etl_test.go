package spine

import (
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"weir.local/conformance/real"
)

func TestEtl(t *testing.T) {
	c := open(t, "etl")
	c.boot(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"only what changes.go lists was changed", c.nothingElseChanged},
		{"both nodes are active", c.bothNodesAreActive},
		{"the catalogs are the declared ones", c.catalogsAreTheDeclared},
		{"a TPCH query runs with TASK retries", c.runsWithTaskRetries},
		{"Prometheus has a series for every alert, panel and trigger", c.prometheusSees},
		{"Trino takes the exchange on S3 as declared", c.takesDeclaredExchange},
	} {
		t.Run(test.name, test.run)
	}
}

// runsWithTaskRetries asks the server which policy a query had, and watches the exchange's files come.
func (c *cluster) runsWithTaskRetries(t *testing.T) {
	stop, files := make(chan struct{}), make(chan int)
	go func() { files <- watch(filepath.Join(c.dir, "exchange"), stop) }()
	answer := c.query(t, "SELECT c.mktsegment, count(*) FROM tpch.sf1.orders o JOIN tpch.sf1.customer c ON o.custkey = c.custkey GROUP BY 1 ORDER BY 1")
	close(stop)
	seen := <-files
	if len(answer.Rows) != 5 {
		t.Errorf("the query says %v, want a row for each of five segments", answer.Rows)
	}
	var info struct{ RetryPolicy string }
	must(t, c.coordinator.trino.Get("/v1/query/"+answer.ID, &info))
	if info.RetryPolicy != "TASK" {
		t.Errorf("the query ran with retry policy %q", info.RetryPolicy)
	}
	if seen == 0 {
		t.Error("no file came into the exchange directory")
	}
	t.Logf("%d exchange files seen", seen)
}

// watch counts the different files that appear below a directory: the exchange deletes them when the query is done.
func watch(dir string, stop <-chan struct{}) int {
	seen := map[string]bool{}
	for {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				seen[path] = true
			}
			return nil // gone between listing and reading
		})
		if err != nil {
			return 0
		}
		select {
		case <-stop:
			return len(seen)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// takesDeclaredExchange boots a coordinator with exchange-manager.properties as weir wrote it: S3 is only asked when a query needs it, its
// properties are checked at the start.
func (c *cluster) takesDeclaredExchange(t *testing.T) {
	const file = "exchange-manager.properties"
	port, err := real.FreePort()
	must(t, err)
	others := slices.DeleteFunc(Changes(), func(change Change) bool { return change.Kind == ExchangeDir })
	declared := c.node(t, "declared-exchange", "coordinator", port, port, others)
	if declared.etc[file] == "" || declared.etc[file] != declared.declared[file] {
		t.Fatalf("%s is not as declared:\n%s", file, declared.etc[file])
	}
	declared.start(t, c)
	must(t, declared.trino.Ready(startLimit))
	must(t, declared.trino.Stop())
}
