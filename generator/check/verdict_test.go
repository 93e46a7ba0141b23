package check

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/trino"
)

// TestVerdictsAreThoseOfTrino asks about sound files and then about ones that look alike: what is remembered of a shape must
// never hide a problem.
func TestVerdictsAreThoseOfTrino(t *testing.T) {
	release, _ := trino.For(476)
	for connector, variants := range map[string][]map[string]string{
		"mysql": {
			{"connection-url": "jdbc:mysql://a.internal:3306?sslMode=REQUIRED"},
			{"connection-url": "jdbc:mysql://b.internal:3306?sslMode=REQUIRED"},
			{"connection-url": "jdbc:mysql://b.internal:3306/shop"},
			{"connection-url": "jdbc:postgresql://b.internal:3306"},
			{"connection-url": "mysql://b.internal:3306"},
			{"connection-url": ""},
			{"connection-url": "${ENV:URL}"},
			{},
			{"connection-url": "jdbc:mysql://a.internal:3306?sslMode=REQUIRED", "metadata.cache-ttl": "1"},
			{"connection-url": "jdbc:mysql://a.internal:3306?sslMode=REQUIRED", "metadata.cache-ttl": "1m"},
			{"connection-url": "jdbc:mysql://a.internal:3306?sslMode=REQUIRED", "metadata.cache-maximum-size": "10"},
		},
		"hive": {
			{"hive.metastore": "glue", "hive.metastore.glue.region": "us-west-2", "hive.metastore.glue.default-warehouse-dir": "s3://a/b/"},
			{"hive.metastore": "glue", "hive.metastore.glue.region": "eu-west-1", "hive.metastore.glue.default-warehouse-dir": "s3://c"},
			{"hive.metastore": "file", "hive.metastore.glue.region": "eu-west-1"},
			{"hive.metastore": "gleu"},
			{"hive.metastore.uri": "thrift://a:9083"},
			{"hive.metastore.uri": "thrift://b:9083"},
			{"hive.metastore.uri": "b c"},
			{},
		},
	} {
		f, _ := release.Connector(connector)
		v := verdicts{}.of(f)
		for _, properties := range slices.Concat(variants, variants) {
			got, want := fmt.Sprint(v.problems(linesOf(properties))), fmt.Sprint(f.Check(properties))
			if got != want {
				t.Errorf("%s %v:\n\tgot  %s\n\twant %s", connector, properties, got, want)
			}
		}
	}
}

func linesOf(properties map[string]string) []model.Line {
	var lines []model.Line
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		lines = append(lines, model.Line{Key: key, Value: properties[key]})
	}
	return lines
}
