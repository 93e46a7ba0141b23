package spine

import (
	"slices"
	"strings"
	"testing"
)

func before() Files {
	return Files{
		"config.properties":           "coordinator=false\ndiscovery.uri=http://adhoc:8080\nhttp-server.http.port=8080\nquery.max-memory=60GB\ntask.concurrency=16\n",
		"node.properties":             "node.data-dir=/data/trino\nnode.environment=prod\n",
		"jvm.config":                  "-server\n# a=comment\n-agentpath:/usr/lib/trino/bin/libjvmkill.so\n-Xmx48G\n-XX:HeapDumpPath=/data/trino/heap.hprof\n-XX:G1HeapRegionSize=32M\n",
		"access-control.properties":   "access-control.name=file\nsecurity.config-file=/etc/trino/rules.json\nodd\\ key=a\\\\b /etc/trino\n",
		"rules.json":                  `{"system_information": [{"user": "drain", "allow": ["write"]}]}`,
		"exchange-manager.properties": "exchange-manager.name=filesystem\nexchange.base-directories=s3://acme/etl/\nexchange.s3.region=us-west-2\n",
		"catalog/orders.properties":   "# orders\nconnection-url=jdbc:mysql://orders.ro:3306?sslMode=REQUIRED\nconnection-user=${ENV:ORDERS_USER}\nconnector.name=mysql\n",
		"catalog/dw.properties":       "connection-url=jdbc:redshift://dw:5439/analytics\nconnector.name=redshift\n",
	}
}

func here() Place {
	return Place{Etc: "/run/etc", Data: "/run/data", Plugins: "/run/plugin", Exchange: "/run/exchange",
		Port: 4001, Coordinator: "http://127.0.0.1:4000", MariaDB: "127.0.0.1:4002"}
}

func TestChangesAreMadeWhereTheTableSaysSo(t *testing.T) {
	after, err := Apply(Changes(), before(), here())
	must(t, err)
	for name, want := range map[string]string{
		"config.properties":           "coordinator=false\ndiscovery.uri=http://127.0.0.1:4000\nhttp-server.http.port=4001\nquery.max-memory=1GB\ntask.concurrency=16\n",
		"node.properties":             "node.data-dir=/run/data\nnode.environment=prod\nnode.internal-address=127.0.0.1\nnode.bind-ip=127.0.0.1\nplugin.dir=/run/plugin\n",
		"jvm.config":                  "-server\n# a=comment\n-Xmx2G\n-XX:HeapDumpPath=/run/data/heap.hprof\n-XX:G1HeapRegionSize=32M\n",
		"access-control.properties":   "access-control.name=file\nsecurity.config-file=/run/etc/rules.json\nodd\\ key=a\\\\b /run/etc\n",
		"exchange-manager.properties": "exchange-manager.name=filesystem\nexchange.base-directories=/run/exchange\n",
		"catalog/orders.properties":   "# orders\nconnection-url=jdbc:mysql://127.0.0.1:4002?sslMode=REQUIRED\nconnection-user=${ENV:ORDERS_USER}\nconnector.name=mysql\n",
		"rules.json":                  before()["rules.json"],
		"catalog/dw.properties":       before()["catalog/dw.properties"],
	} {
		if after[name] != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, after[name], want)
		}
	}
	unexplained, err := Unexplained(Changes(), before(), after, here())
	must(t, err)
	if len(unexplained) > 0 {
		t.Errorf("the table does not explain what was made from it: %v", unexplained)
	}
}

func TestEveryOtherDifferenceIsReported(t *testing.T) {
	for _, test := range []struct{ name, file, old, new, want string }{
		{"a value", "config.properties", "task.concurrency=16", "task.concurrency=8", "task.concurrency=16 became task.concurrency=8"},
		{"a value that the table sets otherwise", "config.properties", "query.max-memory=1GB", "query.max-memory=9GB", "query.max-memory=60GB became query.max-memory=9GB"},
		{"a role", "config.properties", "coordinator=false", "coordinator=true", "coordinator=false became coordinator=true"},
		{"a removed line", "config.properties", "task.concurrency=16\n", "", "task.concurrency=16 is gone"},
		{"an added line", "config.properties", "task.concurrency=16\n", "task.concurrency=16\nretry-policy=TASK\n", "retry-policy=TASK is new"},
		{"an added line twice", "node.properties", "plugin.dir=/run/plugin\n", "plugin.dir=/run/plugin\nplugin.dir=/other\n", "plugin.dir=/other is new"},
		{"a removed flag", "jvm.config", "-XX:G1HeapRegionSize=32M\n", "", "-XX:G1HeapRegionSize=32M is gone"},
		{"a comment", "catalog/orders.properties", "# orders", "# others", "# orders is gone"},
		{"a literal for a secret", "catalog/orders.properties", "${ENV:ORDERS_USER}", "root", "connection-user=${ENV:ORDERS_USER} became connection-user=root"},
		{"a URL's option", "catalog/orders.properties", "REQUIRED", "DISABLED", "became connection-url=jdbc:mysql://127.0.0.1:4002?sslMode=DISABLED"},
		{"a catalog left alone", "catalog/dw.properties", "//dw:5439", "//127.0.0.1:1", "became connection-url=jdbc:redshift://127.0.0.1:1/analytics"},
		{"a file of another kind", "rules.json", "drain", "anyone", "rules.json"},
	} {
		t.Run(test.name, func(t *testing.T) {
			after, err := Apply(Changes(), before(), here())
			must(t, err)
			if !strings.Contains(after[test.file], test.old) {
				t.Fatalf("%s has no %s:\n%s", test.file, test.old, after[test.file])
			}
			after[test.file] = strings.Replace(after[test.file], test.old, test.new, 1)
			found, err := Unexplained(Changes(), before(), after, here())
			must(t, err)
			if !slices.ContainsFunc(found, func(sentence string) bool { return strings.Contains(sentence, test.want) }) {
				t.Errorf("found %q, want %s", found, test.want)
			}
		})
	}
}

func TestAddedOrLostFileIsReported(t *testing.T) {
	after, err := Apply(Changes(), before(), here())
	must(t, err)
	delete(after, "rules.json")
	after["catalog/new.properties"] = "connector.name=memory\n"
	found, err := Unexplained(Changes(), before(), after, here())
	must(t, err)
	if len(found) != 2 || !strings.HasPrefix(found[0], "catalog/new.properties") || !strings.HasPrefix(found[1], "rules.json") {
		t.Errorf("found %q", found)
	}
}

func TestEveryChangeIsOfAnAllowedKind(t *testing.T) {
	allowed := []Kind{Memory, Address, Directory, ImageFlag, Metastore, ExchangeDir, SecretValue}
	for _, change := range Changes() {
		if !slices.Contains(allowed, change.Kind) || change.Why == "" {
			t.Errorf("%s: kind %q", change, change.Kind)
		}
	}
}

func TestSecretsComeFromTheEnvironment(t *testing.T) {
	files := Files{
		"config.properties":         "internal-communication.shared-secret=${ENV:SHARED}\n",
		"catalog/orders.properties": "connection-user=${ENV:ORDERS_USER}\n",
		"catalog/dw.properties":     "connection-user=${ENV:DW_USER}\n",
	}
	environment, err := Environment(files, here())
	must(t, err)
	if environment["ORDERS_USER"] != mariadbUser || environment["DW_USER"] != "unused" || environment["SHARED"] == "" || len(environment) != 3 {
		t.Errorf("the environment is %v", environment)
	}
	files["catalog/dw.properties"] = "connection-user=${ENV:ORDERS_USER}\n"
	if _, err := Environment(files, here()); err == nil {
		t.Error("one variable with two values should be an error")
	}
}
