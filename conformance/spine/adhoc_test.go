package spine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/real"
)

func TestAdhoc(t *testing.T) {
	c := open(t, "adhoc")
	c.withMariaDB(t)
	c.throughParameterStore(t)
	c.boot(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"only what changes.go lists was changed", c.nothingElseChanged},
		{"both nodes are active", c.bothNodesAreActive},
		{"the catalogs are the declared ones", c.catalogsAreTheDeclared},
		{"orders joins tpch", c.ordersJoinsTPCH},
		{"queries land in their groups", c.queriesLandInGroups},
		{"sessions begin with what their group gets", c.sessionsBeginAsDeclared},
		{"a query's row is in the event store", c.queryIsRecorded},
		{"the query that ends a delivery is answered", c.deliveryEnds},
		{"a broken catalog is refused by weir", c.weirRefusesBrokenCatalog},
		{"a broken catalog is refused by Trino", c.trinoRefusesBrokenCatalog},
		{"a change of one catalog writes it and what pins it", c.oneCatalogIsPushed},
		{"the release before is gone back to, and boots", c.bootsAfterGoingBack},
	} {
		t.Run(test.name, test.run)
	}
}

// ordersJoinsTPCH makes a table in MariaDB through Trino and joins it with another catalog.
func (c *cluster) ordersJoinsTPCH(t *testing.T) {
	must(t, c.mariadb.Database("shop", mariadbUser))
	c.query(t, "CREATE TABLE orders.shop.regions AS SELECT regionkey, name FROM tpch.tiny.region")
	rows, err := c.mariadb.Query("SELECT count(*) FROM shop.regions")
	must(t, err)
	if fmt.Sprint(rows) != "[5]" {
		t.Errorf("MariaDB has %v regions, want 5", rows)
	}
	answer := c.query(t, "SELECT r.name, count(*) FROM orders.shop.regions r JOIN tpch.tiny.nation n ON r.regionkey = n.regionkey GROUP BY 1 ORDER BY 1")
	if got := fmt.Sprint(answer.Rows); got != "[[AFRICA 5] [AMERICA 5] [ASIA 5] [EUROPE 5] [MIDDLE EAST 5]]" {
		t.Errorf("the join says %s", got)
	}
}

// The two kinds of clients of adhoc: somebody at a prompt, and a tool that the declared pattern of sources matches.
func person() real.Client { return real.Client{User: "ada", Source: "trino-cli"} }
func tool() real.Client   { return real.Client{User: "bi", Source: "Superset 5"} }

// queriesLandInGroups asks Trino which group a query was in.
func (c *cluster) queriesLandInGroups(t *testing.T) {
	for _, test := range []struct {
		client real.Client
		group  string
	}{
		{person(), "[global interactive ada]"},
		{tool(), "[global reporting]"},
	} {
		ran, err := c.coordinator.trino.QueryAs(test.client, "SELECT count(*) FROM tpch.tiny.region")
		must(t, err)
		answer := c.query(t, "SELECT resource_group_id FROM system.runtime.queries WHERE query_id = '"+ran.ID+"'")
		if len(answer.Rows) != 1 || fmt.Sprint(answer.Rows[0][0]) != test.group {
			t.Errorf("the query of %s was in %v, want %s", test.client.User, answer.Rows, test.group)
		}
	}
}

// sessionsBeginAsDeclared asks for the values that sessions have without having set any.
func (c *cluster) sessionsBeginAsDeclared(t *testing.T) {
	for _, test := range []struct {
		client          real.Client
		property, value string
	}{
		{person(), "query_max_run_time", "30m"}, // the later rule, for its group
		{person(), "query_max_scan_physical_bytes", "2TB"},
		{tool(), "query_max_run_time", "1h"}, // the rule for everybody
		{tool(), "lakehouse.dynamic_filtering_wait_timeout", "5s"},
	} {
		value, err := c.session(test.client, test.property)
		must(t, err)
		if value != test.value {
			t.Errorf("%s of %s is %q, want %q", test.property, test.client.User, value, test.value)
		}
	}
}

// session is the value of a session property as a client's sessions begin.
func (c *cluster) session(client real.Client, property string) (string, error) {
	answer, err := c.coordinator.trino.QueryAs(client, "SHOW SESSION LIKE '"+strings.ReplaceAll(property, "_", "$_")+"' ESCAPE '$'")
	if err == nil && len(answer.Rows) != 1 {
		err = fmt.Errorf("session property %s has the rows %v", property, answer.Rows)
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprint(answer.Rows[0][1]), nil
}

// queryIsRecorded waits for the row that the event listener writes when a query has ended.
func (c *cluster) queryIsRecorded(t *testing.T) {
	answer := c.query(t, "SELECT count(*) FROM tpch.tiny.lineitem")
	must(t, real.Eventually(30*time.Second, func() error {
		rows, err := c.mariadb.Query(fmt.Sprintf("SELECT query_state, user FROM %s.trino_queries WHERE query_id = '%s'", eventsDatabase, answer.ID))
		if err == nil && fmt.Sprint(rows) != "[FINISHED\tconformance]" {
			err = fmt.Errorf("the event store has %q of query %s", rows, answer.ID)
		}
		return err
	}))
}

// deliveryEnds asks what deliveries end with, and what Trino refuses of it.
func (c *cluster) deliveryEnds(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT count(*) FROM tpch.tiny.nation":                            "smoke: [[25]]\n",
		"SELECT count(*) FROM system.runtime.nodes":                        "smoke: [[2]]\n",
		`SELECT 'a "nextUri":"http://localhost:1/"' FROM tpch.tiny.region`: "finished",
	} {
		if said, err := Smoke(c.coordinator.trino.URL, query, false); err != nil || !strings.Contains(said, want) {
			t.Errorf("%s: %v\n%s", query, err, said)
		}
	}
	for query, want := range map[string]string{"SELECT 1;": "mismatched input ';'", "SELECT * FROM nowhere.a.b": "Catalog 'nowhere'"} {
		if _, err := Smoke(c.coordinator.trino.URL, query, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", query, err, want)
		}
	}
}

// The misspelt property, and the line that declares it.
const (
	misspelt     = "metadata.cache-tll"
	misspeltLine = `catalogs: orders: properties: "` + misspelt + `": "10m"`
)

// weirRefusesBrokenCatalog misspells a property in a copy of the declarations.
func (c *cluster) weirRefusesBrokenCatalog(t *testing.T) {
	copied := Weir{c.weir.Binary, t.TempDir()}
	must(t, CopyDeclarations(c.weir.Dir, copied.Dir))
	if code, said, err := copied.Run("vet"); err != nil || code != 0 {
		t.Fatalf("weir vet of the copied declarations: code %d, %v\n%s", code, err, said)
	}
	file := filepath.Join(copied.Dir, "catalogs", "orders.cue")
	text, err := os.ReadFile(file)
	must(t, err)
	must(t, os.WriteFile(file, append(text, misspeltLine+"\n"...), 0o644))
	code, said, err := copied.Run("vet")
	must(t, err)
	if place := fmt.Sprintf("catalogs/orders.cue:%d:", strings.Count(string(text), "\n")+1); code != 1 || !strings.Contains(said, place) || !strings.Contains(said, misspelt) {
		t.Errorf("weir vet ended with code %d, want 1 and a finding at %s about %s:\n%s", code, place, misspelt, said)
	}
}

// trinoRefusesBrokenCatalog adds the misspelt property behind weir's back.
func (c *cluster) trinoRefusesBrokenCatalog(t *testing.T) {
	port, err := real.FreePort()
	must(t, err)
	broken := c.node(t, "broken", "coordinator", port, port, Changes())
	broken.etc["catalog/orders.properties"] += misspelt + "=10m\n"
	broken.start(t, c)
	if ended := refusal(t, broken); ended.Code == 0 || !strings.Contains(ended.Log, misspelt) {
		t.Errorf("Trino should name %s: %v", misspelt, ended)
	}
}
