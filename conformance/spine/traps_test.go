package spine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/real"
)

// traps is a cluster with each mistake of groups and session properties that Trino starts with, and then fails on. Every rule that
// finds one is waived; what happens is the reason for the rule.
const traps = `package clusters

import "weir.local/schema"

clusters: traps: schema.#ECSCluster & {
	owner: "data-platform"
	trino: version: 476
	coordinator: {cpu: 2, memory: "8GiB", properties: "node-scheduler.include-coordinator": true}
	workers: {cpu: 2, memory: "8GiB", min: 0, max: 1, scale: queued: 5}
	properties: "node.id": "traps-1"
	waive: {
		TRN009: "one node is a cluster here"
		TRN020: "to be rejected"
		TRN021: "to fail"
		TRN022: "never to be chosen"
		TRN024: "to wait"
		TRN025: "to fail"
		TRN028: "to fail"
		TRN045: "to wait, and not be counted"
		TRN061: "to change nothing"
		TRN062: "to have no numbers"
		TRN064: "to be ignored"
	}
	resourceGroups: {
		groups: {
			open: hardConcurrencyLimit:    10
			stopped: hardConcurrencyLimit: 0
			idle: hardCpuLimit:            "0s"
			scale: {schedulingPolicy: "weighted", subGroups: weightless: schedulingWeight: 0}
			parent: subGroups: child: hardConcurrencyLimit: 5
			urgent: {schedulingPolicy: "query_priority", subGroups: fair: schedulingPolicy: "fair"}
			unseen: hardConcurrencyLimit: 1
			counted: jmxExport:           true
		}
		selectors: [
			{source: "stopped", group: "stopped"},
			{source: "idle", group: "idle"},
			{source: "weightless", group: "scale.weightless"},
			{source: "parent", group: "parent"},
			{source: "child", group: "parent.child"},
			{source: "fair", group: "urgent.fair"},
			{source: "counted", group: "counted"},
			{source: "open.*", group: "open"},
			{source: "open-unseen", group: "unseen"},
		]
	}
	sessionProperties: rules: [
		{source: "open-unknown", sessionProperties: query_max_runtime: "1h"},
		{source: "open-type", sessionProperties: task_concurrency: "many"},
		{source: "open-unit", sessionProperties: query_max_run_time: "30"},
		{source: "open-word", sessionProperties: join_distribution_type: "AUTO"},
		{source: "open-yes", sessionProperties: distributed_sort: "yes"},
		{source: "open-nowhere", sessionProperties: "nowhere.splits": "1"},
		{source: "open-tpch", sessionProperties: "tpch.splits": "1"},
		{source: "counted", sessionProperties: {required_workers_count: "3", required_workers_max_wait_time: "5m"}},
		{group: "opne", sessionProperties: query_max_execution_time: "7m"},
		{group: "open", sessionProperties: query_max_planning_time:  "8m"},
	]
	environments: dev: workers: scale: group: "open"
}
`

// TestTraps boots one node with all of them.
func TestTraps(t *testing.T) {
	c := open(t, "traps")
	c.weir.Dir = trapped(t, c.weir.Dir)
	port, err := real.FreePort()
	must(t, err)
	c.coordinator = c.node(t, "coordinator", "coordinator", port, port, Changes())
	c.coordinator.etc["catalog/My-Tpch.properties"] = "connector.name=tpch\n" // a name that weir refuses
	began := time.Now()
	c.coordinator.start(t, c)
	must(t, c.coordinator.trino.Ready(startLimit))
	t.Logf("trino started after %.1f s", time.Since(began).Seconds())

	t.Run("weir finds every one", c.weirFindsTheTraps)
	t.Run("queries fail as the rules say", c.trappedQueriesFail)
	t.Run("queries wait where nothing may run", c.trappedQueriesWait)
	t.Run("a group with others beneath it takes no queries", c.parentTakesNone)
	t.Run("a selector behind a wider one is not chosen", c.widerSelectorWins)
	t.Run("a word that is no boolean reads as false", c.yesIsFalse)
	t.Run("TRN061 a session rule for a group that is not there changes nothing", c.ruleOfNoGroup)
	t.Run("TRN045, TRN062 a query that waits for a worker is in no count but its group's, where that is exported", c.waitingIsNotCounted)
	t.Run("TRN064 the command line names the node, not its files", c.hostNamesTheNode)
	t.Run("CAT001 a catalog whose file is in upper case has no name", c.upperCaseIsNoName)
}

// trapped is a copy of the declarations with this one cluster, and the one catalog that needs nothing.
func trapped(t *testing.T, declarations string) string {
	t.Helper()
	dir := t.TempDir()
	must(t, CopyDeclarations(declarations, dir))
	for _, folder := range []string{"clusters", "catalogs"} {
		files, err := filepath.Glob(filepath.Join(dir, folder, "*.cue"))
		must(t, err)
		for _, file := range files {
			if name := filepath.Base(file); name != folder+".cue" && name != "tpch.cue" {
				must(t, os.Remove(file))
			}
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, "clusters", "traps.cue"), []byte(traps), 0o644))
	return dir
}

// weirFindsTheTraps takes the waivers away.
func (c *cluster) weirFindsTheTraps(t *testing.T) {
	open := Weir{c.weir.Binary, t.TempDir()}
	must(t, CopyDeclarations(c.weir.Dir, open.Dir))
	var lines []string
	for line := range strings.Lines(traps) {
		if !strings.Contains(line, ": \"to ") { // the reasons of the waivers
			lines = append(lines, line)
		}
	}
	must(t, os.WriteFile(filepath.Join(open.Dir, "clusters", "traps.cue"), []byte(strings.Join(lines, "")), 0o644))
	code, said, err := open.Run("vet")
	must(t, err)
	for id, want := range map[string]int{"TRN020": 1, "TRN021": 1, "TRN022": 1, "TRN024": 3, "TRN025": 1, "TRN028": 7, "TRN045": 1, "TRN061": 1, "TRN062": 1, "TRN064": 1} {
		if got := strings.Count(said, " "+id+": "); got != want {
			t.Errorf("weir finds %s %d times, want %d", id, got, want)
		}
	}
	if code != 1 || t.Failed() {
		t.Errorf("weir vet ended with code %d:\n%s", code, said)
	}
}

// trappedQueriesFail asks as each client whose queries cannot run.
func (c *cluster) trappedQueriesFail(t *testing.T) {
	for _, test := range []struct{ source, name, says string }{
		{"nobody", "QUERY_REJECTED", "selection rule"},
		{"weightless", "GENERIC_INTERNAL_ERROR", "weight must be positive"},
		{"fair", "GENERIC_INTERNAL_ERROR", "query priority"},
		{"open-unknown", "INVALID_SESSION_PROPERTY", "query_max_runtime"},
		{"open-type", "GENERIC_INTERNAL_ERROR", `"many"`},
		{"open-unit", "INVALID_SESSION_PROPERTY", "query_max_run_time"},
		{"open-word", "INVALID_SESSION_PROPERTY", "join_distribution_type"},
		{"open-nowhere", "CATALOG_NOT_FOUND", "nowhere"},
		{"open-tpch", "INVALID_SESSION_PROPERTY", "splits"},
	} {
		_, err := c.coordinator.trino.QueryAs(real.Client{Source: test.source}, "SELECT count(*) FROM tpch.tiny.region")
		var refused real.Refused
		if !errors.As(err, &refused) || refused.Name != test.name || !strings.Contains(refused.Message, test.says) {
			t.Errorf("a query from %s ended with %v, want %s about %q", test.source, err, test.name, test.says)
		}
	}
	if _, err := c.coordinator.trino.QueryAs(real.Client{Source: "open"}, "SELECT count(*) FROM tpch.tiny.region"); err != nil {
		t.Errorf("a query from open ended with %v", err)
	}
}

// trappedQueriesWait lets queries that came later run to their end, and finds the first ones where they were.
func (c *cluster) trappedQueriesWait(t *testing.T) {
	for _, source := range []string{"stopped", "idle"} {
		id, err := c.coordinator.trino.Begin(real.Client{Source: source}, "SELECT 1")
		must(t, err)
		for range 3 {
			_, err := c.coordinator.trino.QueryAs(real.Client{Source: "open"}, "SELECT count(*) FROM tpch.tiny.region")
			must(t, err)
		}
		if info := c.queryInfo(t, id); info.State != "QUEUED" || fmt.Sprint(info.ResourceGroupID) != "["+source+"]" {
			t.Errorf("the query from %s is %+v, want it QUEUED in its group", source, info)
		}
	}
}

// queryInfo is what Trino tells of a query.
type queryInfo struct {
	State           string
	ResourceGroupID []string `json:"resourceGroupId"`
}

func (c *cluster) queryInfo(t *testing.T, id string) (info queryInfo) {
	t.Helper()
	must(t, c.coordinator.trino.Get("/v1/query/"+id, &info))
	return info
}

// parentTakesNone asks in the group above before and after one beneath it is used.
func (c *cluster) parentTakesNone(t *testing.T) {
	ask := func(source string) error {
		_, err := c.coordinator.trino.QueryAs(real.Client{Source: source}, "SELECT count(*) FROM tpch.tiny.region")
		return err
	}
	must(t, ask("child"))
	err := ask("parent")
	var refused real.Refused
	if !errors.As(err, &refused) || refused.Name != "INVALID_RESOURCE_GROUP" {
		t.Errorf("a query of the group above ended with %v, want INVALID_RESOURCE_GROUP", err)
	}
}

func (c *cluster) widerSelectorWins(t *testing.T) {
	ran, err := c.coordinator.trino.QueryAs(real.Client{Source: "open-unseen"}, "SELECT count(*) FROM tpch.tiny.region")
	must(t, err)
	if group := c.queryInfo(t, ran.ID).ResourceGroupID; !slices.Equal(group, []string{"open"}) {
		t.Errorf("the query was in %v, want the wider selector's group", group)
	}
}

// yesIsFalse looks at the plan of a sort: distributed_sort is true unless a session says otherwise.
func (c *cluster) yesIsFalse(t *testing.T) {
	distributed := func(source string) bool {
		answer, err := c.coordinator.trino.QueryAs(real.Client{Source: source}, "EXPLAIN SELECT name FROM tpch.tiny.nation ORDER BY name")
		must(t, err)
		return strings.Contains(fmt.Sprint(answer.Rows), "RemoteMerge")
	}
	if !distributed("open") || distributed("open-yes") {
		t.Errorf("sorts are distributed: %v by default, %v with distributed_sort \"yes\"", distributed("open"), distributed("open-yes"))
	}
}

// ruleOfNoGroup looks at what a session begins with, by a rule whose group is misspelt and by one whose group is not.
func (c *cluster) ruleOfNoGroup(t *testing.T) {
	for property, want := range map[string]bool{"query_max_execution_time": false, "query_max_planning_time": true} {
		answer, err := c.coordinator.trino.QueryAs(real.Client{Source: "open"}, "SHOW SESSION LIKE '"+property+"'")
		must(t, err)
		if len(answer.Rows) != 1 || (answer.Rows[0][1] != answer.Rows[0][2]) != want {
			t.Errorf("the session has %v, and that it differs from the default is to be %t", answer.Rows, want)
		}
	}
}

// waitingIsNotCounted hands in a query that needs more workers than there are, and looks at the numbers that scaling could go by.
func (c *cluster) waitingIsNotCounted(t *testing.T) {
	const all, group = "trino.execution:name=QueryManager", "trino.execution.resourcegroups:type=InternalResourceGroup,name="
	before := c.bean(t, all)
	id, err := c.coordinator.trino.Begin(real.Client{Source: "counted"}, "SELECT count(*) FROM tpch.tiny.region")
	must(t, err)
	must(t, real.Eventually(time.Minute, func() error {
		if info := c.queryInfo(t, id); info.State != "WAITING_FOR_RESOURCES" {
			return fmt.Errorf("the query is %+v, want it WAITING_FOR_RESOURCES", info)
		}
		return nil
	}))
	for _, count := range []string{"RunningQueries", "QueuedQueries"} {
		if now := c.bean(t, all); now[count] != before[count] {
			t.Errorf("%s was %v and is %v: it counts a query that waits for workers", count, before[count], now[count])
		}
	}
	if running := c.bean(t, group+"counted")["RunningQueries"]; running != 1.0 {
		t.Errorf("its group has %v running queries, want 1", running)
	}
	if open := c.bean(t, group+"open"); open != nil {
		t.Errorf("a group without jmxExport has numbers: %v", open)
	}
}

// bean are the attributes of an MBean of the coordinator by their names; nil where there is no such MBean.
func (c *cluster) bean(t *testing.T, name string) map[string]any {
	t.Helper()
	var bean struct {
		Attributes []struct {
			Name  string
			Value any
		}
	}
	err := c.coordinator.trino.Get("/v1/jmx/mbean/"+name, &bean)
	if err != nil && strings.Contains(err.Error(), "500") {
		return nil
	}
	must(t, err)
	values := map[string]any{}
	for _, a := range bean.Attributes {
		values[a.Name] = a.Value
	}
	return values
}

// hostNamesTheNode asks what the coordinator is called, whose files have a node.id.
func (c *cluster) hostNamesTheNode(t *testing.T) {
	answer, err := c.coordinator.trino.QueryAs(real.Client{Source: "open"}, "SELECT node_id FROM system.runtime.nodes")
	must(t, err)
	if got := fmt.Sprint(answer.Column()); got != "[coordinator]" {
		t.Errorf("the node is called %s, want it as the command line has it", got)
	}
}

// upperCaseIsNoName asks for a catalog as its file is called, and as Trino reads names.
func (c *cluster) upperCaseIsNoName(t *testing.T) {
	for _, name := range []string{`"My-Tpch"`, `"my-tpch"`} {
		_, err := c.coordinator.trino.QueryAs(real.Client{Source: "open"}, "SELECT count(*) FROM "+name+".tiny.region")
		var refused real.Refused
		if !errors.As(err, &refused) || refused.Name != "CATALOG_NOT_FOUND" {
			t.Errorf("a query of %s ended with %v, want CATALOG_NOT_FOUND", name, err)
		}
	}
}
