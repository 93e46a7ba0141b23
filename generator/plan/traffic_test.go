package plan

import (
	"slices"
	"testing"

	"weir.local/generator/model"
)

func TestPortsAreReadOffAddresses(t *testing.T) {
	for _, tt := range []struct {
		key, value string
		want       []int
	}{
		{"connection-url", "jdbc:mysql://orders.internal", []int{3306}},
		{"connection-url", "jdbc:mysql://orders.internal:3307?useSSL=true", []int{3307}},
		{"connection-url", "jdbc:postgresql://a:5433,b/plans", []int{5433, 5432}},
		{"connection-url", "jdbc:sqlserver://db.internal;databaseName=plans", []int{1433}},
		{"connection-url", "jdbc:oracle:thin:@//db.internal:1522/plans", []int{1522}},
		{"connection-url", "jdbc:oracle:thin:@db.internal/plans", []int{1521}},
		{"connection-url", "jdbc:redshift:iam://dw.internal:5439/analytics", []int{5439}},
		{"connection-url", "jdbc:clickhouse:https://ch.internal:8443/", []int{8443}},
		{"connection-url", "jdbc:avatica:remote:url=http://druid.internal:8888/druid/v2/sql/avatica/", []int{8888}},
		{"mongodb.connection-url", "mongodb://user@a.internal:27018,b.internal/", []int{27018, 27017}},
		{"hive.metastore.uri", "thrift://hms-1:9083,thrift://hms-2:9084", []int{9083, 9084}},
		{"ldap.url", "ldaps://ldap.internal", []int{636}},
		{"kafka.nodes", "a:9092,b", []int{9092, 9092}},
		{"exchange.base-directories", "s3://acme-exchange-prod/etl", nil},
		{"http-event-listener.connect-ingest-uri", "https://collector.internal/events", []int{443}},
		{"description", "see http", nil},
	} {
		if got := portsIn(model.Line{Key: tt.key, Value: tt.value}, nil); !slices.Equal(got, tt.want) {
			t.Errorf("%s=%s: got %v, want %v", tt.key, tt.value, got, tt.want)
		}
	}
}

func TestAPropertyOfItsOwnSaysThePort(t *testing.T) {
	lines := []model.Line{{Key: "elasticsearch.host", Value: "es.internal"}, {Key: "elasticsearch.port", Value: "9243"}}
	if got := portsIn(lines[0], lines); !slices.Equal(got, []int{9243}) {
		t.Errorf("got %v", got)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	files := []model.File{{Path: "catalog/plans.properties", Lines: []model.Line{
		{Key: "connection-url", Value: "jdbc:exa:plans.internal:8563"},
		{Key: "connection-password", Value: "${ENV:PLANS_CONNECTION_PASSWORD}", Secret: "PLANS_CONNECTION_PASSWORD"},
	}}, {Path: "event-listener.properties", Lines: []model.Line{
		{Key: "mysql-event-listener.db.url", Value: "${ENV:URL}", Secret: "URL"},
	}}, {Path: "config.properties", Lines: []model.Line{{Key: "discovery.uri", Value: "http://etl:8080"}}},
		{Path: "jvm.config", Lines: []model.Line{{Value: "# https://bugs.openjdk.org/"}}}}
	p := ports{}
	var got []string
	for _, u := range p.read(files) {
		got = append(got, u.Thing+": "+u.Property)
	}
	want := []string{"catalog plans: connection-url (jdbc:exa)", "event-listener.properties: mysql-event-listener.db.url"}
	if !slices.Equal(got, want) || len(p) > 0 {
		t.Errorf("got %v and %v, want %v", got, p, want)
	}
}
