package trino

import (
	"net/url"
	"slices"
	"strings"
)

// An assertion is a rule between the fields of a class. The distribution tells
// only that there is one; what it asks for is written here, from what the server
// refuses. One that is missing here is not checked. Those whose method is not
// named like a getter the server never asks either.
type assertion struct {
	class string // the end of the Java name; "" for any
	rule  string
	ok    func(fields) bool
	at    string // the property that is complained of
	says  string
	then  string
}

// fields are the properties of the class.
type fields struct {
	get       func(name string) (value string, known bool) // or the default; not known when a secret holds it
	given     func(name string) bool
	lookup    func(name string) (Property, Status)
	connector bool // of a catalog
}

// is compares a field; a field that is not known is taken to agree.
func (f fields) is(name, want string) bool {
	v, known := f.get(name)
	return !known || strings.EqualFold(v, want)
}

// set says whether a field has a value, or may have one.
func (f fields) set(name string) bool {
	v, known := f.get(name)
	return !known || v != ""
}

func (c *check) assert(b binding, rule string) {
	f := c.fields(b)
	for _, a := range assertions {
		if a.rule == rule && isA(b.Class, a.class) && !a.ok(f) {
			c.say(Problem{Property: join(b.Prefix, a.at), Kind: c.kindOf(join(b.Prefix, a.at)), Message: a.says, Remedy: a.then})
		}
	}
}

// fields are a class's properties, and behind them the file's.
func (c *check) fields(b binding) fields {
	find := func(name string) Property {
		for _, p := range b.properties {
			if p.ClassProperty.Name == name || p.Name == join(b.Prefix, name) {
				return p
			}
		}
		p, _ := c.file.Lookup(name)
		return p
	}
	return fields{
		get:       func(name string) (string, bool) { return c.value(find(name)) },
		given:     func(name string) bool { return c.given(find(name)) },
		lookup:    c.file.Lookup,
		connector: c.file.Kind == "connector",
	}
}

// isA says whether a class is the one that a rule is about; "#2" tells those apart
// that two plugins ship.
func isA(class, end string) bool {
	class, _, _ = strings.Cut(class, "#")
	return strings.HasSuffix(class, end)
}

// kindOf is Missing for a complaint about a property that is not set.
func (c *check) kindOf(name string) Kind {
	if c.has(name) {
		return BadValue
	}
	return Missing
}

// given says whether a property is set by any of its names.
func (c *check) given(p Property) bool {
	return c.has(p.Name) || slices.ContainsFunc(p.Legacy, c.has)
}

// value is a property's value by any of its names, or its default.
func (c *check) value(p Property) (string, bool) {
	for _, name := range append([]string{p.Name}, p.Legacy...) {
		if v, ok := c.properties[name]; ok {
			return v, !HoldsSecret(v)
		}
	}
	return p.Default, p.Default != "computed"
}

// jdbc says whether a JDBC URL has the scheme, and a path only if allowed.
func jdbc(f fields, scheme string) bool {
	v, known := f.get("connection-url")
	return !known || strings.HasPrefix(v, scheme)
}

func withoutDatabase(f fields) bool {
	v, known := f.get("connection-url")
	u, err := url.Parse(strings.TrimPrefix(v, "jdbc:"))
	return !known || err != nil || strings.Trim(u.Path, "/") == ""
}

// assertions are the rules that are known; facts from refusals by 470 and 476.
var assertions = []assertion{
	{"MySqlJdbcConfig", "isUrlValid", func(f fields) bool { return jdbc(f, "jdbc:mysql:") }, "connection-url", "is no MySQL URL", "write jdbc:mysql://host:3306"},
	{"MySqlJdbcConfig", "isUrlWithoutDatabase", withoutDatabase, "connection-url", "names a database", "end it after host:port"},
	{"MariaDbJdbcConfig", "isUrlValid", func(f fields) bool { return jdbc(f, "jdbc:mariadb:") }, "connection-url", "is no MariaDB URL", "write jdbc:mariadb://host:3306"},
	{"MariaDbJdbcConfig", "isUrlWithoutDatabase", withoutDatabase, "connection-url", "names a database", "end it after host:port"},
	{"IgniteJdbcConfig", "isUrlValid", func(f fields) bool { return jdbc(f, "jdbc:ignite:thin://") }, "connection-url", "is no Ignite URL", "write jdbc:ignite:thin://host"},
	{"SingleStoreJdbcConfig", "isLegacyDriverConnectionUrl", func(f fields) bool { return !jdbc(f, "jdbc:mariadb:") || !f.set("connection-url") }, "connection-url", "is a URL of the old driver", "write jdbc:singlestore://host:3306"},
	{"", "isCacheMaximumSizeConsistent", cacheSize, "metadata.cache-maximum-size", "has no effect without metadata.cache-ttl", "set metadata.cache-ttl"},
	{"", "isSchemaNamesCacheTtlConsistent", needs("metadata.schemas.cache-ttl", "metadata.cache-ttl"), "metadata.schemas.cache-ttl", "needs metadata.cache-ttl", "set metadata.cache-ttl"},
	{"", "isTableNamesCacheTtlConsistent", needs("metadata.tables.cache-ttl", "metadata.cache-ttl"), "metadata.tables.cache-ttl", "needs metadata.cache-ttl", "set metadata.cache-ttl"},
	{".SheetsConfig", "isCredentialsConfigurationValid", oneOf("gsheets.credentials-path", "gsheets.credentials-key"), "gsheets.credentials-path", "or gsheets.credentials-key must be set, and not both", "set exactly one"},
	{".HiveConfig", "isInsertExistingPartitionsBehaviorValid", appendsOrMayWrite, "hive.insert-existing-partitions-behavior", "is APPEND while hive.immutable-partitions is true", "write ERROR or OVERWRITE"},
	{"InternalCommunicationConfig", "isRequiredSharedSecretSet", sharedSecret, "internal-communication.shared-secret", "is required with internal-communication.https.required or authentication", "set it to the same secret on every node"},
	{"S3FileSystemConfig", "isSseWithCustomerKeyConfigValid", func(f fields) bool { return !f.is("s3.sse.type", "CUSTOMER") || f.set("s3.sse.customer-key") }, "s3.sse.customer-key", "is required with s3.sse.type=CUSTOMER", "set it"},
	{"MysqlEventListenerConfig", "isValidUrl", func(f fields) bool {
		v, known := f.get("mysql-event-listener.db.url")
		return !known || strings.HasPrefix(v, "jdbc:mysql:")
	}, "mysql-event-listener.db.url", "is no MySQL URL", "write jdbc:mysql://host:3306/database?user=…"},
	{"SqlEnvironmentConfig", "isBothFunctionCatalogAndSchemaSet", together("sql.default-function-catalog", "sql.default-function-schema"), "sql.default-function-catalog", "and sql.default-function-schema must both be set, or neither", "set both"},
	{"BigQueryConfig", "isValidViewsWhenEnabledSkipViewMaterialization", both("bigquery.skip-view-materialization", "bigquery.views-enabled"), "bigquery.views-enabled", "must be true with bigquery.skip-view-materialization", "set bigquery.views-enabled=true"},
	{"BigQueryConfig", "isValidViewsEnableWhenViewMaterializationWithFilter", both("bigquery.view-materialization-with-filter", "bigquery.views-enabled"), "bigquery.views-enabled", "must be true with bigquery.view-materialization-with-filter", "set bigquery.views-enabled=true"},
	{"KafkaSecurityConfig", "isValidSecurityProtocol", func(f fields) bool {
		v, known := f.get("kafka.security-protocol")
		return !known || slices.Contains([]string{"", "PLAINTEXT", "SSL"}, strings.ToUpper(v))
	}, "kafka.security-protocol", "may only be PLAINTEXT or SSL", "write PLAINTEXT or SSL, and the rest in kafka.config.resources"},
	{"IcebergConfig", "isStorageSchemaSetWhenHidingIsEnabled", func(f fields) bool {
		return !f.sure("iceberg.materialized-views.hide-storage-table", "true") || !f.has("iceberg.materialized-views.storage-schema")
	}, "iceberg.materialized-views.storage-schema", "is only for iceberg.materialized-views.hide-storage-table=false", "remove it"},
	{"IcebergNessieCatalogConfig", "isMissingTokenForBearerAuth", func(f fields) bool {
		return !f.given("iceberg.nessie-catalog.authentication.type") || f.set("iceberg.nessie-catalog.authentication.token")
	}, "iceberg.nessie-catalog.authentication.token", "is required by iceberg.nessie-catalog.authentication.type=BEARER", "set it"},
	{"IcebergSnowflakeCatalogConfig", "isUrlValid", func(f fields) bool {
		v, known := f.get("iceberg.snowflake-catalog.account-uri")
		return !known || strings.HasPrefix(v, "jdbc:snowflake://")
	}, "iceberg.snowflake-catalog.account-uri", "is no Snowflake URL", "write jdbc:snowflake://account.snowflakecomputing.com"},
	{"FileSystemSpoolingConfig", "isEitherNativeFileSystemEnabled", func(f fields) bool {
		return f.is("fs.s3.enabled", "true") || f.is("fs.azure.enabled", "true") || f.is("fs.gcs.enabled", "true")
	}, "fs.s3.enabled", "or fs.azure.enabled or fs.gcs.enabled must be true", "set one to true"},
}

// has is set, and not by default; a secret holds something.
func (f fields) has(name string) bool {
	v, known := f.get(name)
	return (!known || v != "") && f.given(name)
}

// needs says that a field asks for another.
func needs(name, other string) func(fields) bool {
	return func(f fields) bool {
		o, known := f.get(other)
		return !known || !f.given(name) || o != "" && !isZero(o)
	}
}

func both(name, other string) func(fields) bool {
	return func(f fields) bool { return !f.is(name, "true") || f.is(other, "true") }
}

func oneOf(a, b string) func(fields) bool {
	return func(f fields) bool { return f.set(a) != f.set(b) }
}

func isZero(duration string) bool {
	n, err := ParseDuration(duration)
	return err == nil && n == 0
}

func cacheSize(f fields) bool {
	ttl, known := f.get("metadata.cache-ttl")
	return !known || !f.has("metadata.cache-maximum-size") || !isZero(ttl)
}

func appendsOrMayWrite(f fields) bool {
	return !f.has("hive.insert-existing-partitions-behavior") || !f.is("hive.insert-existing-partitions-behavior", "APPEND") || !f.is("hive.immutable-partitions", "true")
}

func sharedSecret(f fields) bool {
	return !f.is("internal-communication.https.required", "true") || f.set("internal-communication.shared-secret")
}

func together(a, b string) func(fields) bool {
	return func(f fields) bool { return f.has(a) == f.has(b) || f.set(a) && f.set(b) }
}
