package spine

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/metrics"
	"weir.local/conformance/real"
	names "weir.local/generator/metrics"
)

// prometheusSees has a real Prometheus read both nodes as the PodMonitor in out/ says, while TPCH queries run, and asks it every
// expression of every alert, panel and trigger there: each has a series, or names who would export it.
func (c *cluster) prometheusSees(t *testing.T) {
	programs, err := install.BringPrometheus(t.Output())
	must(t, err)
	m, err := metrics.Read(filepath.Join(c.weir.Dir, "out", "prod", c.name, "k8s"))
	must(t, err)
	config, err := m.Config([]metrics.Pod{
		{Namespace: "trino", Name: c.name + "-coordinator-0", Role: "coordinator", Address: address(c.coordinator)},
		{Namespace: "trino", Name: c.name + "-worker-0", Role: "worker", Address: address(c.worker)},
	}, "2s")
	must(t, err)
	prometheus, err := metrics.Start(programs, filepath.Join(c.dir, "prometheus"), config)
	must(t, err)
	t.Cleanup(func() { must(t, prometheus.Stop(10*time.Second)) })
	c.someQueries(t)
	must(t, real.Eventually(time.Minute, func() error { return answers(prometheus, `min(count_over_time(up[5m])) > 2 and sum(up) == 2`) }))

	elsewhere := map[string]int{}
	for _, e := range m.Asked {
		if who, ok := e.Elsewhere(); ok {
			elsewhere[who]++
			continue
		}
		must(t, real.Eventually(20*time.Second, func() error { return answers(prometheus, e.Values()) }))
	}
	t.Logf("%d expressions have series; not here: %v", len(m.Asked)-total(elsewhere), elsewhere)
	if len(m.Asked) < 100 || total(elsewhere) > 10 {
		t.Errorf("%d expressions, %d of them elsewhere", len(m.Asked), total(elsewhere))
	}
	nothing(t, prometheus, `{__name__=~"trino_sql_planner.+"}`) // dropped
	nothing(t, prometheus, "trino_execution_QueryManager_QueuedQueries")
	c.numbersAreRight(t, prometheus)
	namesAreTheMeasured(t, prometheus)
}

// namesAreTheMeasured holds what this server exports to the list that weir carries.
func namesAreTheMeasured(t *testing.T, p *metrics.Prometheus) {
	exported, err := p.Names()
	must(t, err)
	known, _ := names.Of(476, names.Native)
	there := map[string]bool{}
	for _, name := range exported {
		if !strings.HasPrefix(name, "trino_") && !strings.HasPrefix(name, "io_airlift_") && !strings.HasPrefix(name, "JMX_") {
			continue // Prometheus' own
		}
		if there[name] = true; !found(known, name) {
			t.Errorf("Trino exports %s, which weir does not know", name)
		}
	}
	var missing []string
	for _, m := range known.All() {
		if !there[m.Name] && !strings.Contains(m.Name, "{group}") {
			missing = append(missing, m.Name)
		}
	}
	t.Logf("%d names exported; %d of weir's are not on this cluster: %.300s", len(there), len(missing), strings.Join(missing, " "))
	if len(there) < 1500 || len(missing) > 200 {
		t.Errorf("%d names exported, %d missing", len(there), len(missing))
	}
}

func found(known *names.Names, name string) bool {
	_, ok := known.Find(name)
	return ok
}

// someQueries run well and badly, so that counters move.
func (c *cluster) someQueries(t *testing.T) {
	for range 3 {
		c.query(t, "SELECT c.mktsegment, count(*) FROM tpch.tiny.orders o JOIN tpch.tiny.customer c ON o.custkey = c.custkey GROUP BY 1")
		if _, err := c.coordinator.trino.Query("SELECT no_such_column FROM tpch.tiny.orders"); err == nil {
			t.Error("a query for a column that is not there ran")
		}
	}
}

// numbersAreRight holds some series to what was done.
func (c *cluster) numbersAreRight(t *testing.T, p *metrics.Prometheus) {
	const of = `{trino_environment="prod",trino_cluster="etl",trino_role="coordinator"}`
	for _, expression := range []string{
		"trino_metadata_name_DiscoveryNodeManager_ActiveNodeCount" + of + " == 2",
		"trino_execution_name_QueryManager_UserErrorFailures" + of + " >= 3",
		"trino_execution_resourcegroups_type_InternalResourceGroup_name_loads_StartedQueries" + of + " >= 3",
		`count by (trino_role) (up{pod="etl-worker-0"}) == 1`,
		`sum(JMX_trino_plugin_exchange_filesystem_NAME_FileSystemExchangeStats_ATTRIBUTE_FileSizeInBytes_AllTime_Count{trino_role="worker"}) > 0`,
	} {
		if err := real.Eventually(20*time.Second, func() error { return answers(p, expression) }); err != nil {
			t.Error(err)
		}
	}
}

func address(n *node) string { return fmt.Sprintf("127.0.0.1:%d", n.place.Port) }

// answers says that an expression has no series.
func answers(p *metrics.Prometheus, expression string) error {
	samples, err := p.Query(expression)
	if err == nil && len(samples) == 0 {
		err = fmt.Errorf("no series: %s", expression)
	}
	return err
}

func nothing(t *testing.T, p *metrics.Prometheus, expression string) {
	t.Helper()
	if samples, err := p.Query(expression); err != nil || len(samples) > 0 {
		t.Errorf("%s has %d series (%v), want none", expression, len(samples), err)
	}
}

func total(counts map[string]int) (n int) {
	for _, count := range counts {
		n += count
	}
	return n
}
