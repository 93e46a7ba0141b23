package metrics

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"weir.local/conformance/install"
	"weir.local/generator/model"
	"weir.local/generator/monitoring"
	"weir.local/generator/source"
	"weir.local/schema"
)

// cluster has every alert: 1 to 10 workers on spot, retries, a root resource group, somebody who is told of queries.
func cluster() *model.Cluster {
	yes, at := true, source.Place{File: "clusters/etl.cue"}
	group := &model.ResourceGroup{Name: "loads", ID: "loads", Spec: schema.ResourceGroupFields{JmxExport: &yes}, Origins: map[string]*source.Origin{}}
	return &model.Cluster{
		Name: "etl", Environment: "prod", Version: 476, Place: at,
		Spec:    schema.ClusterFields{Retry: "TASK", Workers: schema.WorkerFields{Scale: &schema.ScaleFields{}}, EventListeners: &schema.EventListenerFields{}},
		Workers: model.Workers{Min: 1, Max: 10, Spot: true},
		Groups:  &model.ResourceGroups{Roots: []*model.ResourceGroup{group}},
	}
}

// trial is what an alert must make of series: a minute between values, 1x30 is 1 for half an hour, 0+1x30 grows.
type trial struct {
	alert string
	at    string   // when it is looked at
	fires []string // series with which it fires
	quiet []string // and with which it does not
}

// Beginnings of names in the trials.
var short = strings.NewReplacer(
	"QM_", "trino_execution_name_QueryManager_",
	"NODES_", "trino_metadata_name_DiscoveryNodeManager_",
	"TASKS_", "trino_execution_scheduler_name_TaskExecutionStats_FailedTasks_",
	"EXCHANGE_", "JMX_trino_plugin_exchange_filesystem_NAME_FileSystemExchangeStats_ATTRIBUTE_",
	"EVENTS_", "trino_eventlistener_name_EventListenerManager_",
	"_COUNT", "_PeakMemoryReservationInBytes_AllTime_Count",
	"_FAILED", "_Failed_AllTime_Count",
	"@c", `trino_environment="prod",trino_cluster="etl",trino_role="coordinator",pod="c"`,
	"@other", `trino_environment="prod",trino_cluster="other",trino_role="coordinator",pod="o"`,
	"@w", `trino_environment="prod",trino_cluster="etl",trino_role="worker",pod="w`,
)

// exchange are the series of all operations; one of them grows by this.
func exchange(growing string) []string {
	series := []string{"EXCHANGE_ExchangeSinkFinish_FAILED{@c} " + growing}
	for _, o := range []string{"CreateExchangeSourceHandles", "ExchangeSinkBlocked", "ExchangeSourceBlocked", "GetCommittedPartitions"} {
		series = append(series, "EXCHANGE_"+o+"_FAILED{@c} 0x30")
	}
	return series
}

// workers are pods of which each has values.
func workers(values ...string) []string {
	var series []string
	for i, v := range values {
		series = append(series, `up{@w`+string(rune('a'+i))+`"} `+v)
	}
	return series
}

func trials() []trial {
	one := func(alert, at, fires, quiet string) trial { return trial{alert, at, []string{fires}, []string{quiet}} }
	return []trial{
		{"TrinoCoordinatorDown", "5m", []string{"up{@c} 0x10", "up{@other} 1x10"}, []string{"up{@c} 1x10"}},
		{"TrinoCoordinatorDown", "5m", nil, []string{"up{@c} 1x2 0 1x10"}},
		one("TrinoWorkersMissing", "15m", "NODES_ActiveNodeCount{@c} 1x30", "NODES_ActiveNodeCount{@c} 2x30"),
		one("TrinoWorkersMissing", "12m", "NODES_ActiveNodeCount{@c} 1x30", "NODES_ActiveNodeCount{@c} 1x8 2x30"),
		one("TrinoWorkerUnresponsive", "10m", "NODES_InactiveNodeCount{@c} 1x30", "NODES_InactiveNodeCount{@c} 0x30"),
		{"TrinoNoWorker", "10m",
			[]string{"trino_execution_resourcegroups_type_InternalResourceGroup_name_loads_RunningQueries{@c} 1x30", "NODES_ActiveNodeCount{@c} 1x30"},
			[]string{"trino_execution_resourcegroups_type_InternalResourceGroup_name_loads_RunningQueries{@c} 1x30", "NODES_ActiveNodeCount{@c} 2x30"}},
		one("TrinoQueueGrowing", "25m", "QM_QueuedQueries{@c} 1+1x40", "QM_QueuedQueries{@c} 5x40"),
		one("TrinoQueueGrowing", "25m", "QM_QueuedQueries{@c} 1+2x40", "QM_QueuedQueries{@c} 0 2 0 3 0 4 0 5 0 6 0 7 0 8 0 9 0 9 0 9 0 9 0 9 0 9"),
		one("TrinoInternalFailures", "8m", "QM_InternalFailures{@c} 0x3 5x20", "QM_InternalFailures{@c} 0x3 1x20"),
		one("TrinoExternalFailures", "8m", "QM_ExternalFailures{@c} 0x3 5x20", "QM_ExternalFailures{@c} 0x3 1x20"),
		one("TrinoResourceFailures", "8m", "QM_InsufficientResourcesFailures{@c} 0x3 5x20", "QM_InsufficientResourcesFailures{@c} 0x3 1x20"),
		{"TrinoUserErrors", "60m",
			[]string{"QM_UserErrorFailures{@c} 0+3x90", "QM_CompletedQueries{@c} 0+4x90"},
			[]string{"QM_UserErrorFailures{@c} 0+1x90", "QM_CompletedQueries{@c} 0+4x90"}},
		one("TrinoMemoryPoolFull", "10m", "trino_memory_type_ClusterMemoryPool_name_general_BlockedNodes{@c} 1x30", "trino_memory_type_ClusterMemoryPool_name_general_BlockedNodes{@c} 1 0 1 0 1 0 1 0 1 0 1 0"),
		one("TrinoQueriesKilledForMemory", "8m", "trino_memory_name_ClusterMemoryManager_QueriesKilledDueToOutOfMemory{@c} 0x3 1x20", "trino_memory_name_ClusterMemoryManager_QueriesKilledDueToOutOfMemory{@c} 1x30"),
		// Four workers are replaced; in the other, scaling takes six of eight away, and then it adds six to two.
		{"TrinoSpotChurn", "65m", workers("1x45 stale", "1x45 stale", "1x45 stale", "1x45 stale", "_x46 1x40", "_x46 1x40", "_x46 1x40", "_x46 1x40"),
			workers("1x90", "1x90", "1x45 stale", "1x45 stale", "1x45 stale", "1x45 stale", "1x45 stale", "1x45 stale")},
		{"TrinoSpotChurn", "65m", nil, workers("1x90", "1x90", "_x46 1x40", "_x46 1x40", "_x46 1x40", "_x46 1x40", "_x46 1x40", "_x46 1x40")},
		{"TrinoTasksFailing", "10m",
			[]string{"TASKS_InternalError_COUNT{@c} 0x3 20x20", "TASKS_ExternalError_COUNT{@c} 0x30"},
			[]string{"TASKS_InternalError_COUNT{@c} 0x3 4x20", "TASKS_ExternalError_COUNT{@c} 0x30"}},
		{"TrinoExchangeFailing", "8m", exchange("0x3 1x20"), exchange("2x30")},
		{"TrinoAtMostWorkers", "20m",
			[]string{"NODES_ActiveNodeCount{@c} 11x30", "QM_QueuedQueries{@c} 1x30"},
			[]string{"NODES_ActiveNodeCount{@c} 10x30", "QM_QueuedQueries{@c} 1x30"}},
		one("TrinoScalerFailing", "15m", `keda_scaler_detail_errors_total{scaledObject="etl-worker"} 0+1x30`, `keda_scaler_detail_errors_total{scaledObject="etl-worker"} 3x30`),
		one("TrinoEventListenerSlow", "15m", `EVENTS_QueryCompletedTime_FiveMinutes{@c,quantile="0.9"} 9000x30`, `EVENTS_QueryCompletedTime_FiveMinutes{@c,quantile="0.9"} 20x30`),
		one("TrinoEventListenerSlow", "15m", `EVENTS_ConcurrentQueryCompletedEvents{@c} 40x30`, `EVENTS_ConcurrentQueryCompletedEvents{@c} 1x30`),
	}
}

// TestEachAlertFiresAndStaysQuiet has promtool check the rules and try each alert on series that it must fire on, and on such that it must not.
func TestEachAlertFiresAndStaysQuiet(t *testing.T) {
	programs, err := install.BringPrometheus(t.Output())
	must(t, err)
	dir := t.TempDir()
	var rules []map[string]string
	for _, a := range monitoring.Alerts(cluster()) {
		rules = append(rules, map[string]string{"alert": a.Name, "expr": a.Expr, "for": a.For})
	}
	write(t, filepath.Join(dir, "rules.yml"), map[string]any{"groups": []any{map[string]any{"name": "trino", "rules": rules}}})
	promtool(t, programs, dir, "check", "rules", "rules.yml")
	var tried []string
	var tests []map[string]any
	for _, tr := range trials() {
		for _, c := range []struct {
			name   string
			series []string
			want   []any
		}{
			{"fires", tr.fires, []any{map[string]any{"labels": "{}", "value": 1}}},
			{"stays quiet", tr.quiet, nil},
		} {
			if c.series == nil {
				continue
			}
			tried = append(tried, tr.alert+" "+c.name)
			tests = append(tests, map[string]any{
				"name": tr.alert + " " + c.name, "interval": "1m", "input_series": series(c.series),
				"promql_expr_test": []any{map[string]any{
					"expr": `count(ALERTS{alertname="` + tr.alert + `",alertstate="firing"})`, "eval_time": tr.at, "exp_samples": c.want,
				}},
			})
		}
	}
	write(t, filepath.Join(dir, "trials.yml"), map[string]any{"rule_files": []string{"rules.yml"}, "evaluation_interval": "1m", "tests": tests})
	promtool(t, programs, dir, "test", "rules", "trials.yml")
	for _, name := range monitoring.Names() {
		for _, what := range []string{" fires", " stays quiet"} {
			if !slices.Contains(tried, name+what) {
				t.Errorf("nothing tries that %s%s", name, what)
			}
		}
	}
	t.Logf("%d trials of %d alerts", len(tests), len(rules))
}

// TestPromtoolSeesAWrongTrial shows that a trial can fail.
func TestPromtoolSeesAWrongTrial(t *testing.T) {
	programs, err := install.BringPrometheus(t.Output())
	must(t, err)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "rules.yml"), map[string]any{"groups": []any{map[string]any{"name": "trino", "rules": []any{map[string]string{"alert": "A", "expr": "up == 0", "for": "1m"}}}}})
	write(t, filepath.Join(dir, "trials.yml"), map[string]any{"rule_files": []string{"rules.yml"}, "tests": []any{map[string]any{
		"interval": "1m", "input_series": series([]string{"up{@c} 0x10"}),
		"promql_expr_test": []any{map[string]any{"expr": `count(ALERTS{alertname="A",alertstate="firing"})`, "eval_time": "5m", "exp_samples": nil}},
	}}})
	cmd := exec.Command(programs.Tool, "test", "rules", "trials.yml")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err == nil {
		t.Errorf("promtool takes an alert that fires for one that does not:\n%s", out)
	}
	write(t, filepath.Join(dir, "broken.yml"), map[string]any{"groups": []any{map[string]any{"name": "trino", "rules": []any{map[string]string{"alert": "A", "expr": "up{ == 0"}}}}})
	check := exec.Command(programs.Tool, "check", "rules", "broken.yml")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err == nil {
		t.Errorf("promtool takes a broken expression:\n%s", out)
	}
}

func series(lines []string) []map[string]string {
	var all []map[string]string
	for _, line := range lines {
		name, values, _ := strings.Cut(short.Replace(line), "} ")
		all = append(all, map[string]string{"series": name + "}", "values": values})
	}
	return all
}

// TestPromtoolTakesTheWrittenRules checks what lies in out/, whose spec is a file of rules as it is.
func TestPromtoolTakesTheWrittenRules(t *testing.T) {
	programs, err := install.BringPrometheus(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	for _, environment := range []string{"dev", "prod"} {
		m, err := Read(filepath.Join(root, "out", environment, "etl", "k8s"))
		must(t, err)
		dir := t.TempDir()
		write(t, filepath.Join(dir, "rules.yml"), m.Rule.Spec)
		promtool(t, programs, dir, "check", "rules", "rules.yml")
		config, err := m.Config([]Pod{{"trino", "etl-coordinator-0", "coordinator", "127.0.0.1:8080"}}, "30s")
		must(t, err)
		write(t, filepath.Join(dir, "prometheus.yml"), config)
		promtool(t, programs, dir, "check", "config", "prometheus.yml")
	}
}

func promtool(t *testing.T, programs install.Prometheus, dir string, arguments ...string) {
	t.Helper()
	cmd := exec.Command(programs.Tool, arguments...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("promtool %s: %v\n%s", strings.Join(arguments, " "), err, out)
	}
}

func write(t *testing.T, file string, value any) {
	t.Helper()
	text, err := yaml.Marshal(value)
	must(t, err)
	must(t, os.WriteFile(file, text, 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
