package trino

import (
	"encoding/base64"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A demand is what the server says only when it makes the catalog, after its
// configuration was read: no annotation tells of it. Each is written down from
// refusals by 476, recorded in testdata; one that is missing here is not checked.
type demand struct {
	class string // the end of the Java name of a class that is read
	ok    func(fields) bool
	at    string // the property that is complained of
	says  string
	then  string
}

// make says what the server says when it makes the catalog. It does so only when
// the configuration is right.
func (c *check) make() {
	if slices.ContainsFunc(c.problems, Problem.Refused) {
		return
	}
	for _, b := range c.file.bindings {
		if !c.certain(b.When) {
			continue
		}
		f := c.fields(b)
		for _, d := range demands {
			if isA(b.Class, d.class) && !d.ok(f) {
				c.say(Problem{Property: join(b.Prefix, d.at), Kind: c.kindOf(join(b.Prefix, d.at)), Message: d.says, Remedy: d.then})
			}
		}
	}
}

// demands of catalogs, then of servers; the regions that the server would ask the cloud for are
// not among them, for the node may know them. Nor is what package check says with
// more to go by than one file: memory, the shared secret.
var demands = []demand{
	{"CassandraClientConfig", needsOther("cassandra.load-policy.use-dc-aware", "cassandra.load-policy.dc-aware.local-dc"),
		"cassandra.load-policy.dc-aware.local-dc", "is required with cassandra.load-policy.use-dc-aware", "set it, or write cassandra.load-policy.use-dc-aware=false"},
	{"BigQueryRpcConfig", atMost("bigquery.channel-pool.initial-size", "bigquery.channel-pool.max-size"), "bigquery.channel-pool.initial-size", "is more than bigquery.channel-pool.max-size", "lower it"},
	{"BigQueryRpcConfig", atMost("bigquery.channel-pool.min-size", "bigquery.channel-pool.initial-size"), "bigquery.channel-pool.min-size", "is more than bigquery.channel-pool.initial-size", "lower it"},
	{"ElasticsearchConfig", shorter("elasticsearch.backoff-init-delay", "elasticsearch.max-retry-time"), "elasticsearch.backoff-init-delay", "is not shorter than elasticsearch.max-retry-time", "lower it"},
	{"ElasticsearchConfig", shorter("elasticsearch.backoff-init-delay", "elasticsearch.backoff-max-delay"), "elasticsearch.backoff-init-delay", "is not shorter than elasticsearch.backoff-max-delay", "lower it"},
	{"OpenSearchConfig", shorter("opensearch.backoff-init-delay", "opensearch.max-retry-time"), "opensearch.backoff-init-delay", "is not shorter than opensearch.max-retry-time", "lower it"},
	{"OpenSearchConfig", shorter("opensearch.backoff-init-delay", "opensearch.backoff-max-delay"), "opensearch.backoff-init-delay", "is not shorter than opensearch.backoff-max-delay", "lower it"},
	{"FormatBasedRemoteQueryModifierConfig", like("query.comment-format", comment), "query.comment-format", "holds what is not for a comment", "write letters, digits, blanks, _ - , = and $QUERY_ID, $USER, $SOURCE, $TRACE_TOKEN"},
	{".FakerConfig", like("faker.locale", languageTag.MatchString), "faker.locale", "is no language tag", "write a language tag such as en-US"},
	{"HttpClientConfig", needsOther("http-client.http-proxy.secure", "http-client.http-proxy"), "http-client.http-proxy.secure", "needs a proxy", "set http-client.http-proxy, or remove it"},
	{"HttpClientConfig", func(f fields) bool { return !f.given("http-client.http-proxy") || !f.given("http-client.socks-proxy") }, "http-client.socks-proxy", "is one proxy more than http-client.http-proxy", "keep one"},
	{"HttpClientConfig", like("http-client.secure-random-algorithm", random), "http-client.secure-random-algorithm", "is no generator of the JDK", "write NativePRNG, NativePRNGBlocking, NativePRNGNonBlocking, DRBG or SHA1PRNG"},
	{"HttpClientConfig", func(f fields) bool { return !f.connector || !f.given("http-client.https.automatic-shared-secret") }, "http-client.https.automatic-shared-secret", "is not for the clients of connectors", "remove it"},
	{"PrometheusConnectorConfig", likewise("prometheus.auth.user", "prometheus.auth.password"), "prometheus.auth.user", "and prometheus.auth.password must both be set, or neither", "set both"},
	{"SimpleAddressSelectorConfig", eachMember("thrift.client.addresses", hostAndPort.MatchString), "thrift.client.addresses", "holds what is no host:port", "write " + example("HostAndPort")},
	{"KafkaConfig", func(f fields) bool {
		return !f.is("kafka.table-description-supplier", "file") || f.is("kafka.protobuf-any-support-enabled", "false")
	}, "kafka.protobuf-any-support-enabled", "is not for kafka.table-description-supplier=file", "remove it"},
	{"JmxConnectorConfig", eachMember("jmx.dump-tables", func(s string) bool { return objectName.MatchString(s) }), "jmx.dump-tables", "holds what is no name of an MBean", "write names such as java.lang:type=Runtime"},
	{"ObjectNameGeneratorConfig", like("jmx.base-name", func(s string) bool { return !strings.ContainsAny(s, ":*?\n") }), "jmx.base-name", "holds a mark that no name of an MBean may have", "leave out : * ? and line ends"},

	{"S3FileSystemConfig", onS3(likewise("s3.aws-access-key", "s3.aws-secret-key")), "s3.aws-access-key", "and s3.aws-secret-key must both be set, or neither", "set both"},
	{"S3FileSystemConfig", onS3(like("s3.aws-access-key", notBlank)), "s3.aws-access-key", "is blank", "set it, or leave it out"},
	{"S3FileSystemConfig", onS3(like("s3.aws-secret-key", notBlank)), "s3.aws-secret-key", "is blank", "set it, or leave it out"},
	{"S3FileSystemConfig", onS3(like("s3.endpoint", func(s string) bool { return parseURI(s) == nil && scheme.MatchString(s) })), "s3.endpoint", "is no URI", "write " + example("URI")},
	{"S3FileSystemConfig", onS3(like("s3.sse.customer-key", inBase64)), "s3.sse.customer-key", "is not in base64", "write the key in base64"},
	{"S3FileSystemConfig", onS3(like("s3.http-proxy", noHalfAddress)), "s3.http-proxy", "is no host:port", "write " + example("HostAndPort")},
	{"HiveAzureConfig", likewise("hive.azure.wasb-storage-account", "hive.azure.wasb-access-key"), "hive.azure.wasb-storage-account", "and hive.azure.wasb-access-key must both be set, or neither", "set both"},
	{"HiveAzureConfig", likewise("hive.azure.abfs-storage-account", "hive.azure.abfs-access-key"), "hive.azure.abfs-storage-account", "and hive.azure.abfs-access-key must both be set, or neither", "set both"},
	{"GcsFileSystemConfig", func(f fields) bool { return !f.given("gcs.json-key") || !f.given("gcs.json-key-file-path") }, "gcs.json-key", "and gcs.json-key-file-path are set", "keep one"},
	{"AlluxioFileSystemCacheConfig", func(f fields) bool {
		return f.given("fs.cache.max-sizes") != f.given("fs.cache.max-disk-usage-percentages")
	},
		"fs.cache.max-sizes", "or fs.cache.max-disk-usage-percentages must be set, and not both", "set exactly one"},
	{"AlluxioFileSystemCacheConfig", asMany("fs.cache.max-sizes"), "fs.cache.max-sizes", "has not as many members as fs.cache.directories", "write one for each directory"},
	{"AlluxioFileSystemCacheConfig", asMany("fs.cache.max-disk-usage-percentages"), "fs.cache.max-disk-usage-percentages", "has not as many members as fs.cache.directories", "write one for each directory"},

	{".HiveConfig", eachMember("hive.file-status-cache-tables", tableName), "hive.file-status-cache-tables", "holds what is no table", "write schema.table, schema.* or *"},
	{".HiveConfig", eachMember("hive.file-status-cache.excluded-tables", tableName), "hive.file-status-cache.excluded-tables", "holds what is no table", "write schema.table, schema.* or *"},
	{".HiveConfig", like("hive.orc.time-zone", timeZone), "hive.orc.time-zone", "is no time zone", "write one such as Europe/Berlin"},
	{".HiveConfig", like("hive.parquet.time-zone", timeZone), "hive.parquet.time-zone", "is no time zone", "write one such as Europe/Berlin"},
	{".HiveConfig", like("hive.rcfile.time-zone", timeZone), "hive.rcfile.time-zone", "is no time zone", "write one such as Europe/Berlin"},
	{".DeltaLakeConfig", like("delta.parquet.time-zone", jodaZone), "delta.parquet.time-zone", "is no time zone", "write one such as Europe/Berlin"},
	{"OrcWriterConfig", like("hive.orc.default-bloom-filter-fpp", func(s string) bool { n, err := ParseDouble(s); return err != nil || n > 0 && n < 1 }), "hive.orc.default-bloom-filter-fpp", "is not between 0 and 1", "write a number such as 0.05"},
	{"DriftNettyClientConfig", needsOther("thrift.client.ssl.enabled", "thrift.client.ssl.trust-certificate"), "thrift.client.ssl.trust-certificate", "is required with thrift.client.ssl.enabled", "set it"},
	{"StaticMetastoreConfig", func(f fields) bool {
		http := f.exists("hive.metastore.http.client.authentication.type")
		return eachMember("hive.metastore.uri", func(s string) bool { return metastore(s, http) })(f)
	}, "hive.metastore.uri", "holds what is no URI of a metastore", "write thrift://host:9083"},
	{"FileHiveMetastoreConfig", func(f fields) bool {
		v, known := f.get("hive.metastore.catalog.dir")
		return !known || strings.HasPrefix(v, "/") || location.MatchString(v) || f.is("fs.hadoop.enabled", "true")
	}, "hive.metastore.catalog.dir", "is no location with scheme and path", "write one such as local:///metastore"},
	{"GlueHiveMetastoreConfig", func(f fields) bool {
		v, known := f.get("hive.metastore.glue.max-error-retries")
		return !known || v != "0"
	}, "hive.metastore.glue.max-error-retries", "is 0", "write 1 or more"},
	{"CachingHiveMetastoreConfig", cachedByGlue("hive.metastore-cache.cache-partitions"), "hive.metastore-cache.cache-partitions", "must be true with Glue", "remove it"},
	{"CachingHiveMetastoreConfig", cachedByGlue("hive.metastore-cache.cache-missing"), "hive.metastore-cache.cache-missing", "must be true with Glue", "remove it"},
	{"CachingHiveMetastoreConfig", cachedByGlue("hive.metastore-cache.cache-missing-partitions"), "hive.metastore-cache.cache-missing-partitions", "must be true with Glue", "remove it"},
	{"CachingHiveMetastoreConfig", cachedByGlue("hive.metastore-cache.cache-missing-stats"), "hive.metastore-cache.cache-missing-stats", "must be true with Glue", "remove it"},

	{"IcebergNessieCatalogConfig", like("iceberg.nessie-catalog.authentication.token", func(s string) bool { return !strings.ContainsAny(s, "\t\r\n") }), "iceberg.nessie-catalog.authentication.token", "holds a control character", "leave it out"},
	{"IcebergJdbcCatalogConfig", needed("iceberg.jdbc-catalog.connection-url"), "iceberg.jdbc-catalog.connection-url", "is required by iceberg.catalog.type=jdbc", "set it"},
	{"IcebergSnowflakeCatalogConfig", needed("iceberg.snowflake-catalog.database"), "iceberg.snowflake-catalog.database", "is required by iceberg.catalog.type=snowflake", "set it"},
	{"IcebergNessieCatalogConfig", func(f fields) bool {
		v, known := f.get("iceberg.nessie-catalog.uri")
		return !known || f.given("iceberg.nessie-catalog.client-api-version") || version.MatchString(v)
	}, "iceberg.nessie-catalog.uri", "does not end in a version", "end it in /api/v2, or set iceberg.nessie-catalog.client-api-version"},
	{"SigV4S3Config", signs, "s3.aws-access-key", "or s3.iam-role is required by iceberg.rest-catalog.sigv4-enabled: the node's own role does not sign (trino#25257)", "set s3.iam-role to a role that the node may assume, or both keys"},
	{"IcebergRestCatalogSigV4Config", signs, "s3.aws-access-key", "or s3.iam-role is required by iceberg.rest-catalog.sigv4-enabled: the node's own role does not sign (trino#25257)", "set s3.iam-role to a role that the node may assume, or both keys"},

	{"SecurityConfig", eachMember("http-server.authentication.type", authentication), "http-server.authentication.type", "holds what is no way to authenticate", "write PASSWORD, OAUTH2, JWT, CERTIFICATE, KERBEROS, HEADER or insecure"},
	{"HttpServerConfig", func(f fields) bool {
		return !f.sure("http-server.https.enabled", "true") || f.given("http-server.https.keystore.path") || f.given("http-server.https.automatic-shared-secret")
	}, "http-server.https.keystore.path", "is required with http-server.https.enabled", "set it"},
	{"NodeSchedulerConfig", like("node-scheduler.policy", func(s string) bool { return strings.EqualFold(s, "uniform") || strings.EqualFold(s, "topology") }), "node-scheduler.policy", "is no policy", "write uniform or topology"},
	{"NodeConfig", like("node.bind-ip", hostName.MatchString), "node.bind-ip", "is no address", "write an IP address"},
	{"NodeConfig", func(f fields) bool { return !f.sure("coordinator", "true") || f.is("node.pool", "general") }, "node.pool", "is not general, and the coordinator does not find itself", "remove it"},
	{"KafkaEventListenerConfig", needsOther("kafka-event-listener.publish-created-event", "kafka-event-listener.created-event.topic"),
		"kafka-event-listener.created-event.topic", "is required with kafka-event-listener.publish-created-event", "set it, or write kafka-event-listener.publish-created-event=false"},
	{"KafkaEventListenerConfig", needsOther("kafka-event-listener.publish-completed-event", "kafka-event-listener.completed-event.topic"),
		"kafka-event-listener.completed-event.topic", "is required with kafka-event-listener.publish-completed-event", "set it, or write kafka-event-listener.publish-completed-event=false"},
	{"KafkaEventListenerConfig", needsOther("kafka-event-listener.publish-split-completed-event", "kafka-event-listener.split-completed-event.topic"),
		"kafka-event-listener.split-completed-event.topic", "is required with kafka-event-listener.publish-split-completed-event", "set it, or write kafka-event-listener.publish-split-completed-event=false"},
	{"LdapClientConfig", func(f fields) bool {
		v, known := f.get("ldap.url")
		return !known || !strings.HasPrefix(v, "ldap://") || f.is("ldap.allow-insecure", "true")
	}, "ldap.url", "is without TLS", "write ldaps://, or set ldap.allow-insecure=true"},
	{"LdapAuthenticatorConfig", likewise("ldap.bind-dn", "ldap.bind-password"), "ldap.bind-dn", "and ldap.bind-password must both be set, or neither", "set both"},
	{"LdapAuthenticatorConfig", func(f fields) bool { return f.given("ldap.user-bind-pattern") || f.given("ldap.bind-dn") },
		"ldap.user-bind-pattern", "or ldap.bind-dn must be set", "set ldap.user-bind-pattern to the name that a user binds with, or ldap.bind-dn to whom users are looked up as"},
	{"LdapAuthenticatorConfig", func(f fields) bool { return !f.given("ldap.group-auth-pattern") || f.given("ldap.user-base-dn") },
		"ldap.user-base-dn", "is required with ldap.group-auth-pattern", "set it to where users are looked up"},
	{"LdapAuthenticatorConfig", func(f fields) bool { return !f.given("ldap.bind-dn") || f.given("ldap.group-auth-pattern") },
		"ldap.group-auth-pattern", "is required with ldap.bind-dn", "set it to what a user must match, such as (uid=${USER})"},
}

func needed(names ...string) func(fields) bool {
	return func(f fields) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return !f.given(name) })
	}
}

// signs says whether there is someone to sign the requests to a REST catalog: a role to assume, or keys.
func signs(f fields) bool {
	return f.given("s3.iam-role") || f.given("s3.aws-access-key") && f.given("s3.aws-secret-key")
}

// needsOther says that a switch asks for another property.
func needsOther(name, other string) func(fields) bool {
	return func(f fields) bool {
		v, known := f.get(name)
		return !known || !strings.EqualFold(v, "true") || f.set(other)
	}
}

// likewise says that two are set together.
func likewise(a, b string) func(fields) bool {
	return func(f fields) bool { return f.given(a) == f.given(b) }
}

// random says whether the JDK of Trino's image has a generator of this name.
func random(s string) bool {
	return slices.ContainsFunc([]string{"NativePRNG", "NativePRNGBlocking", "NativePRNGNonBlocking", "DRBG", "SHA1PRNG"}, func(name string) bool { return strings.EqualFold(name, s) })
}

// onS3 holds a demand to the catalogs that make the native file system.
func onS3(ok func(fields) bool) func(fields) bool {
	return func(f fields) bool {
		v, known := f.get("fs.native-s3.enabled")
		made := known && strings.EqualFold(v, "true") || f.given("redshift.unload-location")
		return !made || ok(f)
	}
}

// like says what a value must be like, where it is set.
func like(name string, right func(string) bool) func(fields) bool {
	return func(f fields) bool {
		v, known := f.get(name)
		return !known || !f.given(name) || right(v)
	}
}

// eachMember says it of each member of a list.
func eachMember(name string, right func(string) bool) func(fields) bool {
	return like(name, func(list string) bool {
		return !slices.ContainsFunc(members(list), func(s string) bool { return !right(s) })
	})
}

// members are a list's, as the server splits it.
func members(list string) []string {
	var all []string
	for _, one := range strings.Split(list, ",") {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

func atMost(name, other string) func(fields) bool {
	return func(f fields) bool {
		a, known := f.get(name)
		b, also := f.get(other)
		x, err := strconv.ParseFloat(a, 64)
		y, err2 := strconv.ParseFloat(b, 64)
		return !known || !also || err != nil || err2 != nil || x <= y
	}
}

func shorter(name, other string) func(fields) bool {
	return func(f fields) bool {
		a, known := f.get(name)
		b, also := f.get(other)
		x, err := ParseDuration(a)
		y, err2 := ParseDuration(b)
		return !known || !also || err != nil || err2 != nil || x < y
	}
}

// asMany says that there is one member for each directory of the cache.
func asMany(name string) func(fields) bool {
	return func(f fields) bool {
		v, known := f.get(name)
		directories, also := f.get("fs.cache.directories")
		return !known || !also || !f.given(name) || len(members(v)) == len(members(directories))
	}
}

func cachedByGlue(name string) func(fields) bool {
	return func(f fields) bool {
		glue := f.sure("hive.metastore", "glue") || f.sure("iceberg.catalog.type", "glue")
		return !glue || !f.given(name) || f.is(name, "true")
	}
}

// sure says whether a field certainly has a value.
func (f fields) sure(name, want string) bool {
	v, known := f.get(name)
	return known && sameName(v, want)
}

// exists says whether the file may have a property at all.
func (f fields) exists(name string) bool {
	_, status := f.lookup(name)
	return status != Unknown
}

func notBlank(s string) bool { return strings.TrimSpace(s) != "" }

func inBase64(s string) bool {
	_, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	return err == nil && !strings.ContainsAny(s, "\r\n") // which Go skips and Java does not
}

// noHalfAddress refuses what looks like an IPv6 address and is none.
func noHalfAddress(s string) bool {
	if strings.HasPrefix(s, "[") || strings.Count(s, ":") < 2 {
		return true
	}
	_, err := netip.ParseAddr(s)
	return err == nil
}

var (
	plainComment = regexp.MustCompile(`^[\w ,=-]*$`)
	languageTag  = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	scheme       = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	version      = regexp.MustCompile(`/v[0-9]+$`)
	hostName     = regexp.MustCompile(`^[A-Za-z0-9.:-]+$`)
	location     = regexp.MustCompile(`^[^:/]+://[^/]*/`)
	hostAndPort  = regexp.MustCompile(`^[^\s:]+:[0-9]+$`)
	objectName   = regexp.MustCompile(`^[^:]*:(\*$|.*=)`)
)

// comment is a format of comments; what $… stands for is put in.
func comment(s string) bool {
	return plainComment.MatchString(strings.NewReplacer("$QUERY_ID", "", "$USER", "", "$SOURCE", "", "$TRACE_TOKEN", "").Replace(s))
}

func authentication(s string) bool {
	return slices.ContainsFunc([]string{"PASSWORD", "OAUTH2", "JWT", "CERTIFICATE", "KERBEROS", "HEADER", "insecure"}, func(name string) bool { return strings.EqualFold(name, s) })
}

// tableName is schema.table, schema.* or *.
func tableName(s string) bool { return s == "*" || strings.Count(s, ".") == 1 }

// metastore is thrift://host:port, and in releases that have a client for it
// http or https.
func metastore(s string, http bool) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "thrift" && u.Hostname() != "" && u.Port() != "" || http && strings.HasPrefix(u.Scheme, "http"))
}

// zone is a time zone by its form: an offset, UTC and its kin, or a region of a
// known area; whether a region has the place is not looked up.
var zone = regexp.MustCompile(`^(Z|UTC|GMT|UT|[+-][0-9]{2}:[0-9]{2}|` +
	`(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|SystemV|US)/[A-Za-z0-9_+-]+(/[A-Za-z_]+)?|` +
	`CET|CST6CDT|Cuba|EET|EST5EDT|Egypt|Eire|GB|GB-Eire|GMT0|Greenwich|Hongkong|Iceland|Iran|Israel|Jamaica|Japan|Kwajalein|Libya|MET|MST7MDT|NZ|NZ-CHAT|` +
	`Navajo|PRC|PST8PDT|Poland|Portugal|ROK|Singapore|Turkey|UCT|Universal|W-SU|WET|Zulu)$`)

func timeZone(s string) bool { return zone.MatchString(s) || offset.MatchString(s) }

// offset is what java.time takes besides, and jodaZone what Joda does, which
// reads the zone of delta_lake.
var offset = regexp.MustCompile(`^(UTC|GMT|UT)?[+-][0-9]{1,2}(:?[0-9]{2}){0,2}$`)

func jodaZone(s string) bool { return zone.MatchString(s) || s == "EST" || s == "HST" || s == "MST" }
