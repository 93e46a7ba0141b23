package verify

import (
	"slices"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/model"
	"weir.local/generator/source"
)

func TestAComplaintIsPlacedWhereItsCauseWasWritten(t *testing.T) {
	decl := source.Place{File: "catalogs/orders.cue", Path: source.Path{"catalogs", "orders"}}
	host := source.Declared(decl.At("host"))
	dev := source.Override(decl.At("environments", "dev", "properties", "ttl.x"), source.Declared(decl.At("properties", "ttl.x")))
	c := Catalog{&model.Catalog{Name: "orders", Connector: "mysql", Place: decl, Properties: []model.Line{
		{Key: "connector.name", Value: "mysql", Origin: source.Declared(decl.At("connector"))},
		{Key: "connection-url", Value: "jdbc:mysql://orders:3306", Origin: source.Preset("jdbc:mysql://{host}:{port}", decl.At("preset", "connection-url"), host)},
		{Key: "connection-password", Value: "${ENV:P}", Secret: "P", Origin: source.Declared(decl.At("password"))},
		{Key: "ttl.x", Value: "1m", Origin: dev},
	}}, []*model.Cluster{{Name: "adhoc", Environment: "dev"}}}
	for _, tt := range []struct {
		said  string
		level diag.Level
		at    source.Place
	}{
		{"Configuration property 'ttl.x' was not used", diag.Error, decl.At("properties", "ttl.x")},
		{"Invalid value '1m' for type int (property 'ttl.x')", diag.Error, dev.Place},
		{"Invalid configuration property connection-url: no", diag.Error, host.Place},
		{"Cannot reach jdbc:mysql://orders:3306 there", diag.Error, host.Place},
		{"Configuration property 'connection-url' was not used", diag.Error, decl.At("preset", "connection-url")},
		{"Invalid configuration property connection-password: no", diag.Warning, decl.At("password")},
		{"Configuration property 'connection-password' was not used", diag.Error, decl.At("password")},
		{"No factory for connector 'mysql'. Available factories: [tpch]", diag.Error, decl.At("connector")},
		{"Who knows", diag.Error, decl},
	} {
		found := Stubs{}.Findings([]Outcome{{Catalog: c, Verdict: Refused, Said: tt.said}}, "476")
		if len(found) != 1 || found[0].Place.Compare(tt.at) != 0 || found[0].Level != tt.level {
			t.Errorf("%s: %+v, want %s at %s", tt.said, found, tt.level, tt.at)
		}
	}
}

func TestAFindingNamesItsEnvironmentsWhenItIsNotInAll(t *testing.T) {
	c := &model.Catalog{Name: "orders", Properties: []model.Line{}}
	in := func(environment string, v Verdict) Outcome {
		return Outcome{Catalog: Catalog{c, []*model.Cluster{{Name: "adhoc", Environment: environment}}}, Verdict: v, Said: "no"}
	}
	for _, tt := range []struct {
		dev, stage, prod Verdict
		want             []string
	}{
		{Refused, Accepted, Accepted, []string{"dev"}},
		{Refused, Accepted, Refused, []string{"dev", "prod"}},
		{Refused, Refused, Refused, nil},
	} {
		found := Stubs{}.Findings([]Outcome{in("dev", tt.dev), in("stage", tt.stage), in("prod", tt.prod)}, "476")
		if len(found) != 1 || !slices.Equal(found[0].Environments, tt.want) {
			t.Errorf("%v: %+v", tt, found)
		}
	}
}

func TestFlagsAreThoseThatOpenModules(t *testing.T) {
	c := &model.Cluster{}
	c.Coordinator.Files = []model.File{{Path: "jvm.config", Lines: []model.Line{
		{Value: "-Xmx8G"}, {Value: "--add-opens=java.base/java.nio=ALL-UNNAMED"}, {Value: "-agentpath:/usr/lib/trino/bin/libjvmkill.so"},
	}}}
	if got := Flags([]*model.Cluster{c, c}); !slices.Equal(got, []string{"--add-opens=java.base/java.nio=ALL-UNNAMED"}) {
		t.Errorf("%v", got)
	}
}
