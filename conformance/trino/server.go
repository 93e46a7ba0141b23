// Package trino asks a real Trino what it says of catalogs, by CREATE CATALOG, and compares with the record
// that weir's own verdicts are held to (generator/trino/testdata).
package trino

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/generator/trino"
	"weir.local/generator/trino/verdict"
	"weir.local/generator/verify"
)

// Version is the Trino that is asked.
const Version = 476

// server is a coordinator that takes CREATE CATALOG, and the folder that {files} stands for.
type server struct {
	*real.Trino
	files string
}

// boot starts one with the plugins of these connectors.
func boot(t *testing.T, connectors []string) server {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	dir := filepath.Join(cache, "run", "trino")
	must(t, os.RemoveAll(dir))
	s := server{files: filepath.Join(dir, "files")}
	must(t, writeFiles(s.files))
	port, err := real.FreePort()
	must(t, err)
	must(t, linkPlugins(things.Trino, filepath.Join(dir, "plugin"), connectors))
	must(t, writeEtc(dir, port))
	began := time.Now()
	s.Trino, err = real.StartTrino(real.TrinoNode{
		Name: "verdicts", Home: things.Trino, JDK: things.JDK, Etc: filepath.Join(dir, "etc"), Port: port,
		Log: filepath.Join(dir, "server.log"), Environment: verdict.Environment,
	})
	must(t, err)
	t.Cleanup(func() { must(t, s.Stop()) })
	must(t, s.Ready(4*time.Minute))
	t.Logf("trino started after %.1f s", time.Since(began).Seconds())
	return s
}

// linkPlugins links the plugins of connectors, and the one that postgresql's types come from.
func linkPlugins(home, into string, connectors []string) error {
	release, ok := trino.For(Version)
	if !ok {
		return fmt.Errorf("no data of Trino %d", Version)
	}
	plugins := []string{"geospatial"}
	for _, name := range connectors {
		if connector, ok := release.Connector(name); ok {
			plugins = append(plugins, connector.Plugin)
		}
	}
	slices.Sort(plugins)
	err := os.MkdirAll(into, 0o755)
	for _, plugin := range slices.Compact(plugins) {
		err = errors.Join(err, os.Symlink(filepath.Join(home, "plugin", plugin), filepath.Join(into, plugin)))
	}
	return err
}

func writeEtc(dir string, port int) error {
	etc := filepath.Join(dir, "etc")
	lines := map[string][]string{
		"config.properties": {"coordinator=true", fmt.Sprintf("http-server.http.port=%d", port), fmt.Sprintf("discovery.uri=http://127.0.0.1:%d", port),
			"catalog.management=dynamic", "catalog.store=memory", "query.max-history=20", "query.min-expire-age=1s"},
		"node.properties": {"node.environment=verdicts", "node.bind-ip=127.0.0.1", "node.internal-address=127.0.0.1",
			"node.data-dir=" + filepath.Join(dir, "data"), "plugin.dir=" + filepath.Join(dir, "plugin")},
		"log.properties": {"io.trino=WARN", "io.airlift=WARN", "Bootstrap=WARN"},
		// The open module is what snowflake and bigquery ask for; the large heap is for connectors that leave something behind when dropped.
		"jvm.config": {"-server", "-Xmx4G", "-XX:MaxMetaspaceSize=1G", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
			"--sun-misc-unsafe-memory-access=allow", "--add-opens=java.base/java.nio=ALL-UNNAMED"},
	}
	err := os.MkdirAll(etc, 0o755)
	for name, all := range lines {
		err = errors.Join(err, os.WriteFile(filepath.Join(etc, name), []byte(strings.Join(all, "\n")+"\n"), 0o644))
	}
	return err
}

// writeFiles makes what the cases name behind {files}.
func writeFiles(dir string) error {
	account, err := verify.ServiceAccount()
	if err != nil {
		return err
	}
	for _, folder := range []string{"", "cache", "warehouse"} {
		err = errors.Join(err, os.MkdirAll(filepath.Join(dir, folder), 0o755))
	}
	for name, text := range map[string]string{
		"account.json":           account,
		"rules.json":             `{"schemas": [{"owner": true}]}`,
		"credentials.properties": "connection-user=weir\nconnection-password=weir\n",
	} {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return err
}

// connectorsOf lists the connectors of cases.
func connectorsOf(cases []verdict.Case) []string {
	all := map[string]bool{}
	for _, c := range cases {
		all[c.Base.Connector] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
