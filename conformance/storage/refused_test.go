package storage

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
	"weir.local/generator/trino"
)

// bare is a node of hand-written files, each line of which weir refuses (the rule behind it).
var bare = map[string]string{
	"config.properties": `coordinator=true
http-server.http.port=%[1]d
discovery.uri=http://127.0.0.1:%[1]d
query.max-memory-per-node=300MB
memory.heap-headroom-per-node=300MB
memory-revoking-threshold=0.05
memory-revoking-target=0.02
spill-enabled=true
catalog.management=dynamic
catalog.store=memory
`,
	"jvm.config":              "-Xmx1500M\n-XX:TieredStopAtLevel=1\n--enable-native-access=ALL-UNNAMED\n--sun-misc-unsafe-memory-access=allow\n",
	"log.properties":          "io.trino=WARN\nio.airlift=WARN\nBootstrap=WARN\n",
	"catalog/tpch.properties": "connector.name=tpch\n",
}

// TestWhatIsRefused starts one node with all that weir refuses and Trino starts with, and sees it fail.
func TestWhatIsRefused(t *testing.T) {
	n := bootBare(t)
	t.Run("TRN052 spooling without a manager", n.needsManager)
	t.Run("TRN050 declared catalogs are not there", n.forgetsCatalogs)
	t.Run("TRN040 a query that spills fails", n.cannotSpill)
	t.Run("TRN005 under retries without an exchange every query fails", n.needsExchange)
	t.Run("TRN062 without declared groups there is one, and it has no numbers", n.groupHasNoNumbers)
	t.Run("TRN031 forwarded headers that are not believed", n.rejectsForwarded)
	t.Run("catalogs", n.refusesCatalogs)
	t.Run("CAT009 the driver of another database", n.takesNoOtherURL)
}

func bootBare(t *testing.T) node {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", "storage-bare")
	must(t, os.RemoveAll(dir))
	port, err := real.FreePort()
	must(t, err)
	place := spine.Place{Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"), Port: port}
	must(t, bareFiles(place).Write(place.Etc))
	must(t, os.MkdirAll(place.Plugins, 0o755))
	release, _ := trino.For(476)
	linked := map[string]bool{"geospatial": true}
	for _, connector := range []string{"tpch", "hive", "iceberg", "redshift", "bigquery", "ignite", "snowflake", "postgresql", "oracle", "sqlserver", "clickhouse", "singlestore"} {
		c, _ := release.Connector(connector)
		linked[c.Plugin] = true
	}
	for plugin := range linked {
		must(t, os.Symlink(filepath.Join(things.Trino, "plugin", plugin), filepath.Join(place.Plugins, plugin)))
	}
	return node{start(t, things, place, dir, nil), things, place, nil}
}

func bareFiles(place spine.Place) spine.Files {
	files := spine.Files{"node.properties": "node.environment=bare\nnode.bind-ip=127.0.0.1\nnode.internal-address=127.0.0.1\nnode.data-dir=" + place.Data + "\nplugin.dir=" + place.Plugins + "\n"}
	for name, text := range bare {
		files[name] = text
	}
	files["config.properties"] = fmt.Sprintf(bare["config.properties"], place.Port)
	return files
}

func (n node) forgetsCatalogs(t *testing.T) {
	answer, err := n.Query("SHOW CATALOGS")
	must(t, err)
	if got := fmt.Sprint(answer.Column()); got != "[system]" {
		t.Errorf("the catalogs are %s", got)
	}
	_, err = n.Query("CREATE CATALOG tpch USING tpch")
	must(t, err)
}

func (n node) cannotSpill(t *testing.T) {
	_, err := n.Query(large)
	if err == nil || !strings.Contains(err.Error(), "No spill paths configured") {
		t.Errorf("the query says %v", err)
	}
}

// needsExchange asks even what needs no exchange.
func (n node) needsExchange(t *testing.T) {
	_, err := n.segments(t, "SHOW CATALOGS", "retry_policy=TASK")
	if err == nil || !strings.Contains(err.Error(), "Exchange manager must be configured") {
		t.Errorf("the query says %v", err)
	}
}

// groupHasNoNumbers looks at the group of a query, and for what scaling would read of it.
func (n node) groupHasNoNumbers(t *testing.T) {
	answer, err := n.Query("SHOW CATALOGS")
	must(t, err)
	var info struct {
		ResourceGroupID []string `json:"resourceGroupId"`
	}
	must(t, n.Get("/v1/query/"+answer.ID, &info))
	if fmt.Sprint(info.ResourceGroupID) != "[global]" {
		t.Errorf("the query was in %v", info.ResourceGroupID)
	}
	var bean any
	err = n.Get("/v1/jmx/mbean/trino.execution.resourcegroups:type=InternalResourceGroup,name=global", &bean)
	if err == nil || !strings.Contains(err.Error(), "500") {
		t.Errorf("its group has numbers: %v %v", bean, err)
	}
}

// rejectsForwarded asks as what stands in front of Trino does.
func (n node) rejectsForwarded(t *testing.T) {
	for _, forwarded := range []bool{false, true} {
		request, err := http.NewRequest(http.MethodPost, n.URL+"/v1/statement", strings.NewReader("SHOW CATALOGS"))
		must(t, err)
		request.Header.Set("X-Trino-User", "conformance")
		if forwarded {
			request.Header.Set("X-Forwarded-Proto", "https")
		}
		answer, err := http.DefaultClient.Do(request)
		must(t, err)
		must(t, answer.Body.Close())
		if want := map[bool]int{false: http.StatusOK, true: http.StatusNotAcceptable}[forwarded]; answer.StatusCode != want {
			t.Errorf("a statement, forwarded %t, is answered %s, want %d", forwarded, answer.Status, want)
		}
	}
}

// needsManager starts the same node once more, with spooling and without its other file.
func (n node) needsManager(t *testing.T) {
	place := n.place
	var err error
	place.Port, err = real.FreePort()
	must(t, err)
	dir := filepath.Join(filepath.Dir(n.place.Etc), "spooling")
	place.Etc, place.Data = filepath.Join(dir, "etc"), filepath.Join(dir, "data")
	files := bareFiles(place)
	files["config.properties"] += "protocol.spooling.enabled=true\nprotocol.spooling.shared-secret-key=${ENV:SPOOLING}\n"
	must(t, files.Write(place.Etc))
	trino, err := real.StartTrino(real.TrinoNode{
		Name: "spooling", Home: n.things.Trino, JDK: n.things.JDK, Etc: place.Etc, Port: place.Port, Log: filepath.Join(dir, "server.log"),
		Environment: map[string]string{"SPOOLING": "d2VpciB3ZWlyIHdlaXIgd2VpciB3ZWlyIHdlaXIgd2U="},
	})
	must(t, err)
	t.Cleanup(func() { must(t, trino.Stop()) })
	var ended real.Ended
	if err := trino.Ready(3 * time.Minute); !errors.As(err, &ended) || !strings.Contains(ended.Log, "spooling-manager.properties") {
		t.Errorf("the node says %v", err)
	}
}

// refusesCatalogs makes catalogs that weir refuses or would give a flag: each is refused, and taken once what is missing is added.
func (n node) refusesCatalogs(t *testing.T) {
	const jdbc = `"connection-user"='a', "connection-password"='b', `
	for _, tt := range []struct{ rule, connector, with, says, mended string }{
		{"CAT004", "hive", `"hive.metastore"='glue', "hive.metastore.glue.region"='us-west-2', "hive.metastore.glue.iam-role"='arn:aws:iam::111122223333:role/x'`,
			"Unable to load region", `"hive.metastore.glue.sts.region"='us-west-2'`},
		{"CAT004", "redshift", jdbc + `"connection-url"='jdbc:redshift://127.0.0.1:9/x', "redshift.unload-location"='s3://x', "redshift.unload-iam-role"='arn:aws:iam::111122223333:role/x'`,
			"Unable to load region", `"s3.region"='us-west-2'`},
		{"TRN013", "iceberg", `"iceberg.catalog.type"='rest', "iceberg.rest-catalog.uri"='http://127.0.0.1:9', "fs.native-s3.enabled"='true', "s3.region"='us-west-2', "iceberg.rest-catalog.sigv4-enabled"='true'`,
			"s3.aws-access-key is null", `"s3.iam-role"='arn:aws:iam::111122223333:role/x'`},
		{"the plan's flag", "bigquery", `"bigquery.project-id"='x'`, "--add-opens=java.base/java.nio=ALL-UNNAMED", ""},
		{"the plan's flag", "snowflake", jdbc + `"connection-url"='jdbc:snowflake://127.0.0.1:9', "snowflake.account"='x', "snowflake.database"='x'`,
			"--add-opens=java.base/java.nio=ALL-UNNAMED", ""},
		{"the plan's flag", "ignite", jdbc + `"connection-url"='jdbc:ignite:thin://127.0.0.1:9/'`, "Unable to access isUrlValid", ""},
	} {
		create := "CREATE CATALOG scratch USING " + tt.connector + " WITH (" + tt.with
		_, err := n.Query(create + ")")
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s, %s: Trino says %.300v", tt.rule, tt.connector, err)
		}
		if tt.mended == "" {
			continue
		}
		if _, err = n.Query(create + ", " + tt.mended + ")"); err == nil {
			_, err = n.Query("DROP CATALOG scratch")
		}
		if err != nil {
			t.Errorf("%s, %s, mended: %.300v", tt.rule, tt.connector, err)
		}
	}
}

func (n node) takesNoOtherURL(t *testing.T) {
	for _, connector := range []string{"postgresql", "redshift", "oracle", "sqlserver", "clickhouse", "singlestore"} {
		_, err := n.Query("CREATE CATALOG other USING " + connector + ` WITH ("connection-user"='a', "connection-password"='b', "connection-url"='jdbc:mysql://127.0.0.1:9/x')`)
		must(t, err)
		_, asked := n.Query("SHOW SCHEMAS FROM other")
		var refused real.Refused
		if !errors.As(asked, &refused) {
			t.Errorf("%s: a query of a catalog with another's URL says %v", connector, asked)
		}
		_, err = n.Query("DROP CATALOG other")
		must(t, err)
	}
}
