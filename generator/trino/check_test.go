package trino_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/trino"
)

func connector(t *testing.T, version int, name string) *trino.Connector {
	t.Helper()
	r, ok := trino.For(version)
	if !ok {
		t.Fatalf("no data for Trino %d", version)
	}
	c, ok := r.Connector(name)
	if !ok {
		t.Fatalf("no connector %s in Trino %d", name, version)
	}
	return c
}

// The smallest catalogs that 476 creates (facts: recorded from CREATE CATALOG).
var minimal = map[string]map[string]string{
	"mysql":    {"connection-url": "jdbc:mysql://db:3306", "connection-user": "${ENV:U}", "connection-password": "${ENV:P}"},
	"redshift": {"connection-url": "jdbc:redshift://db:5439/dev"},
	"hive":     {"hive.metastore": "glue", "hive.metastore.glue.region": "eu-west-1", "fs.native-s3.enabled": "true", "s3.region": "eu-west-1"},
	"iceberg":  {"iceberg.catalog.type": "glue", "hive.metastore.glue.region": "eu-west-1", "fs.native-s3.enabled": "true", "s3.region": "eu-west-1"},
	"gsheets":  {"gsheets.metadata-sheet-id": "x", "gsheets.credentials-path": "/etc/key.json"},
	"tpch":     {},
	"tpcds":    {},
}

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name, connector string
		change          map[string]string // of the smallest catalog; "-" takes one away
		want            string            // "property kind", or nothing
	}{
		{"mysql", "mysql", nil, ""},
		{"redshift", "redshift", nil, ""},
		{"hive on Glue and native S3", "hive", nil, ""},
		{"iceberg on Glue and native S3", "iceberg", nil, ""},
		{"gsheets", "gsheets", nil, ""},
		{"tpch", "tpch", nil, ""},
		{"tpcds", "tpcds", nil, ""},
		{"connector.name is not a property of it", "tpch", map[string]string{"connector.name": "tpch"}, ""},

		{"misspelt", "mysql", map[string]string{"metadata.cachettl": "10m"}, "metadata.cachettl unknown"},
		{"another connector's", "mysql", map[string]string{"tpch.splits-per-node": "4"}, "tpch.splits-per-node unknown"},
		{"no URL", "mysql", map[string]string{"connection-url": "-"}, "connection-url missing"},
		{"a URL with a database", "mysql", map[string]string{"connection-url": "jdbc:mysql://db:3306/orders"}, "connection-url value"},
		{"a URL of another driver", "mysql", map[string]string{"connection-url": "jdbc:postgresql://db:5432"}, "connection-url value"},
		{"wrong type", "mysql", map[string]string{"metadata.cache-ttl": "10 minutes"}, "metadata.cache-ttl type"},
		{"no unit", "mysql", map[string]string{"metadata.cache-ttl": "10"}, "metadata.cache-ttl type"},
		{"a secret is not looked at", "mysql", map[string]string{"metadata.cache-ttl": "${ENV:TTL}"}, ""},
		{"out of range", "mysql", map[string]string{"write.parallelism": "129"}, "write.parallelism range"},
		{"bad enum", "mysql", map[string]string{"unsupported-type-handling": "DROP"}, "unsupported-type-handling enum"},
		{"an enum in other case, with dashes", "mysql", map[string]string{"unsupported-type-handling": "convert-to-varchar"}, ""},
		{"no boolean", "mysql", map[string]string{"case-insensitive-name-matching": "yes"}, "case-insensitive-name-matching type"},
		{"an earlier name", "mysql", map[string]string{"allow-aggregation-pushdown": "true"}, "allow-aggregation-pushdown legacy"},
		{"both names", "mysql", map[string]string{"allow-aggregation-pushdown": "true", "aggregation-pushdown.enabled": "true"}, "allow-aggregation-pushdown both"},

		{"native S3 without its switch", "hive", map[string]string{"fs.native-s3.enabled": "-"}, "s3.region condition"},
		{"the switch turned off", "hive", map[string]string{"fs.native-s3.enabled": "false"}, "s3.region condition"},
		{"the switch behind a secret", "hive", map[string]string{"fs.native-s3.enabled": "${ENV:S3}"}, ""},
		{"Thrift without a URI", "hive", map[string]string{"hive.metastore": "thrift", "hive.metastore.glue.region": "-"}, "hive.metastore.uri missing"},
		{"neither metastore setting", "hive", map[string]string{"hive.metastore": "-", "hive.metastore.glue.region": "-"}, "hive.metastore.uri missing"},
		{"Glue's property under Thrift", "hive", map[string]string{"hive.metastore": "thrift", "hive.metastore.uri": "thrift://m:9083"}, "hive.metastore.glue.region condition"},
		{"the old S3 file system without Hadoop", "hive", map[string]string{"hive.s3.endpoint": "https://s3"}, "hive.s3.endpoint condition"},
		{"the old S3 file system with Hadoop", "hive", map[string]string{"hive.s3.endpoint": "https://s3", "fs.hadoop.enabled": "true"}, ""},
		{"a bad selector is said once", "hive", map[string]string{"hive.metastore": "gleu"}, "hive.metastore enum"},
		{"defunct", "hive", map[string]string{"hive.allow-corrupt-writes-for-testing": "true"}, "hive.allow-corrupt-writes-for-testing defunct"},
		{"a size with a blank", "hive", map[string]string{"hive.max-split-size": "64 MB"}, ""},

		{"REST security", "iceberg", map[string]string{"iceberg.catalog.type": "rest", "hive.metastore.glue.region": "-", "iceberg.rest-catalog.uri": "http://r", "iceberg.rest-catalog.security": "SIGV4"}, "iceberg.rest-catalog.security enum"},
		{"OAuth2's property without OAuth2", "iceberg", map[string]string{"iceberg.catalog.type": "rest", "hive.metastore.glue.region": "-", "iceberg.rest-catalog.uri": "http://r", "iceberg.rest-catalog.oauth2.token": "${ENV:T}"}, "iceberg.rest-catalog.oauth2.token condition"},

		{"no credentials", "gsheets", map[string]string{"gsheets.credentials-path": "-"}, "gsheets.credentials-path missing"},
		{"both credentials", "gsheets", map[string]string{"gsheets.credentials-key": "${ENV:K}"}, "gsheets.credentials-path value"},

		// Names that a published sample for Trino on EKS sets.
		{"sample: cache-ttl", "iceberg", map[string]string{"iceberg.catalog.cache-ttl": "10m"}, "iceberg.catalog.cache-ttl unknown"},
		{"sample: max-splits-per-node", "iceberg", map[string]string{"iceberg.max-splits-per-node": "10"}, "iceberg.max-splits-per-node unknown"},
		{"sample: Glue under iceberg's name", "iceberg", map[string]string{"iceberg.catalog.glue.region": "eu-west-1"}, "iceberg.catalog.glue.region unknown"},
		{"sample: legacy security is refused", "hive", map[string]string{"hive.security": "legacy", "hive.s3.max-connections": "9"}, "hive.s3.max-connections condition; hive.security enum"},
	} {
		t.Run(test.name, func(t *testing.T) {
			properties := maps.Clone(minimal[test.connector])
			maps.Copy(properties, test.change)
			maps.DeleteFunc(properties, func(_, v string) bool { return v == "-" })
			var got []string
			for _, p := range connector(t, 476, test.connector).Check(properties) {
				got = append(got, p.Property+" "+string(p.Kind))
			}
			if strings.Join(got, "; ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestCheckByVersion(t *testing.T) {
	for _, test := range []struct {
		connector, property, value string
		in470, in476               string
	}{
		{"hive", "s3.cross-region-access", "true", "s3.cross-region-access unknown", ""},
		{"hive", "s3.signer-type", "AwsS3V4Signer", "s3.signer-type unknown", ""},
		{"hive", "hive.metastore", "glue-v1", "", "hive.metastore enum"},
		{"hive", "hive.s3-glacier-filter", "READ_ALL", "hive.s3-glacier-filter unknown", ""},
		{"gsheets", "gsheets.delegated-user-email", "a@b", "gsheets.delegated-user-email unknown", ""},
	} {
		t.Run(test.property, func(t *testing.T) {
			properties := maps.Clone(minimal[test.connector])
			properties[test.property] = test.value
			for version, want := range map[int]string{470: test.in470, 476: test.in476} {
				var got []string
				for _, p := range connector(t, version, test.connector).Check(properties) {
					got = append(got, p.Property+" "+string(p.Kind))
				}
				if strings.Join(got, "; ") != want {
					t.Errorf("Trino %d: got %q, want %q", version, got, want)
				}
			}
		})
	}
}

func TestServerRoles(t *testing.T) {
	r, _ := trino.For(476)
	for name, want := range map[string]trino.Role{
		"catalog.store": trino.CoordinatorOnly, "web-ui.enabled": trino.CoordinatorOnly, "scheduler.http-client.max-threads": trino.CoordinatorOnly,
		"catalog.management": trino.Both, "query.max-memory": trino.Both, "exchange.http-client.max-threads": trino.Both,
	} {
		if p, status := r.Server().Lookup(name); status != trino.Known || p.Role != want {
			t.Errorf("%s: role %q, status %v, want %q", name, p.Role, status, want)
		}
	}
}

func TestServerCheck(t *testing.T) {
	r, _ := trino.For(476)
	for _, test := range []struct{ property, value, want string }{
		{"node.environment", "prod", ""},
		{"http-server.process-forwarded", "true", ""},
		{"http-server.process-forwarded", "maybe", "enum"},
		{"task.concurrency", "6", "value"},
		{"task.concurrency", "8", ""},
		{"query.max-memory-per-node", "30%", ""},
		{"query.max-memory-per-node", "much", "type"},
		{"task.max-worker-threads", "2C", ""},
		{"exchange.base-directories", "s3://x", "unknown"},
		{"exchange.http-client.max-threads", "10", ""},
		{"remote-query-async-cancellation.enabled", "true", "unknown"},
	} {
		t.Run(test.property+"="+test.value, func(t *testing.T) {
			var kinds []string
			for _, p := range r.Server().Check(map[string]string{"node.environment": "x", test.property: test.value}) {
				kinds = append(kinds, string(p.Kind))
			}
			if got := strings.Join(kinds, ","); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	r, _ := trino.For(476)
	for _, test := range []struct{ kind, name, property string }{
		{"event-listener", "mysql", "mysql-event-listener.db.url"},
		{"exchange-manager", "filesystem", "exchange.base-directories"},
		{"access-control", "file", "security.config-file"},
		{"password-authenticator", "file", "file.password-file"},
		{"group-provider", "file", "file.group-file"},
		{"resource-groups", "file", "resource-groups.config-file"},
		{"session-property-config", "file", "session-property-manager.config-file"},
		{"node", "", "node.id"},
	} {
		f, ok := r.File(test.kind, test.name)
		if !ok {
			t.Errorf("no %s %s", test.kind, test.name)
			continue
		}
		if _, status := f.Lookup(test.property); status != trino.Known {
			t.Errorf("%s %s: %s is not known", test.kind, test.name, test.property)
		}
	}
}

func TestLookup(t *testing.T) {
	p, status := connector(t, 476, "mysql").Lookup("connection-password")
	if status != trino.Known || !p.Sensitive {
		t.Errorf("connection-password: %v, sensitive %v", status, p.Sensitive)
	}
	p, _ = connector(t, 476, "hive").Lookup("s3.region")
	if got := p.Condition.String(); got != "fs.native-s3.enabled=true" {
		t.Errorf("s3.region is read with %q", got)
	}
}

func ExampleFile_Check() {
	release, _ := trino.For(476)
	hive, _ := release.Connector("hive")
	for _, p := range hive.Check(map[string]string{"hive.metastore": "glue", "s3.region": "eu-west-1"}) {
		fmt.Println(p.Property, p.Message)
		fmt.Println(p.Remedy)
	}
	// Output:
	// s3.region is read only with fs.native-s3.enabled=true
	// set fs.native-s3.enabled=true, or remove s3.region
}

func ExampleVersions() {
	fmt.Println(trino.Versions())
	// Output: [470 476]
}

func TestEveryFileDecodes(t *testing.T) {
	for _, v := range trino.Versions() {
		r, _ := trino.For(v)
		for _, kind := range r.Kinds() {
			for _, name := range r.Names(kind) {
				f, ok := r.File(kind, name)
				if !ok {
					t.Errorf("%d %s %s: no data", v, kind, name)
				}
				f.Check(nil)
				f.SessionProperties()
			}
		}
		if len(r.SessionProperties()) == 0 || !slices.Contains(r.Connectors(), "hive") {
			t.Errorf("Trino %d: no session properties, or no hive", v)
		}
	}
}

// What a process that vets an estate decodes.
func BenchmarkEstate(b *testing.B) {
	data := trino.Embedded(476)
	for b.Loop() {
		r, err := trino.Decode(data)
		if err != nil {
			b.Fatal(err)
		}
		for name := range minimal {
			c, _ := r.Connector(name)
			c.Check(minimal[name])
		}
		r.Server().Check(map[string]string{"node.environment": "x"})
	}
}

func TestAFileIsKnownByItsName(t *testing.T) {
	release, _ := trino.For(476)
	for path, want := range map[string]string{
		"event-listener.properties":              "kafka",
		"event-listener-kafka.properties":        "kafka",
		"password-authenticator-ldap.properties": "ldap",
		"event-listeners.properties":             "",
		"log.properties":                         "",
		"rules.json":                             "",
	} {
		f, ok := release.At(path, func(key string) string {
			if key == "password-authenticator.name" {
				return "ldap"
			}
			return "kafka"
		})
		if ok != (want != "") || ok && f.Name != want {
			t.Errorf("%s: %v %v, want %q", path, f, ok, want)
		}
	}
}
