package harvest

// A probe is a configuration to start from. Most files need none: the switches
// are found in the answers. A probe is for what no switch reaches.
type probe struct {
	kind, name string
	properties map[string]string
}

// What stands for files that are there: any, and one with the key of a Google service account.
const (
	existing = "(a file)"
	account  = "(an account)"
)

// probes are the bases to start from, where it is not the empty configuration.
// Several for one file are all explored.
var probes = []probe{
	{"server", "", map[string]string{"node.environment": "weir", "coordinator": "true"}},
	{"access-control", "file", map[string]string{"security.config-file": existing}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "file:///weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "s3://weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "abfs://weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "gs://weir"}},
	{"exchange-manager", "filesystem", map[string]string{"exchange.base-directories": "abfss://weir"}},
	{"exchange-manager", "hdfs", map[string]string{"exchange.base-directories": "hdfs://weir"}},
	{"spooling-manager", "filesystem", map[string]string{"fs.location": "s3://weir/", "fs.s3.enabled": "true"}},
	{"event-listener", "mysql", map[string]string{"mysql-event-listener.db.url": "jdbc:mysql://weir"}},
	{"resource-groups", "db", map[string]string{"resource-groups.config-db-url": "jdbc:mysql://weir", "resource-groups.db-migrations-enabled": "false"}},
	{"connector", "mysql", map[string]string{"connection-url": "jdbc:mysql://weir"}},
	{"connector", "mariadb", map[string]string{"connection-url": "jdbc:mariadb://weir"}},
	{"connector", "singlestore", map[string]string{"connection-url": "jdbc:singlestore://weir"}},
	{"connector", "mongodb", map[string]string{"mongodb.connection-url": "mongodb://weir"}},
	{"connector", "druid", map[string]string{"connection-url": "jdbc:avatica:remote:url=http://weir/druid/v2/sql/avatica/"}},
	{"connector", "duckdb", map[string]string{"connection-url": "jdbc:duckdb:weir"}},
	{"connector", "exasol", map[string]string{"connection-url": "jdbc:exa:weir:8563"}},
	{"connector", "ignite", map[string]string{"connection-url": "jdbc:ignite:thin://weir/"}},
	{"connector", "kudu", map[string]string{"kudu.client.master-addresses": "weir"}},
	{"connector", "phoenix5", map[string]string{"phoenix.connection-url": "jdbc:phoenix:weir"}},
}

// A sample is a value that a property takes, for those that the server wants
// before it says more, and for switches that are neither boolean nor enum.
type sample struct {
	property string
	values   []string
}

// samples are tried in the order given; the first also fills a required property.
var samples = []sample{
	{"http-server.authentication.type", []string{"PASSWORD", "OAUTH2", "JWT", "CERTIFICATE", "KERBEROS", "HEADER", "insecure"}},
	{"web-ui.authentication.type", []string{"FORM", "FIXED", "CERTIFICATE", "KERBEROS", "JWT", "OAUTH2", "NONE"}},
	{"hive.metastore.uri", []string{"thrift://weir:9083", "http://weir", "https://weir"}},
	{"hive.metastore", []string{"thrift", "file", "glue", "glue-v1"}},
	{"node-scheduler.policy", []string{"uniform", "topology"}},
	{"kafka.table-description-supplier", []string{"file", "confluent"}},
	{"redshift.unload-location", []string{"s3://weir"}},
}

// A remedy is what to set when the server complains of something that names no property.
type remedy struct {
	complaint  string
	properties map[string]string
}

var remedies = []remedy{
	{"Unable to access isUriValid", map[string]string{"bigquery.rpc-proxy.uri": "http://weir/"}},
	{"Unable to access isUrlValid", map[string]string{"iceberg.snowflake-catalog.account-uri": "jdbc:snowflake://weir"}},
	{"Config file does not exist", map[string]string{"security.config-file": existing}},
	{"No security mapping source", map[string]string{"s3.security-mapping.config-file": existing}},
	{"shared-secret-key must be 256 bits", map[string]string{"protocol.spooling.shared-secret-key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},
	{"shared-secret-key must be set", map[string]string{"protocol.spooling.shared-secret-key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},
	{"hive.metastore.http.client.authentication.type' must be set", map[string]string{"hive.metastore.http.client.authentication.type": "BEARER"}},
	{"hive.metastore.http.client.bearer-token' must be set", map[string]string{"hive.metastore.http.client.bearer-token": "weir"}},
	{"Exactly one of `hive.metastore.client.keytab`", map[string]string{"hive.metastore.client.keytab": existing}},
	{"Internal shared secret", map[string]string{"internal-communication.shared-secret": "weir"}},
	{"HTTPS must be enabled", map[string]string{"http-server.https.enabled": "true"}},
}

// making lists what a thing needs to be made, beyond being configured: names
// that it looks up in itself, and regions that it would otherwise ask the
// machine's own cloud for.
var making = []probe{
	{"connector", "ai", map[string]string{"ai.provider": "anthropic", "ai.anthropic.api-key": "weir", "ai.model": "weir"}},
	{"connector", "gsheets", map[string]string{"gsheets.metadata-sheet-id": "weir", "gsheets.credentials-path": account}},
	{"connector", "hive", map[string]string{"hive.metastore": "file", "hive.metastore.catalog.dir": "/weir"}},
	{"connector", "iceberg", map[string]string{"iceberg.catalog.type": "TESTING_FILE_METASTORE", "hive.metastore.catalog.dir": "/weir"}},
	{"connector", "delta_lake", map[string]string{"hive.metastore": "file", "hive.metastore.catalog.dir": "/weir"}},
	{"connector", "hudi", map[string]string{"hive.metastore": "file", "hive.metastore.catalog.dir": "/weir"}},
	{"connector", "mysql", map[string]string{"connection-url": "jdbc:mysql://weir"}},
	{"connector", "mariadb", map[string]string{"connection-url": "jdbc:mariadb://weir"}},
	{"connector", "postgresql", map[string]string{"connection-url": "jdbc:postgresql://weir/weir"}},
	{"connector", "redshift", map[string]string{"connection-url": "jdbc:redshift://weir:5439/weir"}},
	{"connector", "sqlserver", map[string]string{"connection-url": "jdbc:sqlserver://weir"}},
	{"connector", "oracle", map[string]string{"connection-url": "jdbc:oracle:thin:@weir:1521/weir"}},
	{"connector", "clickhouse", map[string]string{"connection-url": "jdbc:clickhouse://weir"}},
	{"connector", "singlestore", map[string]string{"connection-url": "jdbc:singlestore://weir"}},
	{"connector", "vertica", map[string]string{"connection-url": "jdbc:vertica://weir/weir"}},
	{"connector", "snowflake", map[string]string{"connection-url": "jdbc:snowflake://weir"}},
	{"connector", "mongodb", map[string]string{"mongodb.connection-url": "mongodb://weir"}},
	{"connector", "kafka", map[string]string{"kafka.nodes": "weir", "kafka.table-names": "weir"}},
	{"connector", "redis", map[string]string{"redis.nodes": "weir", "redis.table-names": "weir"}},
	{"connector", "pinot", map[string]string{"pinot.controller-urls": "weir:9000"}},
	{"connector", "elasticsearch", map[string]string{"elasticsearch.host": "weir", "elasticsearch.default-schema-name": "weir"}},
	{"connector", "opensearch", map[string]string{"opensearch.host": "weir", "opensearch.default-schema-name": "weir"}},
	{"connector", "cassandra", map[string]string{"cassandra.contact-points": "weir", "cassandra.load-policy.dc-aware.local-dc": "weir"}},
	{"connector", "prometheus", map[string]string{"prometheus.uri": "http://weir"}},
	{"connector", "loki", map[string]string{"loki.uri": "http://weir"}},
	{"connector", "trino_thrift", map[string]string{"trino.thrift.client.addresses": "weir:1"}},
	{"connector", "bigquery", map[string]string{"bigquery.project-id": "weir"}},
}
