package define

// sentences say more of the properties that most estates set than the data can: what it is for, or what follows. They are
// ours, and short, as an editor shows them beside the name.
var sentences = map[string]string{
	// Catalogs of databases: mysql, postgresql, redshift and others.
	"connection-url":                            "Names the server; of mysql and mariadb it must not name a database",
	"connection-user":                           "The account that all queries use",
	"connection-password":                       "Trino reads it when it starts: a changed secret needs a restart",
	"case-insensitive-name-matching":            "Finds remote names in any case, at the price of listing them",
	"metadata.cache-ttl":                        "How long names and columns are kept: what changes in the database shows that much later",
	"metadata.statistics.cache-ttl":             "How long table statistics are kept",
	"join-pushdown.enabled":                     "Lets the database join its own tables",
	"unsupported-type-handling":                 "What becomes of columns whose type Trino does not have: left out, or text",
	"domain-compaction-threshold":               "How many values a filter may list before it becomes a range",
	"insert.non-transactional-insert.enabled":   "Faster inserts, of which a failed query leaves a part",
	"write.batch-size":                          "How many rows go to the database in one statement",
	"redshift.unload-location":                  "Where Redshift unloads what Trino then reads in parallel; the region must be known too",
	"redshift.unload-iam-role":                  "The role by which Redshift writes there",
	"gsheets.metadata-sheet-id":                 "The spreadsheet that lists the tables",
	"gsheets.credentials-path":                  "The key file of a service account, which Trino opens when it starts",
	"gsheets.credentials-key":                   "The same key, in base64, for where no file can be laid down",
	"gsheets.delegated-user-email":              "The user that the service account stands for",
	"hive.metastore":                            "Where tables are listed; each choice reads properties of its own",
	"hive.metastore.uri":                        "The addresses of a Thrift metastore, tried in order",
	"hive.metastore.glue.region":                "Without it Trino asks the machine's metadata for half a minute, and then fails",
	"hive.metastore.glue.catalogid":             "The account whose Glue catalog it is, where that is another",
	"hive.metastore.glue.iam-role":              "Taken on for Glue alone; the STS region must be known too",
	"hive.metastore-cache-ttl":                  "How long tables and partitions are kept: what others add shows that much later",
	"hive.non-managed-table-writes-enabled":     "Allows writes to external tables",
	"hive.max-partitions-per-scan":              "Refuses queries that would read more partitions of one table",
	"hive.recursive-directories":                "Reads folders below a partition's own",
	"fs.native-s3.enabled":                      "Trino's own S3 client, which reads s3.*; hive.s3.* belongs to the older one",
	"fs.cache.enabled":                          "Keeps files on the workers' disks; needs directories and a size",
	"s3.region":                                 "Without it Trino asks the machine's metadata for half a minute, and then fails",
	"s3.iam-role":                               "Taken on for S3 alone",
	"s3.storage-class":                          "Of the objects that Trino writes",
	"iceberg.catalog.type":                      "Where tables are listed; each choice reads properties of its own",
	"iceberg.rest-catalog.uri":                  "Where the REST catalog answers",
	"iceberg.expire-snapshots.min-retention":    "No call may keep snapshots for less",
	"iceberg.remove-orphan-files.min-retention": "No call may spare files for less: a write that lasts longer would lose its own",
	"delta.vacuum.min-retention":                "No call may keep removed files for less",
}

// sentence is ours about a property of a connector; most have none.
func sentence(kind, name string) string {
	if kind != "connector" {
		return ""
	}
	return sentences[name]
}
