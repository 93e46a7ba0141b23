package verdict

// A Base is a catalog that the server creates without a back end; each case
// changes something of it.
type Base struct {
	Connector  string
	Variant    string // "glue"; none for the only one, or the plainest
	Properties map[string]string
}

// Name is "hive/glue", or "tpch".
func (b Base) Name() string {
	if b.Variant == "" {
		return b.Connector
	}
	return b.Connector + "/" + b.Variant
}

// Regions are always written: without one, the server asks the machine's cloud
// for 14 to 33 s. Nothing here answers on port 9.
func bases() []Base {
	s3 := map[string]string{"fs.native-s3.enabled": "true", "s3.region": "eu-west-1"}
	glue := map[string]string{"hive.metastore": "glue", "hive.metastore.glue.region": "eu-west-1"}
	thrift := map[string]string{"hive.metastore.uri": "thrift://127.0.0.1:9"}
	local := map[string]string{"fs.native-local.enabled": "true", "local.location": Files + "/warehouse"}
	file := map[string]string{"hive.metastore": "file", "hive.metastore.catalog.dir": "local:///metastore"}
	rest := map[string]string{"iceberg.catalog.type": "rest", "iceberg.rest-catalog.uri": "http://127.0.0.1:9"}
	jdbc := func(url string) map[string]string {
		return map[string]string{"connection-url": url, "connection-user": "${ENV:WEIR_TEXT}", "connection-password": "${ENV:WEIR_TEXT}"}
	}
	mysql := jdbc("jdbc:mysql://127.0.0.1:9")
	return []Base{
		{"ai", "", map[string]string{"ai.provider": "openai", "ai.model": "weir", "ai.openai.api-key": "${ENV:WEIR_TEXT}"}},
		{"ai", "anthropic", map[string]string{"ai.provider": "anthropic", "ai.model": "weir", "ai.anthropic.api-key": "${ENV:WEIR_TEXT}"}},
		{"bigquery", "", map[string]string{"bigquery.project-id": "weir", "bigquery.credentials-file": Files + "/account.json"}},
		{"blackhole", "", nil},
		{"cassandra", "", map[string]string{"cassandra.contact-points": "127.0.0.1", "cassandra.load-policy.dc-aware.local-dc": "weir"}},
		{"cassandra", "password", map[string]string{"cassandra.contact-points": "127.0.0.1", "cassandra.load-policy.dc-aware.local-dc": "weir",
			"cassandra.security": "PASSWORD", "cassandra.username": "weir", "cassandra.password": "${ENV:WEIR_TEXT}"}},
		{"clickhouse", "", jdbc("jdbc:clickhouse://127.0.0.1:9/")},
		{"delta_lake", "glue", join(glue, s3)},
		{"delta_lake", "thrift", join(thrift, s3)},
		{"delta_lake", "file", join(file, local)},
		{"druid", "", jdbc("jdbc:avatica:remote:url=http://127.0.0.1:9/druid/v2/sql/avatica/")},
		{"duckdb", "", jdbc("jdbc:duckdb:")},
		{"elasticsearch", "", map[string]string{"elasticsearch.host": "127.0.0.1", "elasticsearch.port": "9", "elasticsearch.default-schema-name": "weir"}},
		{"elasticsearch", "password", map[string]string{"elasticsearch.host": "127.0.0.1", "elasticsearch.port": "9", "elasticsearch.default-schema-name": "weir",
			"elasticsearch.security": "PASSWORD", "elasticsearch.auth.user": "weir", "elasticsearch.auth.password": "${ENV:WEIR_TEXT}"}},
		{"exasol", "", jdbc("jdbc:exa:127.0.0.1:9")},
		{"faker", "", nil},
		{"gsheets", "", map[string]string{"gsheets.metadata-sheet-id": "weir", "gsheets.credentials-path": Files + "/account.json"}},
		{"hive", "glue", join(glue, s3)},
		{"hive", "thrift", thrift},
		{"hive", "file", join(file, local)},
		{"hive", "hadoop", join(glue, map[string]string{"fs.hadoop.enabled": "true", "hive.s3.region": "eu-west-1"})},
		{"hive", "azure", join(thrift, map[string]string{"fs.native-azure.enabled": "true", "azure.auth-type": "ACCESS_KEY", "azure.access-key": "${ENV:WEIR_KEY}"})},
		{"hive", "gcs", join(thrift, map[string]string{"fs.native-gcs.enabled": "true", "gcs.project-id": "weir", "gcs.json-key-file-path": Files + "/account.json"})},
		{"hive", "cache", join(thrift, s3, map[string]string{"fs.cache.enabled": "true", "fs.cache.directories": Files + "/cache", "fs.cache.max-sizes": "10MB"})},
		{"hive", "rules", join(thrift, map[string]string{"hive.security": "file", "security.config-file": Files + "/rules.json"})},
		{"hudi", "glue", join(glue, s3)},
		{"hudi", "thrift", thrift},
		{"iceberg", "glue", join(s3, map[string]string{"iceberg.catalog.type": "glue", "hive.metastore.glue.region": "eu-west-1"})},
		{"iceberg", "thrift", join(thrift, map[string]string{"iceberg.catalog.type": "hive_metastore"})},
		{"iceberg", "rest", join(rest, s3)},
		{"iceberg", "oauth2", join(rest, s3, map[string]string{"iceberg.rest-catalog.security": "OAUTH2", "iceberg.rest-catalog.oauth2.token": "${ENV:WEIR_TEXT}"})},
		{"iceberg", "sigv4", join(rest, s3, map[string]string{"iceberg.rest-catalog.sigv4-enabled": "true", "s3.aws-access-key": "${ENV:WEIR_TEXT}", "s3.aws-secret-key": "${ENV:WEIR_TEXT}"})},
		{"iceberg", "jdbc", map[string]string{"iceberg.catalog.type": "jdbc", "iceberg.jdbc-catalog.catalog-name": "weir", "iceberg.jdbc-catalog.driver-class": "org.postgresql.Driver",
			"iceberg.jdbc-catalog.connection-url": "jdbc:postgresql://127.0.0.1:9/weir", "iceberg.jdbc-catalog.default-warehouse-dir": "s3://weir"}},
		{"iceberg", "nessie", join(s3, map[string]string{"iceberg.catalog.type": "nessie", "iceberg.nessie-catalog.uri": "http://127.0.0.1:9/api/v2", "iceberg.nessie-catalog.default-warehouse-dir": "s3://weir"})},
		{"iceberg", "snowflake", join(s3, map[string]string{"iceberg.catalog.type": "snowflake", "iceberg.snowflake-catalog.account-uri": "jdbc:snowflake://127.0.0.1:9", "iceberg.snowflake-catalog.user": "weir",
			"iceberg.snowflake-catalog.password": "${ENV:WEIR_TEXT}", "iceberg.snowflake-catalog.database": "weir"})},
		{"iceberg", "file", join(local, map[string]string{"iceberg.catalog.type": "testing_file_metastore", "hive.metastore.catalog.dir": "local:///metastore"})},
		{"ignite", "", jdbc("jdbc:ignite:thin://127.0.0.1:9/")},
		{"jmx", "", nil},
		{"kafka", "", map[string]string{"kafka.nodes": "127.0.0.1:9", "kafka.table-names": "weir"}},
		{"kafka", "ssl", map[string]string{"kafka.nodes": "127.0.0.1:9", "kafka.table-names": "weir", "kafka.security-protocol": "SSL", "kafka.ssl.key.password": "${ENV:WEIR_TEXT}"}},
		{"kafka", "confluent", map[string]string{"kafka.nodes": "127.0.0.1:9", "kafka.table-description-supplier": "confluent", "kafka.confluent-schema-registry-url": "http://127.0.0.1:9"}},
		{"loki", "", map[string]string{"loki.uri": "http://127.0.0.1:9"}},
		{"mariadb", "", jdbc("jdbc:mariadb://127.0.0.1:9")},
		{"memory", "", nil},
		{"mongodb", "", map[string]string{"mongodb.connection-url": "mongodb://127.0.0.1:9/"}},
		{"mongodb", "tls", map[string]string{"mongodb.connection-url": "mongodb://127.0.0.1:9/", "mongodb.tls.enabled": "true"}},
		{"mysql", "", mysql},
		{"mysql", "file", map[string]string{"connection-url": "jdbc:mysql://127.0.0.1:9", "credential-provider.type": "FILE", "connection-credential-file": Files + "/credentials.properties"}},
		{"opensearch", "", map[string]string{"opensearch.host": "127.0.0.1", "opensearch.port": "9", "opensearch.default-schema-name": "weir"}},
		{"opensearch", "aws", map[string]string{"opensearch.host": "127.0.0.1", "opensearch.port": "9", "opensearch.default-schema-name": "weir", "opensearch.security": "AWS",
			"opensearch.aws.region": "eu-west-1", "opensearch.aws.deployment-type": "SERVERLESS"}},
		{"oracle", "", jdbc("jdbc:oracle:thin:@127.0.0.1:9/weir")},
		{"pinot", "", map[string]string{"pinot.controller-urls": "127.0.0.1:9"}},
		{"pinot", "password", map[string]string{"pinot.controller-urls": "127.0.0.1:9", "pinot.controller.authentication.type": "PASSWORD",
			"pinot.controller.authentication.user": "weir", "pinot.controller.authentication.password": "${ENV:WEIR_TEXT}"}},
		{"postgresql", "", jdbc("jdbc:postgresql://127.0.0.1:9/weir")},
		{"prometheus", "", map[string]string{"prometheus.uri": "http://127.0.0.1:9"}},
		{"redis", "", map[string]string{"redis.nodes": "127.0.0.1:9", "redis.table-names": "weir"}},
		{"redshift", "", jdbc("jdbc:redshift://127.0.0.1:9/weir")},
		{"redshift", "unload", join(jdbc("jdbc:redshift://127.0.0.1:9/weir"), map[string]string{"redshift.unload-location": "s3://weir", "s3.region": "eu-west-1",
			"s3.aws-access-key": "${ENV:WEIR_TEXT}", "s3.aws-secret-key": "${ENV:WEIR_TEXT}"})},
		{"singlestore", "", jdbc("jdbc:singlestore://127.0.0.1:9")},
		{"snowflake", "", join(jdbc("jdbc:snowflake://127.0.0.1:9"), map[string]string{"snowflake.account": "weir", "snowflake.database": "weir"})},
		{"sqlserver", "", jdbc("jdbc:sqlserver://127.0.0.1:9;databaseName=weir")},
		{"tpcds", "", nil},
		{"tpch", "", nil},
		{"trino_thrift", "", map[string]string{"trino.thrift.client.addresses": "127.0.0.1:9"}},
		{"vertica", "", jdbc("jdbc:vertica://127.0.0.1:9/weir")},
	}
}

// Files stands in a value for the folder that holds the files below; who asks a
// server puts them there.
const Files = "{files}"

// Environment are the variables that the values name.
var Environment = map[string]string{
	"WEIR_TEXT": "weir", "WEIR_KEY": "d2Vpcg==", "WEIR_TRUE": "true", "WEIR_INT": "16", "WEIR_DURATION": "20s", "WEIR_SIZE": "8MB",
}
