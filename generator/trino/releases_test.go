package trino_test

import (
	"bytes"
	"slices"
	"testing"

	"weir.local/generator/trino"
)

// Encode writes again what Decode read, byte by byte: that nothing is lost on the way.
func TestDataIsWrittenAsItWasRead(t *testing.T) {
	for _, v := range trino.Versions() {
		r, _ := trino.For(v)
		b, err := trino.Encode(r.Data())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b, trino.Embedded(v)) {
			t.Errorf("Trino %d: %d bytes, of %d that were read", v, len(b), len(trino.Embedded(v)))
		}
	}
}

func TestDamagedDataIsRefused(t *testing.T) {
	sound := trino.Embedded(476)
	for name, damaged := range map[string][]byte{
		"nothing":       nil,
		"text":          []byte("no data\n"),
		"the header":    sound[:100],
		"cut short":     sound[:len(sound)-1],
		"more than all": append(slices.Clone(sound), 0),
		"one byte inside": func() []byte {
			b := slices.Clone(sound)
			b[len(b)/2] ^= 1
			return b
		}(),
	} {
		if _, err := trino.Decode(damaged); err == nil {
			t.Errorf("%s: read as if it were sound", name)
		}
	}
}

// A repository's own harvest counts before what weir carries, and leaves that as it is for everyone else.
func TestReleasesOfARepository(t *testing.T) {
	release, _ := trino.For(476)
	data := release.Data()
	data.Version = 480
	b, err := trino.Encode(data)
	if err != nil {
		t.Fatal(err)
	}
	own, err := trino.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	var none trino.Releases
	some := none.With(own)
	if got := some.Versions(); !slices.Equal(got, []int{470, 476, 480}) {
		t.Errorf("versions %v", got)
	}
	if got, ok := some.For(480); !ok || got != own || some.Newest() != own {
		t.Error("480 is not the repository's own")
	}
	if _, ok := none.For(480); ok || none.Newest().Version != 476 {
		t.Error("what one repository harvested is known in another")
	}
}

// What facts/trino.md measured on the real servers and a harvest could miss.
func TestWhatAHarvestCouldMiss(t *testing.T) {
	for _, test := range []struct {
		version                     int
		kind, name, property, value string
		also                        map[string]string
		known                       bool
	}{
		// Until 475 a Hive metastore could be reached by HTTP, with properties of its own, read before all others.
		{470, "connector", "hive", "hive.metastore.http.client.bearer-token", "${ENV:TOKEN}", map[string]string{"hive.metastore.uri": "https://meta:9083", "hive.metastore.http.client.authentication.type": "BEARER"}, true},
		{470, "connector", "iceberg", "hive.metastore.http.client.read-timeout", "10s", map[string]string{"hive.metastore.uri": "http://meta:9083", "hive.metastore.http.client.authentication.type": "BEARER"}, true},
		{470, "connector", "hive", "hive.metastore.http.client.read-timeout", "10s", map[string]string{"hive.metastore.uri": "thrift://meta:9083"}, false},
		{476, "connector", "hive", "hive.metastore.http.client.read-timeout", "10s", map[string]string{"hive.metastore.uri": "https://meta:9083"}, false},
		// The store of dynamic catalogs has a file of its own, catalog-store.properties.
		{476, "catalog-store", "file", "catalog.config-dir", "/etc/trino/catalog", nil, true},
		{476, "catalog-store", "memory", "catalog.config-dir", "/etc/trino/catalog", nil, false},
	} {
		release, _ := trino.For(test.version)
		f, ok := release.File(test.kind, test.name)
		if !ok {
			t.Errorf("Trino %d has no %s %s", test.version, test.kind, test.name)
			continue
		}
		properties := map[string]string{test.property: test.value}
		for name, value := range test.also {
			properties[name] = value
		}
		problems := slices.DeleteFunc(f.Check(properties), func(p trino.Problem) bool { return p.Property != test.property })
		if (len(problems) == 0) != test.known && len(f.Properties()) > 0 {
			t.Errorf("Trino %d %s %s: %s with %v: %v", test.version, test.kind, test.name, test.property, test.also, problems)
		}
	}
}

// The 85 properties that facts/trino.md counts for every kind of Iceberg catalog: 82 that nothing decides, one hidden that the
// server does not list, and three of the metadata cache, which is on unless it is switched off.
func TestIcebergCommonProperties(t *testing.T) {
	release, _ := trino.For(476)
	f, _ := release.Connector("iceberg")
	visible := 0
	for _, p := range f.Properties() {
		always := len(p.Condition) == 0 || p.Condition.String() == "iceberg.metadata-cache.enabled=true"
		if always && !p.Hidden {
			visible++
		}
	}
	if visible != 85 {
		t.Errorf("%d properties are common to all Iceberg catalogs; the server's own table has 85", visible)
	}
}

func TestSessionPropertiesOfEveryConnector(t *testing.T) {
	unlearnt := map[int][]string{470: {"example_http", "kudu", "phoenix5"}}
	for _, v := range trino.Versions() {
		r, _ := trino.For(v)
		var without []string
		for _, name := range r.Connectors() {
			f, _ := r.Connector(name)
			if f.SessionProperties() == nil {
				without = append(without, name)
			}
		}
		if !slices.Equal(without, unlearnt[v]) {
			t.Errorf("Trino %d: session properties of %v were not learnt", v, without)
		}
		for connector, want := range map[string]string{
			"hive": "insert_existing_partitions_behavior", "iceberg": "compression_codec", "mysql": "join_pushdown_enabled", "kafka": "timestamp_upper_bound_force_push_down_enabled",
		} {
			f, _ := r.Connector(connector)
			if !slices.ContainsFunc(f.SessionProperties(), func(s trino.SessionProperty) bool { return s.Name == want }) {
				t.Errorf("Trino %d: connector %s has no session property %s", v, connector, want)
			}
		}
		if !slices.ContainsFunc(r.SessionProperties(), func(s trino.SessionProperty) bool { return s.Name == "query_max_run_time" }) {
			t.Errorf("Trino %d: no session property query_max_run_time", v)
		}
	}
}
