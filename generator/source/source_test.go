package source_test

import (
	"fmt"
	"slices"
	"testing"

	"weir.local/generator/source"
)

func ExampleOrigin_All() {
	base := source.Declared(source.Place{File: "catalogs/orders.cue", Path: source.Path{"catalogs", "orders", "host"}})
	dev := source.Override(source.Place{File: "catalogs/orders.cue", Path: source.Path{"catalogs", "orders", "environments", "dev", "host"}}, base)
	url := source.Computed("jdbc:mysql://<host>:<port>", dev, source.Default("MySQL listens on 3306", source.Place{}))
	for o := range url.All() {
		fmt.Println(o)
	}
	// Output:
	// computed jdbc:mysql://<host>:<port>
	// override catalogs/orders.cue: catalogs.orders.environments.dev.host
	// declared catalogs/orders.cue: catalogs.orders.host
	// default MySQL listens on 3306
}

func TestPathQuotesAsCUEDoes(t *testing.T) {
	tests := []struct {
		path source.Path
		want string
	}{
		{source.Path{"catalogs", "orders", "properties", "metadata.cache-ttl"}, `catalogs.orders.properties."metadata.cache-ttl"`},
		{source.Path{"clusters", "etl", "zones", source.Index(0)}, `clusters.etl.zones[0]`},
		{source.Path{"catalogs", "2024"}, `catalogs."2024"`},
		{source.Path{"#Catalog", "_hidden", "_#both", "$dollar"}, `#Catalog._hidden._#both.$dollar`},
		{source.Path{"a", ""}, `a.""`},
		{source.Path{`say "hi"`}, `"say \"hi\""`},
		{source.Path{"straße", "x1"}, `straße.x1`},
		{source.Path{"[x]"}, `"[x]"`},
		{nil, ``},
	}
	for _, tt := range tests {
		if got := tt.path.String(); got != tt.want {
			t.Errorf("%q prints %s, want %s", []string(tt.path), got, tt.want)
		}
	}
}

func TestAppendCopies(t *testing.T) {
	base := append(make(source.Path, 0, 8), "catalogs")
	a, b := base.Append("orders"), base.Append("sheets")
	if a.String() != "catalogs.orders" || b.String() != "catalogs.sheets" {
		t.Errorf("paths share labels: %s, %s", a, b)
	}
}

func TestPosPrintsWhatIsKnown(t *testing.T) {
	for want, pos := range map[string]source.Pos{
		"catalogs/orders.cue:8:15": {File: "catalogs/orders.cue", Line: 8, Col: 15},
		"catalogs/orders.cue:8":    {File: "catalogs/orders.cue", Line: 8},
		"catalogs/orders.cue":      {File: "catalogs/orders.cue"},
		"-":                        {},
	} {
		if got := pos.String(); got != want {
			t.Errorf("%#v prints %s, want %s", pos, got, want)
		}
	}
}

func TestPositionsSortByFileLineColumn(t *testing.T) {
	sorted := []source.Pos{{"a", 2, 9}, {"a", 10, 1}, {"a", 10, 2}, {"b", 0, 0}}
	got := slices.Clone(sorted)
	slices.Reverse(got)
	slices.SortFunc(got, source.Pos.Compare)
	if !slices.Equal(got, sorted) {
		t.Errorf("sorted %v", got)
	}
}

func TestOriginString(t *testing.T) {
	place := source.Place{File: "clusters/etl.cue", Path: source.Path{"clusters", "etl"}}
	for want, o := range map[string]*source.Origin{
		"preset schema.#MySQL (clusters/etl.cue: clusters.etl)": source.Preset("schema.#MySQL", place),
		"fixed Trino listens on 8080":                           source.Fixed("Trino listens on 8080"),
		"unknown":                                               nil,
	} {
		if got := o.String(); got != want {
			t.Errorf("prints %q, want %q", got, want)
		}
	}
}

func TestAllVisitsASharedOriginOnce(t *testing.T) {
	shared := source.Fixed("shared")
	o := source.Computed("sum", shared, source.Computed("part", shared))
	var n int
	for range o.All() {
		n++
	}
	if n != 3 {
		t.Errorf("visited %d origins, want 3", n)
	}
}
