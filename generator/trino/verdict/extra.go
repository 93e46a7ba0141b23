package verdict

// extra are cases that no rule of the builder makes: what the server says only
// when it makes the catalog.
func extra() map[string][]map[string]string {
	one := func(name string, values ...string) []map[string]string {
		var all []map[string]string
		for _, v := range values {
			all = append(all, map[string]string{name: v})
		}
		return all
	}
	together := func(pairs ...string) []map[string]string {
		change := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			change[pairs[i]] = pairs[i+1]
		}
		return []map[string]string{change}
	}
	channels := "bigquery.channel-pool."
	return map[string][]map[string]string{
		"bigquery": concat(together(channels+"initial-size", "16", channels+"max-size", "1"), together(channels+"initial-size", "2", channels+"max-size", "2"),
			together(channels+"min-size", "16", channels+"initial-size", "1")),
		"delta_lake/thrift": one("delta.parquet.time-zone", "Europe/Berlin", "Europe/Weir", "UTC", "+02:00", "GMT+2", "EST", "utc"),
		"faker":             one("faker.locale", "en", "en-US", "en_US", "e"),
		"hive/cache":        concat(one("fs.cache.max-disk-usage-percentages", "50"), together("fs.cache.max-disk-usage-percentages", "50", "fs.cache.max-sizes", "-")),
		"hive/file":         one("hive.metastore.catalog.dir", "/weir", "weir", "local://weir", "s3://a/b"),
		"hive/glue": concat(one("s3.endpoint", "weir", "weir:9", "http://weir"), one("s3.sse.customer-key", "QQ==", "QQ", "a b", "a\nb"), one("hive.orc.default-bloom-filter-fpp", "0.0", "0.999", "1.0"),
			one("hive.metastore-cache.cache-partitions", "false"), one("hive.metastore-cache.cache-missing", "false"), one("hive.metastore-cache.cache-missing-stats", "false"),
			one("s3.aws-access-key", "weir"), one("s3.aws-secret-key", "weir"), together("s3.aws-access-key", "weir", "s3.aws-secret-key", "weir"), one("s3.http-proxy", "a:b:c:d", "::1", "[::1]:9")),
		"hive/hadoop": concat(one("hive.azure.wasb-storage-account", "weir"), one("hive.azure.abfs-storage-account", "weir"), one("hive.azure.abfs-access-key", "d2Vpcg=="),
			together("hive.azure.abfs-storage-account", "weir", "hive.azure.abfs-access-key", "d2Vpcg==")),
		"hive/thrift": concat(one("hive.orc.time-zone", "Europe/Berlin", "UTC", "+02:00", "GMT+2", "EST", "CET", "utc"), one("hive.file-status-cache-tables", "*", "a.*", "a.b", "a.b.c", "a"),
			one("hive.metastore.uri", "thrift://a", "http://a", "weir://a:1", "thrift://a:1,thrift://b:2", "a:1")),
		"iceberg/file":   concat(one("iceberg.materialized-views.storage-schema", "weir"), together("iceberg.materialized-views.storage-schema", "weir", "iceberg.materialized-views.hide-storage-table", "false")),
		"iceberg/glue":   one("hive.metastore-cache.cache-missing", "false"),
		"iceberg/nessie": concat(one("iceberg.nessie-catalog.uri", "http://127.0.0.1:9/api/v2/", "http://127.0.0.1:9"), together("iceberg.nessie-catalog.uri", "http://127.0.0.1:9", "iceberg.nessie-catalog.client-api-version", "V2")),
		"jmx":            one("jmx.dump-tables", "java.lang:type=Runtime", "java.lang:*", "java.lang:type=Runtime,a.b:c=d", "weir"),
		"kafka":          one("kafka.buffer-size", "10", "weir", "10 kB"),
		"mysql":          one("query.comment-format", "a-b", "a:b", "a/b", "$QUERY_ID by $USER", "$WEIR", "a'b", "a.b"),
		"opensearch":     concat(one("opensearch.backoff-init-delay", "1m", "20s"), one("opensearch.backoff-max-delay", "100ms")),
		"pinot": concat(one("pinot.http-client.http-proxy.user", "weir"), one("pinot.http-client.secure-random-algorithm", "weir", "sha1prng", "DRBG", "NativePRNGNonBlocking"),
			together("pinot.http-client.http-proxy", "a:1", "pinot.http-client.http-proxy.secure", "true"), together("pinot.http-client.http-proxy", "a:1", "pinot.http-client.socks-proxy", "a:1")),
		"redshift/unload": one("s3.sse.customer-key", "a b", "QQ=="),
		"trino_thrift":    concat(one("trino.thrift.client.addresses", "weir", "weir:1,weir:2", "weir:1, weir:2"), one("trino.thrift.client.ssl.enabled", "true")),
	}
}

func concat(lists ...[]map[string]string) []map[string]string {
	var all []map[string]string
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// extras are the base's.
func (b *builder) extras() {
	for _, change := range extra()[b.base.Name()] {
		b.add("making", change)
	}
}
