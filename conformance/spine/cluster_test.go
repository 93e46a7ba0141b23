package spine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/ssm"
)

// startLimit is how long a node may take to start, with other processes on the same two cores.
const startLimit = 6 * time.Minute

// cluster is a coordinator and a worker of prod, booted on what weir extracted.
type cluster struct {
	name                string
	things              install.Things
	weir                Weir
	dir                 string
	mariadb             *real.MariaDB
	delivery            *ssm.Delivery // on ECS; nil: nodes read what weir extracts
	release             string        // that nodes read: "1"
	coordinator, worker *node
}

// node is one server: what weir wrote for it, what it reads, and itself.
type node struct {
	declared, etc Files
	place         Place
	trino         *real.Trino
}

// open brings what a cluster needs and starts MariaDB, but no node yet.
func open(t *testing.T, name string) *cluster {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	c := &cluster{name: name, things: things, weir: Weir{things.Weir, root}, dir: filepath.Join(cache, "run", name)}
	must(t, os.RemoveAll(c.dir))
	must(t, os.MkdirAll(filepath.Join(c.dir, "exchange"), 0o755))
	return c
}

// withMariaDB starts a server with the event listener's database and the one of orders.
func (c *cluster) withMariaDB(t *testing.T) {
	t.Helper()
	began := time.Now()
	db, err := real.StartMariaDB(c.things.MariaDB, filepath.Join(c.dir, "mariadb"))
	must(t, err)
	t.Cleanup(func() { must(t, db.Stop()) })
	must(t, db.User(mariadbUser, mariadbSecret))
	must(t, db.Database(eventsDatabase, mariadbUser))
	c.mariadb = db
	t.Logf("mariadb answers after %.1f s", time.Since(began).Seconds())
}

// boot starts both nodes at once and waits for them.
func (c *cluster) boot(t *testing.T) {
	t.Helper()
	began := time.Now()
	coordinator, err := real.FreePort()
	must(t, err)
	worker, err := real.FreePort()
	must(t, err)
	c.coordinator = c.node(t, "coordinator", "coordinator", coordinator, coordinator, Changes())
	c.worker = c.node(t, "worker", "worker", worker, coordinator, Changes())
	c.coordinator.start(t, c)
	c.worker.start(t, c)
	must(t, c.coordinator.trino.Ready(startLimit))
	must(t, c.worker.trino.Ready(startLimit))
	t.Logf("coordinator and worker started after %.1f s", time.Since(began).Seconds())
}

// node extracts one role's files and changes them; the server is not started.
func (c *cluster) node(t *testing.T, name, role string, port, coordinator int, changes []Change) *node {
	t.Helper()
	dir := filepath.Join(c.dir, name)
	must(t, os.MkdirAll(dir, 0o755))
	declared, err := c.weir.Etc("prod", c.name, role, filepath.Join(dir, "declared"))
	must(t, err)
	if c.delivery != nil {
		declared = c.delivered(t, role, declared)
	}
	n := &node{declared: declared, place: Place{
		Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"),
		Exchange: filepath.Join(c.dir, "exchange"), Port: port, Coordinator: fmt.Sprintf("http://127.0.0.1:%d", coordinator),
	}}
	if c.mariadb != nil {
		n.place.MariaDB = fmt.Sprintf("127.0.0.1:%d", c.mariadb.Port)
	}
	n.etc, err = Apply(changes, declared, n.place)
	must(t, err)
	return n
}

// start writes the node's files and starts it, without waiting.
func (n *node) start(t *testing.T, c *cluster) {
	t.Helper()
	must(t, n.etc.Write(n.place.Etc))
	properties, err := n.etc.Properties()
	must(t, err)
	must(t, real.LinkPlugins(c.things.Trino, n.place.Plugins, properties))
	environment, err := Environment(n.etc, n.place)
	must(t, err)
	name := filepath.Base(filepath.Dir(n.place.Etc))
	n.trino, err = real.StartTrino(real.TrinoNode{
		Name: name, Home: c.things.Trino, JDK: c.things.JDK, Etc: n.place.Etc, Port: n.place.Port,
		Log: filepath.Join(filepath.Dir(n.place.Etc), "server.log"), Environment: environment,
	})
	must(t, err)
	t.Cleanup(func() { must(t, n.trino.Stop()) })
}

// query runs SQL on the coordinator, which must take it.
func (c *cluster) query(t *testing.T, sql string) real.Answer {
	t.Helper()
	began := time.Now()
	answer, err := c.coordinator.trino.Query(sql)
	must(t, err)
	t.Logf("%.1f s: %.100s", time.Since(began).Seconds(), sql)
	return answer
}

// bothNodesAreActive waits until the coordinator counts the worker in: about 15 s after its start, a query waits for it.
func (c *cluster) bothNodesAreActive(t *testing.T) {
	must(t, real.Eventually(time.Minute, func() error {
		answer, err := c.coordinator.trino.Query("SELECT node_id, state, coordinator FROM system.runtime.nodes ORDER BY 1")
		if err != nil {
			return err
		}
		if got, want := fmt.Sprint(answer.Rows), "[[coordinator active true] [worker active false]]"; got != want {
			return fmt.Errorf("nodes are %s, want %s", got, want)
		}
		return nil
	}))
}

// catalogsAreTheDeclared holds SHOW CATALOGS to what is declared, and to the files that weir wrote, on both roles.
func (c *cluster) catalogsAreTheDeclared(t *testing.T) {
	declared, err := c.weir.Catalogs("prod", c.name)
	must(t, err)
	want := strings.Join(declared, " ")
	for _, n := range []*node{c.coordinator, c.worker} {
		if wrote := strings.Join(n.declared.Catalogs(), " "); wrote != want {
			t.Errorf("weir wrote the catalogs %s, declared are %s", wrote, want)
		}
	}
	var got []string
	for _, name := range c.query(t, "SHOW CATALOGS").Column() {
		if name != "system" {
			got = append(got, name)
		}
	}
	if strings.Join(got, " ") != want || want == "" {
		t.Errorf("Trino has the catalogs %v, declared are %s", got, want)
	}
}

// nothingElseChanged diffs what weir wrote against what Trino read.
func (c *cluster) nothingElseChanged(t *testing.T) {
	for _, n := range []*node{c.coordinator, c.worker} {
		read, err := ReadFiles(n.place.Etc)
		must(t, err)
		unexplained, err := Unexplained(Changes(), n.declared, read, n.place)
		must(t, err)
		for _, difference := range unexplained {
			t.Errorf("%s: changes.go does not explain it", difference)
		}
	}
}

// refusal is how a node that must not start ended.
func refusal(t *testing.T, n *node) real.Ended {
	t.Helper()
	err := n.trino.Ready(startLimit)
	var ended real.Ended
	if !errors.As(err, &ended) {
		t.Fatalf("the node should refuse to start, got %v", err)
	}
	return ended
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
