package plan

import (
	"slices"
	"strings"

	"weir.local/generator/model"
	"weir.local/generator/source"
	"weir.local/schema"
)

// lake is what Trino reaches of Glue and S3: by its catalogs, its exchange and its spooled results.
func (w grantee) lake(all *grants) {
	for _, c := range w.cluster.Catalogs {
		w.catalog(all, c)
	}
	w.folder(all, exchangeObjects, "exchange", "exchange-manager.properties", "exchange.base-directories", "exchange.s3.")
	w.folder(all, spooledObjects, "spooling", "spooling-manager.properties", "fs.location", "s3.")
}

// folder is where a file of the cluster says that Trino keeps objects of its own.
func (w grantee) folder(all *grants, p permission, what, file, property, prefix string) {
	f, ok := w.cluster.Coordinator.File(file)
	if !ok {
		return
	}
	lines := byKey(f.Lines)
	need := model.Need{Thing: "cluster " + w.cluster.Name + ": " + what, Origin: lines[property].Origin}
	if w.elsewhere(all, need, lines, prefix+"iam-role", prefix+"aws-access-key") {
		return
	}
	for _, location := range strings.Split(lines[property].Value, ",") {
		if at, ok := bucketOf(location); ok {
			all.give(listBuckets, need, []string{w.bucketARN(at.bucket)})
			all.give(p, need, []string{w.bucketARN(at.objects())})
			w.key(all, need, at.bucket, true)
		}
	}
}

// metastores says which property of a connector names its metastore.
var metastores = map[string]string{
	"hive": "hive.metastore", "delta_lake": "hive.metastore", "hudi": "hive.metastore", "iceberg": "iceberg.catalog.type",
}

// securities says which property makes a connector read-only.
var securities = map[string]string{"hive": "hive.security", "delta_lake": "delta.security", "iceberg": "iceberg.security"}

// catalog is what one catalog reaches.
func (w grantee) catalog(all *grants, c *model.Catalog) {
	lines := byKey(c.Properties)
	need := model.Need{Thing: "catalog " + c.Name, Origin: source.Declared(c.Place)}
	if at, ok := bucketOf(lines["redshift.unload-location"].Value); ok {
		all.give(listBuckets, need, []string{w.bucketARN(at.bucket)})
		all.give(unloadedObjects, need, []string{w.bucketARN(at.objects())})
		w.key(all, need, at.bucket, false)
	}
	if metastores[c.Connector] == "" || !strings.EqualFold(lines[metastores[c.Connector]].Value, "glue") {
		return
	}
	writes := c.Connector != "hudi" && !isReadOnly(lines[securities[c.Connector]].Value)
	if !w.elsewhere(all, need, lines, "hive.metastore.glue.iam-role", "hive.metastore.glue.aws-access-key") {
		w.glue(all, c, lines, writes)
	}
	if !w.elsewhere(all, need, lines, "s3.iam-role", "s3.aws-access-key") {
		w.storage(all, c, lines, writes)
	}
}

// isReadOnly says whether a security property lets nobody write; Trino takes hyphens for underscores and any case.
func isReadOnly(value string) bool {
	return strings.EqualFold(strings.ReplaceAll(value, "-", "_"), "read_only")
}

// elsewhere says whether the rights are not this role's: keys are written, or another role is taken, which it may then take.
func (w grantee) elsewhere(all *grants, need model.Need, lines map[string]model.Line, role, key string) bool {
	if arn := lines[role].Value; arn != "" {
		all.give(takeRoles, need, []string{arn})
		return true
	}
	return lines[key].Value != ""
}

// database is one of Glue that a catalog reaches.
type database struct {
	name string // "mmp_db", "scratch_*"
	make bool   // it may be made and dropped
	need model.Need
}

// databases are those that datasets declare, and those that the catalog may make.
func (w grantee) databases(c *model.Catalog) []database {
	var all []database
	for _, d := range w.env.Lake.Datasets {
		if d.Spec.Table != nil {
			all = append(all, database{name: d.Spec.Table.Database, need: datasetNeed(c, d)})
		}
	}
	for _, name := range c.Databases {
		all = append(all, database{name: name.Value, make: true, need: model.Need{Thing: "catalog " + c.Name + ": databases", Origin: name.Origin}})
	}
	return all
}

func datasetNeed(c *model.Catalog, d model.Item[schema.Dataset]) model.Need {
	return model.Need{Thing: "catalog " + c.Name + ": dataset " + d.Name, Origin: source.Declared(d.Place)}
}

// glue is what the catalog does with databases and tables. Whatever is asked of a table is asked of its database and of the
// Data Catalog too (AWS Glue documentation, Specifying AWS Glue resource ARNs).
func (w grantee) glue(all *grants, c *model.Catalog, lines map[string]model.Line, writes bool) {
	region, account := w.env.Spec.Region, w.env.Spec.Account
	if line, ok := lines["hive.metastore.glue.region"]; ok {
		region = line.Value
	}
	if line, ok := lines["hive.metastore.glue.catalogid"]; ok {
		account = line.Value
	}
	arn := func(resource string) string { return arnIn(w.env.Spec, "glue", region, account, resource) }
	files := c.Connector != "iceberg"
	all.give(listDatabases, model.Need{Thing: "catalog " + c.Name + ": SHOW SCHEMAS", Origin: source.Declared(c.Place)}, []string{arn("catalog"), arn("database/*")})
	for _, d := range w.databases(c) {
		above := []string{arn("catalog"), arn("database/" + d.name)}
		tables := append(slices.Clone(above), arn("table/"+d.name+"/*"))
		functions := append(slices.Clone(above), arn("userDefinedFunction/"+d.name+"/*"))
		whole := append(slices.Clone(tables), arn("userDefinedFunction/"+d.name+"/*"))
		for _, row := range []struct {
			permission
			given     bool
			resources []string
		}{
			{readTables, true, tables},
			{readPartitions, files, tables},
			{readFunctions, files, functions},
			{writeTables, writes, tables},
			{writePartitions, writes && files, tables},
			{writeFunctions, writes && files, functions},
			{writeDatabases, writes && d.make, whole},
			{changeDatabases, writes && d.make && files, above},
		} {
			if row.given {
				all.give(row.permission, d.need, row.resources)
			}
		}
	}
}

// storage is what the catalog does with files: under its warehouse, and under the datasets whose tables it can read.
func (w grantee) storage(all *grants, c *model.Catalog, lines map[string]model.Line, writes bool) {
	if line, ok := lines["hive.metastore.glue.default-warehouse-dir"]; ok {
		if at, ok := bucketOf(line.Value); ok {
			w.files(all, model.Need{Thing: "catalog " + c.Name + ": warehouse", Origin: line.Origin}, at, writes)
		}
	}
	external := strings.EqualFold(lines["hive.non-managed-table-writes-enabled"].Value, "true")
	for _, d := range w.env.Lake.Datasets {
		if d.Spec.Table == nil || !readsFormat(c.Connector, d.Spec.Table.Format) {
			continue
		}
		if bucket := w.bucketNamed(d.Spec.Bucket); bucket != "" {
			w.files(all, datasetNeed(c, d), location{bucket, d.Spec.Prefix}, writes && (c.Connector == "iceberg" || external))
		}
	}
}

// readsFormat says whether a connector reads tables of a format: Iceberg's by its own, files by Hive's.
func readsFormat(connector, format string) bool {
	return format == "iceberg" && connector == "iceberg" || format != "iceberg" && connector == "hive"
}

func (w grantee) files(all *grants, need model.Need, at location, writes bool) {
	all.give(listBuckets, need, []string{w.bucketARN(at.bucket)})
	all.give(readObjects, need, []string{w.bucketARN(at.objects())})
	if writes {
		all.give(writeObjects, need, []string{w.bucketARN(at.objects())})
	}
	w.key(all, need, at.bucket, writes)
}

// key is the bucket's, or the environment's; without one S3 encrypts with a key of its own, which needs no permission.
func (w grantee) key(all *grants, need model.Need, bucket string, writes bool) {
	key := w.env.Spec.KmsKey
	for _, b := range w.env.Lake.Buckets {
		if b.Spec.Bucket == bucket && b.Spec.KmsKey != "" {
			key = b.Spec.KmsKey
		}
	}
	if key == "" {
		return
	}
	all.give(decryptObjects, need, []string{key}, via(w.env.Spec.Region, "s3"))
	if writes {
		all.give(encryptObjects, need, []string{key}, via(w.env.Spec.Region, "s3"))
	}
}

// bucketNamed is the name in S3 of a declared bucket.
func (w grantee) bucketNamed(name string) string {
	for _, b := range w.env.Lake.Buckets {
		if b.Name == name {
			return b.Spec.Bucket
		}
	}
	return ""
}

// location is a place in S3.
type location struct{ bucket, prefix string }

// objects are all beneath it: "acme-lake-prod/warehouse/*".
func (l location) objects() string {
	prefix := strings.Trim(l.prefix, "/")
	if prefix == "" {
		return l.bucket + "/*"
	}
	return l.bucket + "/" + prefix + "/*"
}

// bucketOf reads "s3://acme-lake-prod/warehouse/".
func bucketOf(text string) (location, bool) {
	text = strings.TrimSpace(text)
	for _, scheme := range []string{"s3://", "s3a://", "s3n://"} {
		if rest, ok := strings.CutPrefix(text, scheme); ok {
			bucket, prefix, _ := strings.Cut(rest, "/")
			return location{bucket, prefix}, bucket != ""
		}
	}
	return location{}, false
}

func byKey(lines []model.Line) map[string]model.Line {
	by := make(map[string]model.Line, len(lines))
	for _, line := range lines {
		by[line.Key] = line
	}
	return by
}

// distinct are texts sorted, each once.
func distinct(all []string) []string {
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}
