package verify

import (
	"context"
	"strings"
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/verify/server"
	"weir.local/generator/verify/servertest"
)

func look(t *testing.T, fake *servertest.Trino) Running {
	t.Helper()
	http := fake.Start()
	t.Cleanup(http.Close)
	r, err := Look(context.Background(), server.Client{URL: http.URL, User: "weir"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatAChangeCosts(t *testing.T) {
	declared := []*model.Catalog{catalog("a", "tpch"), catalog("b", "mysql"), catalog("c", "tpch")}
	has := map[string]string{"system": "system", "jmx": "jmx", "b": "hive", "c": "tpch", "d": "memory"}
	const nothing, gap, task, again, perhaps = "no query notices", "0.06 to 0.23 s", "switch to a second cluster", "restart of every node: catalogs", "not known"
	for _, tt := range []struct {
		name, retry string
		server      *servertest.Trino
		want        []string // of a, b, c, d
	}{
		{"dynamic", "NONE", &servertest.Trino{}, []string{nothing, gap, "", "CATALOG_NOT_FOUND"}},
		{"dynamic, queries are retried by task", "TASK", &servertest.Trino{}, []string{nothing, task, "", task}},
		{"static", "TASK", &servertest.Trino{Mode: "static"}, []string{again, again, "", again}},
		{"who may not ask", "NONE", &servertest.Trino{Refuse: map[string]servertest.Refusal{"DROP": {Name: "PERMISSION_DENIED"}}}, []string{perhaps, perhaps, "", perhaps}},
	} {
		tt.server.Version, tt.server.Catalogs = "476", has
		cluster := &model.Cluster{Name: "etl", Environment: "prod", Catalogs: declared}
		cluster.Spec.Retry = tt.retry
		changes := look(t, tt.server).Compare(cluster)
		for i, want := range []struct {
			action Action
			cost   string
		}{{Create, tt.want[0]}, {Replace, tt.want[1]}, {Keep, tt.want[2]}, {Drop, tt.want[3]}} {
			if i >= len(changes) || changes[i].Action != want.action || !strings.Contains(changes[i].Cost, want.cost) || (want.cost == "") != (changes[i].Cost == "") {
				t.Errorf("%s: %+v, want %s: %s", tt.name, changes, want.action, want.cost)
				break
			}
		}
		if len(changes) != 4 {
			t.Errorf("%s: %d changes", tt.name, len(changes))
		}
	}
}

func TestPropertiesDifferByNameAndByValue(t *testing.T) {
	running := Running{Mode: Dynamic, Has: map[string]string{"b": "mysql"}, Files: map[string]map[string]string{
		"b": {"connector.name": "mysql", "connection-url": "jdbc:mysql://old", "connection-user": "${ENV:B_CONNECTION_USER}", "gone": "1"},
	}}
	c := catalog("b", "mysql", "connection-url", "jdbc:mysql://new", "connection-user", "${ENV:B_CONNECTION_USER}", "metadata.cache-ttl", "1m")
	changes := running.Compare(&model.Cluster{Catalogs: []*model.Catalog{c}})
	if got := strings.Join(changes[0].Differs, " "); changes[0].Action != Replace || got != "connection-url gone metadata.cache-ttl" {
		t.Errorf("%+v", changes)
	}
}
