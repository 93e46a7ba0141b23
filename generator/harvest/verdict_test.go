package harvest

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"

	"weir.local/generator/distribution"
	"weir.local/generator/trino"
)

// bases that the server takes; each case changes one property.
var accepted = map[string]map[string]string{
	"mysql":      {"connection-url": "jdbc:mysql://weir"},
	"redshift":   {"connection-url": "jdbc:redshift://weir:5439/weir", "redshift.unload-location": "s3://weir", "redshift.unload-iam-role": "weir"},
	"hive":       {"hive.metastore": "glue", "fs.native-s3.enabled": "true"},
	"iceberg":    {"iceberg.catalog.type": "glue", "fs.native-s3.enabled": "true"},
	"delta_lake": {"hive.metastore": "glue", "fs.hadoop.enabled": "true"},
	"postgresql": {"connection-url": "jdbc:postgresql://weir/weir"},
	"gsheets":    {"gsheets.metadata-sheet-id": "weir", "gsheets.credentials-path": existing},
	"tpch":       {},
	"tpcds":      {},
	"kafka":      {"kafka.nodes": "weir"},
	"":           {"node.environment": "weir"}, // the server
}

// values are tried on every property of a type.
var values = map[string][]string{
	"boolean":  {"TRUE", "yes", ""},
	"int":      {"0", "1", "-1", "7", "1000000", "1.5"},
	"long":     {"0", "-1", "5", "x"},
	"double":   {"0", "0.5", "1", "101", "-1", "x"},
	"Duration": {"0ms", "5s", "100d", "10", "1 h", "3 weeks"},
	"DataSize": {"0B", "64 MB", "100TB", "10", "5mb"},
}

// TestVerdicts asks a distribution about one change after another, and Check too.
// It takes WEIR_TRINO_DIST.
func TestVerdicts(t *testing.T) {
	dist := os.Getenv("WEIR_TRINO_DIST")
	if dist == "" {
		t.Skip("no WEIR_TRINO_DIST to ask")
	}
	d, err := distribution.Open(dist)
	if err != nil {
		t.Fatal(err)
	}
	jdk, err := distribution.FindJDK(os.Getenv, d.Java, true)
	if err != nil {
		t.Fatal(err)
	}
	talk, err := start(t.Context(), Options{Distribution: d, JDK: jdk, Version: d.Version}, machines[0]...)
	if err != nil {
		t.Fatal(err)
	}
	defer talk.close()
	release, ok := trino.For(d.Version)
	if !ok {
		t.Skipf("no data for Trino %d", d.Version)
	}
	for name, base := range accepted {
		t.Run("connector "+name, func(t *testing.T) { compare(t, talk, release, name, base) })
	}
}

func compare(t *testing.T, talk *conversation, release *trino.Release, name string, base map[string]string) {
	kind := "connector"
	if name == "" {
		kind = "server"
	}
	f, ok := release.File(kind, name)
	if !ok {
		t.Skip("not in this release")
	}
	every := 1
	if n, err := strconv.Atoi(os.Getenv("WEIR_EVERY")); err == nil {
		every = n
	}
	cases, wrong := 0, 0
	for i, p := range f.Properties() {
		for _, v := range trials(p) {
			// Logging is set up once in a process: what it reads later is not looked at.
			if i%every != 0 || p.Name == "node.environment" || strings.HasPrefix(p.Name, "log.") {
				continue
			}
			properties := maps.Clone(base)
			properties[p.Name] = v
			cases++
			if !agree(t, talk, f, kind, name, p, properties) {
				wrong++
			}
		}
	}
	t.Logf("%d cases, %d disagree", cases, wrong)
}

func agree(t *testing.T, talk *conversation, f *trino.File, kind, name string, p trino.Property, properties map[string]string) bool {
	a, err := talk.ask(question{Kind: kind, Name: name, Properties: talk.withFiles(properties)})
	if err != nil {
		t.Fatal(err)
	}
	var refused []string
	for _, problem := range f.Check(properties) {
		if problem.Refused() {
			refused = append(refused, problem.Property+" "+problem.Message)
		}
	}
	if (len(a.Errors) > 0) != (len(refused) > 0) {
		t.Errorf("%s %s: %s=%s: the server says %.400q, Check says %q", kind, name, p.Name, properties[p.Name], a.Errors, refused)
		return false
	}
	return true
}

// trials are values of the property's type, good and bad.
func trials(p trino.Property) []string {
	switch {
	case len(p.Enum) > 0:
		return []string{p.Enum[0], strings.ToLower(strings.ReplaceAll(p.Enum[len(p.Enum)-1], "_", "-")), "weir"}
	case p.Type == "MemorySize":
		return []string{"30%", "x"}
	case p.Type == "ThreadCount":
		return []string{"8", "2C", "0", "x"}
	}
	return values[p.Type]
}
