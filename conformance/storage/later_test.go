package storage

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
)

// later is what a node has beside the lines of a bare one: a path to spill to on a disk that counts as full, and an exchange, with which
// a session may ask for retries that do not wait.
const later = `spiller-spill-path=%[1]s/spill
spiller-max-used-space-threshold=0.000001
retry-initial-delay=100ms
retry-max-delay=100ms
`

// TestWhatFailsLater starts one node with more that weir refuses and Trino takes, where it takes a while to fail.
func TestWhatFailsLater(t *testing.T) {
	n := bootLater(t)
	t.Run("TRN042 a query that spills to a full disk fails", n.cannotSpillMore)
	t.Run("CAT010 the second cache of a folder takes the first one's files for its own", n.cachesShare)
	t.Run("TRN051 a query fails whose catalog is dropped under retries", n.losesItsCatalog)
}

func bootLater(t *testing.T) node {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", "storage-later")
	must(t, os.RemoveAll(dir))
	port, err := real.FreePort()
	must(t, err)
	place := spine.Place{Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"), Port: port}
	files := bareFiles(place)
	files["config.properties"] = strings.Replace(files["config.properties"], "catalog.store=memory\n", "", 1) + fmt.Sprintf(later, place.Data)
	files["exchange-manager.properties"] = "exchange-manager.name=filesystem\nexchange.base-directories=" + filepath.Join(dir, "exchange") + "\n"
	must(t, files.Write(place.Etc))
	for _, folder := range []string{"exchange", "lake", "plugin"} {
		must(t, os.MkdirAll(filepath.Join(dir, folder), 0o755))
	}
	for _, plugin := range []string{"tpch", "hive", "geospatial", "exchange-filesystem"} {
		must(t, os.Symlink(filepath.Join(things.Trino, "plugin", plugin), filepath.Join(place.Plugins, plugin)))
	}
	return node{start(t, things, place, dir, nil), things, place, nil}
}

// cannotSpillMore spills on a disk of which Trino may use a millionth.
func (n node) cannotSpillMore(t *testing.T) {
	_, err := n.Query(large)
	if err == nil || !strings.Contains(err.Error(), "No free or healthy space available for spill") {
		t.Errorf("the query says %v", err)
	}
}

// cacheLimit is what each of two catalogs may keep, in bytes.
const cacheLimit = 1 << 20

func (n node) cachesShare(t *testing.T) {
	home := filepath.Dir(n.place.Etc)
	folder := filepath.Join(home, "cache")
	must(t, os.MkdirAll(folder, 0o755))
	for _, name := range []string{"one", "two"} {
		for _, sql := range []string{
			fmt.Sprintf(`CREATE CATALOG %s USING hive WITH ("hive.metastore" = 'file', "hive.metastore.catalog.dir" = 'local:///%[1]s', "fs.native-local.enabled" = 'true', "local.location" = '%s',
				"fs.cache.enabled" = 'true', "fs.cache.directories" = '%s', "fs.cache.max-sizes" = '%dB', "fs.cache.page-size" = '64kB')`, name, filepath.Join(home, "lake"), folder, cacheLimit),
			"CREATE SCHEMA " + name + ".raw",
			"CREATE TABLE " + name + ".raw.items AS SELECT * FROM tpch.tiny.lineitem",
			"SELECT count(DISTINCT comment), sum(extendedprice), max(shipinstruct) FROM " + name + ".raw.items",
		} {
			_, err := n.Query(sql)
			must(t, err)
		}
	}
	must(t, real.Eventually(30*time.Second, func() error {
		said, err := n.Said()
		if err == nil && !adopted.MatchString(said) {
			err = fmt.Errorf("no cache says that it took over what was in its folder")
		}
		return err
	}))
	held, err := bytesBelow(folder)
	must(t, err)
	t.Logf("both were read, and the folder holds %d bytes of the %d that each may keep", held, cacheLimit)
}

// adopted is what the second cache says when it begins.
var adopted = regexp.MustCompile(`PageStore .* restored with [1-9][0-9]* pages`)

func bytesBelow(dir string) (sum int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}

// losesItsCatalog drops a catalog when the query has begun to read it.
func (n node) losesItsCatalog(t *testing.T) {
	_, err := n.Query("CREATE CATALOG gone USING tpch")
	must(t, err)
	const sql = "SELECT count(*) FROM gone.sf10.lineitem l JOIN gone.sf10.orders o ON l.orderkey = o.orderkey WHERE l.comment < o.comment"
	first := n.ask(t, http.MethodPost, n.URL+"/v1/statement", "retry_policy=TASK,task_retry_attempts_per_task=1", strings.NewReader(sql))
	var info struct {
		State      string
		ErrorCode  struct{ Name string }
		QueryStats struct{ RunningDrivers, CompletedDrivers int }
	}
	id := queryOf(first.NextURI)
	state := func() error { return n.Get("/v1/query/"+id, &info) }
	n.ask(t, http.MethodGet, first.NextURI, "", nil)
	must(t, real.Eventually(time.Minute, func() error {
		if err := state(); err != nil || info.QueryStats.RunningDrivers == 0 {
			return fmt.Errorf("the query is %+v: %w", info, err)
		}
		return nil
	}))
	_, err = n.Query("DROP CATALOG gone")
	must(t, err)
	must(t, real.Eventually(3*time.Minute, func() error {
		if err := state(); err != nil || info.State != "FAILED" {
			return fmt.Errorf("the query is %+v: %w", info, err)
		}
		return nil
	}))
	t.Logf("the query ended with %s", info.ErrorCode.Name)
	if info.ErrorCode.Name != "REMOTE_TASK_ERROR" {
		t.Errorf("the query ended with %s", info.ErrorCode.Name)
	}
}

// queryOf is a query's name in an address of its result: ".../v1/statement/queued/20261121_170000_00001_abcde/y…/1".
func queryOf(uri string) string {
	for part := range strings.SplitSeq(uri, "/") {
		if strings.Count(part, "_") == 3 {
			return part
		}
	}
	return ""
}
