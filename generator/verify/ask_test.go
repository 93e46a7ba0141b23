package verify

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/trino"
	"weir.local/generator/verify/server"
	"weir.local/generator/verify/servertest"
)

// declared are catalogs of one cluster.
func declared(catalogs ...*model.Catalog) []Catalog {
	return Catalogs([]*model.Cluster{{Name: "adhoc", Environment: "prod", Catalogs: catalogs}})
}

func catalog(name, connector string, properties ...string) *model.Catalog {
	c := &model.Catalog{Name: name, Connector: connector, Properties: []model.Line{{Key: "connector.name", Value: connector}}}
	for i := 0; i < len(properties); i += 2 {
		c.Properties = append(c.Properties, model.Line{Key: properties[i], Value: properties[i+1]})
	}
	return c
}

func asker(t *testing.T, fake *servertest.Trino) Asker {
	t.Helper()
	http := fake.Start()
	t.Cleanup(http.Close)
	release, _ := trino.For(476)
	return Asker{server.Client{URL: http.URL, User: "weir"}, Prefix(), NewStubs(release).Literal}
}

func TestAnInterruptDropsWhatIsUnderWay(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	fake := &servertest.Trino{Version: "476", OnStatement: func(sql string) {
		if strings.HasPrefix(sql, "CREATE") {
			cancel() // the interrupt comes while the server is at it
		}
	}}
	var many []*model.Catalog
	for _, name := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		many = append(many, catalog(name, "tpch"))
	}
	_, err := asker(t, fake).Ask(ctx, declared(many...), func(Outcome) {})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if len(fake.Catalogs) > 0 {
		t.Errorf("left behind: %v", fake.Catalogs)
	}
	created, dropped := 0, 0
	for _, sql := range fake.Statements() {
		if strings.HasPrefix(sql, "CREATE") {
			created++
		} else {
			dropped++
		}
	}
	if created == 0 || created > atATime+1 || dropped != created {
		t.Errorf("%d created, %d dropped, of 26", created, dropped)
	}
}

func TestNoSecretIsSent(t *testing.T) {
	fake := &servertest.Trino{Version: "476"}
	a := asker(t, fake)
	c := catalog("orders", "mysql",
		"connection-url", "jdbc:mysql://orders:3306?x=${ENV:ORDERS_X}", "connection-user", "${ENV:ORDERS_USER}", "connection-password", "a literal that came through")
	outcomes, err := a.Ask(context.Background(), declared(c), func(Outcome) {})
	if err != nil || outcomes[0].Verdict != Accepted {
		t.Fatalf("%v, %v", outcomes, err)
	}
	want := `CREATE CATALOG ` + a.Prefix + `0_orders USING mysql WITH ("connection-password" = 'weir-verify-stub', ` +
		`"connection-url" = 'jdbc:mysql://orders:3306?x=weir-verify-stub', "connection-user" = 'weir-verify-stub')`
	if got := fake.Statements(); !slices.Equal(got, []string{want, "DROP CATALOG IF EXISTS " + a.Prefix + "0_orders"}) {
		t.Errorf("%q", got)
	}
}

func TestACatalogThatCannotBeDroppedIsNamed(t *testing.T) {
	fake := &servertest.Trino{Version: "476", Refuse: map[string]servertest.Refusal{"DROP": {Name: "PERMISSION_DENIED", Message: "Cannot drop catalog"}}}
	a := asker(t, fake)
	_, err := a.Ask(context.Background(), declared(catalog("tpch", "tpch")), func(Outcome) {})
	var left Left
	if !errors.As(err, &left) || left.Name != a.Prefix+"0_tpch" {
		t.Errorf("%v", err)
	}
}

func TestCatalogsThatReadAlikeAreAskedAboutOnce(t *testing.T) {
	same, other := catalog("tpch", "tpch"), catalog("tpch", "tpch", "tpch.splits-per-node", "4")
	all := Catalogs([]*model.Cluster{
		{Name: "a", Environment: "dev", Catalogs: []*model.Catalog{same}},
		{Name: "a", Environment: "prod", Catalogs: []*model.Catalog{same}},
		{Name: "b", Environment: "prod", Catalogs: []*model.Catalog{other}},
	})
	if len(all) != 2 || len(all[0].Where) != 2 || !slices.Equal(all[0].Environments(), []string{"dev", "prod"}) {
		t.Errorf("%+v", all)
	}
}

func TestStubsHaveTheFormOfWhatTheyStandFor(t *testing.T) {
	release, _ := trino.For(476)
	for _, tt := range []struct{ connector, key, want string }{
		{"mysql", "connection-url", "jdbc:mysql://weir-verify-stub"},
		{"hive", "s3.max-connections", "1"},
		{"hive", "hive.metastore", "THRIFT"},
		{"hive", "s3.path-style-access", "true"},
		{"nobodys", "own.secret", "weir-verify-stub"},
	} {
		stubs := NewStubs(release)
		all, err := stubs.Environment(declared(catalog("x", tt.connector, tt.key, "${ENV:X}")))
		if err != nil || len(all) != 1 || !strings.EqualFold(all["X"], tt.want) {
			t.Errorf("%s of %s: %v, %v; want %s", tt.key, tt.connector, all, err, tt.want)
		}
	}
}
