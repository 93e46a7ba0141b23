package storage

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
)

// declared is one node that does it all, on the disk of this machine and an S3 of the test's own. Where memory is revoked early, queries
// spill soon.
const declared = `package clusters

import "weir.local/schema"

clusters: store: schema.#EKSCluster & {
	trino: version: 476
	coordinator: {
		cpu:    2
		memory: "8GiB"
		properties: {
			"node-scheduler.include-coordinator": true
			"memory-revoking-threshold":          0.05
			"memory-revoking-target":             0.02
		}
	}
	workers: {cpu: 2, memory: "8GiB", min: 1, max: 1, disk: size: "10GiB"}
	spill: compression: "LZ4"
	cache: {}
	dynamicCatalogs: {}
	spooling: {
		bucket: "spooling"
		sharedSecret: parameter: "/lake/{environment}/{cluster}/spooling"
		properties: {
			"s3.endpoint":          "ENDPOINT"
			"s3.path-style-access": true
		}
	}
	waive: TRN009: "one node is a cluster here"
}
`

// local is a lake on the node's own disk.
const local = `package catalogs

import "weir.local/schema"

catalogs: local: schema.#Catalog & {
	connector: "hive"
	owner:     "data-platform"
	clusters: ["store"]
	properties: {
		"hive.metastore":             "file"
		"hive.metastore.catalog.dir": "local:///metastore"
		"fs.native-local.enabled":    true
		"local.location":             "/data/trino/warehouse"
	}
}
`

// bucket is where results lie on their way to clients.
const bucket = `package lake

import "weir.local/schema"

lake: buckets: spooling: schema.#Bucket & {bucket: "acme-spooling-{environment}", use: "spooling", owner: "data-platform"}
`

// TestWhatIsDeclared boots a node on what weir writes of a cluster with spill, cache, spooled results and dynamic catalogs.
func TestWhatIsDeclared(t *testing.T) {
	n := bootDeclared(t)
	t.Run("a query that lacks memory spills below the declared path", n.spills)
	t.Run("files that were read lie in the catalog's cache", n.caches)
	t.Run("a client fetches large results from S3", n.spools)
	t.Run("TRN046, TRN047 a query that waits for workers fails", n.waits)
	t.Run("catalogs are made and dropped beside the declared ones", n.changesCatalogs)
}

// node is a server on changed files of weir's.
type node struct {
	*real.Trino
	things install.Things
	place  spine.Place
	s3     *s3
}

func bootDeclared(t *testing.T) node {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", "storage")
	must(t, os.RemoveAll(dir))
	objects, endpoint := newS3(t)
	declarations := filepath.Join(dir, "declarations")
	must(t, os.MkdirAll(declarations, 0o755))
	must(t, spine.CopyDeclarations(root, declarations))
	must(t, os.WriteFile(filepath.Join(declarations, "clusters", "store.cue"), []byte(strings.ReplaceAll(declared, "ENDPOINT", endpoint)), 0o644))
	must(t, os.WriteFile(filepath.Join(declarations, "catalogs", "local.cue"), []byte(local), 0o644))
	must(t, os.WriteFile(filepath.Join(declarations, "lake", "spooling.cue"), []byte(bucket), 0o644))
	files, err := spine.Weir{Binary: things.Weir, Dir: declarations}.Etc("prod", "store", "coordinator", filepath.Join(dir, "declared"))
	must(t, err)
	port, err := real.FreePort()
	must(t, err)
	place := spine.Place{
		Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"),
		Port: port, Coordinator: fmt.Sprintf("http://127.0.0.1:%d", port),
	}
	must(t, os.MkdirAll(filepath.Join(place.Data, "warehouse"), 0o755))
	etc, err := spine.Apply(spine.Changes(), files, place)
	must(t, err)
	must(t, etc.Write(place.Etc))
	properties, err := etc.Properties()
	must(t, err)
	must(t, real.LinkPlugins(things.Trino, place.Plugins, properties))
	environment, err := spine.Environment(etc, place)
	must(t, err)
	return node{start(t, things, place, dir, environment), things, place, objects}
}

// start starts a node and waits for it.
func start(t *testing.T, things install.Things, place spine.Place, dir string, environment map[string]string) *real.Trino {
	t.Helper()
	began := time.Now()
	trino, err := real.StartTrino(real.TrinoNode{
		Name: filepath.Base(dir), Home: things.Trino, JDK: things.JDK, Etc: place.Etc, Port: place.Port, Log: filepath.Join(dir, "server.log"), Environment: environment,
	})
	must(t, err)
	t.Cleanup(func() { must(t, trino.Stop()) })
	must(t, trino.Ready(3*time.Minute))
	t.Logf("trino started after %.1f s", time.Since(began).Seconds())
	return trino
}

// large needs more memory than there is before it is revoked.
const large = "SELECT count(*) FROM (SELECT orderkey, linenumber, comment, max(shipdate) FROM tpch.sf1.lineitem WHERE orderkey < 1500000 GROUP BY 1, 2, 3)"

func (n node) spills(t *testing.T) {
	answer, err := n.Query(large)
	must(t, err)
	var info struct {
		QueryStats struct{ SpilledDataSize string }
	}
	must(t, n.Get("/v1/query/"+answer.ID, &info))
	if spilled := info.QueryStats.SpilledDataSize; spilled == "" || strings.HasPrefix(spilled, "0") {
		t.Errorf("the query spilled %q", spilled)
	} else {
		t.Logf("the query spilled %s", spilled)
	}
	if _, err := os.Stat(filepath.Join(n.place.Data, "disk", "spill")); err != nil {
		t.Errorf("nothing made the declared path: %v", err)
	}
}

func (n node) caches(t *testing.T) {
	for _, sql := range []string{
		"CREATE SCHEMA local.raw", "CREATE TABLE local.raw.orders AS SELECT * FROM tpch.tiny.orders", "SELECT sum(totalprice) FROM local.raw.orders",
	} {
		_, err := n.Query(sql)
		must(t, err)
	}
	folder := filepath.Join(n.place.Data, "disk", "cache", "local")
	must(t, real.Eventually(30*time.Second, func() error {
		if count, err := filesBelow(folder); err != nil || count == 0 {
			return fmt.Errorf("%d files in %s: %w", count, folder, err)
		}
		return nil
	}))
}

// waits asks for more workers than there are, by the session properties that begin as query-manager.required-workers and its wait.
func (n node) waits(t *testing.T) {
	_, err := n.segments(t, "SELECT count(*) FROM tpch.tiny.nation", "required_workers_count=3,required_workers_max_wait_time=1s")
	if err == nil || !strings.Contains(err.Error(), "Insufficient active worker nodes") {
		t.Errorf("the query says %v", err)
	}
}

func filesBelow(dir string) (count int, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			count++
		}
		return err
	})
	return count, err
}

func (n node) changesCatalogs(t *testing.T) {
	for _, sql := range []string{"CREATE CATALOG more USING tpch", "SELECT count(*) FROM local.raw.orders", "DROP CATALOG more"} {
		if _, err := n.Query(sql); err != nil {
			t.Error(err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
