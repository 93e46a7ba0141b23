package trino_test

import (
	"slices"
	"strings"
	"testing"

	"weir.local/generator/trino"
)

func file(t *testing.T, version int, kind, name string) *trino.File {
	t.Helper()
	r, _ := trino.For(version)
	f, ok := r.File(kind, name)
	if !ok {
		t.Fatalf("no %s %s in Trino %d", kind, name, version)
	}
	return f
}

// What differs between 470 and 476, as it was counted in the distributions themselves, before this data was made.
func TestChangesFrom470To476(t *testing.T) {
	for _, test := range []struct {
		kind, name string
		want       trino.Change
	}{
		{"connector", "hive", trino.Change{Property: "hive.metastore", Kind: trino.Retyped, Was: "String", Now: "MetastoreType"}},
		{"connector", "hive", trino.Change{Property: "s3.streaming.part-size", Kind: trino.Defaulted, Was: "16MB", Now: "32MB"}},
		{"connector", "hive", trino.Change{Property: "hive.partition-projection-enabled", Kind: trino.Defaulted, Was: "false", Now: "true"}},
		{"connector", "hive", trino.Change{Property: "hive.s3.storage-class-filter", Kind: trino.Renamed, Was: "hive.s3.storage-class-filter", Now: "hive.s3-glacier-filter"}},
		{"connector", "hive", trino.Change{Property: "hive.metastore.glue.proxy-api-id", Kind: trino.Removed}},
		{"connector", "hive", trino.Change{Property: "hive.metastore.glue.aws-credentials-provider", Kind: trino.Removed}},
		{"connector", "hive", trino.Change{Property: "hive.metastore.glue.get-partition-threads", Kind: trino.Removed}},
		{"connector", "hive", trino.Change{Property: "hive.metastore.glue.read-statistics-threads", Kind: trino.Removed}},
		{"connector", "hive", trino.Change{Property: "hive.metastore.glue.write-statistics-threads", Kind: trino.Removed}},
		{"connector", "hive", trino.Change{Property: "s3.cross-region-access", Kind: trino.Added}},
		{"connector", "hive", trino.Change{Property: "s3.signer-type", Kind: trino.Added}},
		{"connector", "hive", trino.Change{Property: "s3.storage-class", Kind: trino.Added}},
		{"connector", "hive", trino.Change{Property: "fs.native-local.enabled", Kind: trino.Added}},
		{"connector", "delta_lake", trino.Change{Property: "delta.max-split-size", Kind: trino.Defaulted, Was: "64MB", Now: "128MB"}},
		{"connector", "iceberg", trino.Change{Property: "iceberg.rest-catalog.sigv4-enabled", Kind: trino.Added}},
		{"connector", "iceberg", trino.Change{Property: "iceberg.rest-catalog.signing-name", Kind: trino.Added}},
		{"connector", "gsheets", trino.Change{Property: "gsheets.delegated-user-email", Kind: trino.Added}},
		{"connector", "postgresql", trino.Change{Property: "remote-query-async-cancellation.enabled", Kind: trino.Removed}},
		{"connector", "oracle", trino.Change{Property: "jdbc.bulk-list-columns.enabled", Kind: trino.Defaulted, Was: "false", Now: "true"}},
		{"server", "", trino.Change{Property: "query.client.timeout", Kind: trino.Rebounded, Was: ">= 5s", Now: ">= 1s"}},
		{"server", "", trino.Change{Property: "protocol.spooling.inlining.max-size", Kind: trino.Defaulted, Was: "128kB", Now: "3MB"}},
		{"server", "", trino.Change{Property: "protocol.spooling.inlining.max-size", Kind: trino.Rebounded, Was: "1kB..1MB", Now: "1kB..3MB"}},
		{"server", "", trino.Change{Property: "protocol.spooling.inlining.max-rows", Kind: trino.Defaulted, Was: "1000", Now: "50000"}},
		{"server", "", trino.Change{Property: "query.max-memory-per-node", Kind: trino.Retyped, Was: "DataSize", Now: "MemorySize"}},
		{"server", "", trino.Change{Property: "log.console-format", Kind: trino.Added}},
		{"server", "", trino.Change{Property: "tracing.exporter.protocol", Kind: trino.Added}},
		{"server", "", trino.Change{Property: "memoryManager.http-client.max-threads", Kind: trino.Renamed, Was: "memoryManager.http-client.max-threads", Now: "memory-manager.http-client.max-threads"}},
		{"event-listener", "kafka", trino.Change{Property: "kafka-event-listener.client-config-overrides", Kind: trino.Renamed, Was: "kafka-event-listener.client-config-overrides", Now: "kafka-event-listener.config.resources"}},
	} {
		from, to := file(t, 470, test.kind, test.name), file(t, 476, test.kind, test.name)
		if all := trino.Changes(from, to); !slices.Contains(all, test.want) {
			t.Errorf("%s %s: no %+v", test.kind, test.name, test.want)
		}
	}
}

func TestChangesAreFew(t *testing.T) {
	a, _ := trino.For(470)
	defaults := map[string]bool{}
	for _, kind := range a.Kinds() {
		for _, name := range a.Names(kind) {
			b, _ := trino.For(476)
			to, ok := b.File(kind, name)
			if !ok {
				continue
			}
			for _, c := range trino.Changes(file(t, 470, kind, name), to) {
				if c.Kind == trino.Defaulted {
					defaults[c.Property] = true
				}
			}
		}
	}
	if len(defaults) != 8 {
		t.Errorf("%d properties changed their default: %v", len(defaults), defaults)
	}
}

func TestAReleaseHasNotChangedAgainstItself(t *testing.T) {
	for _, version := range trino.Versions() {
		f := file(t, version, "connector", "hive")
		if all := trino.Changes(f, f); len(all) > 0 {
			t.Errorf("Trino %d: %v", version, all)
		}
	}
}

func TestNameInTheOtherRelease(t *testing.T) {
	hive470, hive476 := file(t, 470, "connector", "hive"), file(t, 476, "connector", "hive")
	for _, test := range []struct {
		name     string
		from, to *trino.File
		want     string
	}{
		{"hive.s3.storage-class-filter", hive470, hive476, "hive.s3-glacier-filter"},
		{"hive.s3-glacier-filter", hive476, hive470, "hive.s3.storage-class-filter"},
		{"hive.metastore.glue.proxy-api-id", hive470, hive476, ""},
		{"memoryManager.http-client.max-threads", file(t, 470, "server", ""), file(t, 476, "server", ""), "memory-manager.http-client.max-threads"},
		{"worker-info.http-client.max-threads", file(t, 476, "server", ""), file(t, 470, "server", ""), "workerInfo.http-client.max-threads"},
	} {
		if got, _ := trino.NameIn(test.name, test.from, test.to); got.To != test.want {
			t.Errorf("%s is %q there, want %q", test.name, got.To, test.want)
		}
	}
}

func TestMeans(t *testing.T) {
	part, _ := file(t, 476, "connector", "hive").Lookup("s3.streaming.part-size")
	metastore, _ := file(t, 476, "connector", "hive").Lookup("hive.metastore")
	for _, test := range []struct {
		p    trino.Property
		a, b string
		want bool
	}{
		{part, "16MB", "16384kB", true},
		{part, "16MB", "32MB", false},
		{part, "", "0MB", false},
		{metastore, "thrift", "THRIFT", true},
		{metastore, "thrift", "glue", false},
	} {
		if got := test.p.Means(test.a, test.b); got != test.want {
			t.Errorf("%s: %q and %q: %v", test.p.Name, test.a, test.b, got)
		}
	}
}

// A name that is misspelt in the table would never be found there, and nobody would see it.
func TestRenamesNameWhatTheReleasesHave(t *testing.T) {
	files := []*trino.File{
		file(t, 470, "server", ""), file(t, 476, "server", ""), file(t, 470, "connector", "hive"), file(t, 476, "connector", "hive"),
		file(t, 470, "event-listener", "kafka"), file(t, 476, "event-listener", "kafka"),
	}
	newer := []string{"fs.s3.enabled", "s3.socket-timeout"} // of releases after 476
	known := func(name string) bool {
		return slices.Contains(newer, name) || slices.ContainsFunc(files, func(f *trino.File) bool {
			return slices.ContainsFunc(f.Properties(), func(p trino.Property) bool {
				return p.Name == name || strings.HasSuffix(name, ".") && strings.HasPrefix(p.Name, name)
			})
		})
	}
	for _, r := range trino.Renames() {
		if !known(r.From) || !known(r.To) || r.Source == "" || r.Same != (r.Note == "") {
			t.Errorf("%+v", r)
		}
	}
}
