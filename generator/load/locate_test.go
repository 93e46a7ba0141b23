package load_test

import (
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/generator/source"
)

func TestPlacesAreFound(t *testing.T) {
	text := `package catalogs

import "weir.local/schema"

catalogs: orders: schema.#MySQL & {
	owner: "commerce"
	clusters: ["a", "b"]
	{description: "embedded"}
	properties: "metadata.cache-ttl": "10m"
	environments: dev: host: "x"
} & {
	(port): 5
	"quoted": {deep: [{name: 1}, {name: 2}]}
}
catalogs: orders: host: "merged"
`
	root := files{"catalogs/orders.cue": text}.write(t)
	tests := []struct {
		path  source.Path
		at    string
		exact bool
	}{
		{source.Path{"catalogs"}, "5:1", true},
		{source.Path{"catalogs", "orders"}, "5:11", true},
		{source.Path{"catalogs", "orders", "owner"}, "6:9", true},
		{source.Path{"catalogs", "orders", "clusters"}, "7:12", true},
		{source.Path{"catalogs", "orders", "clusters", source.Index(1)}, "7:18", true},
		{source.Path{"catalogs", "orders", "clusters", source.Index(5)}, "7:2", false},
		{source.Path{"catalogs", "orders", "description"}, "8:16", true},
		{source.Path{"catalogs", "orders", "properties", "metadata.cache-ttl"}, "9:36", true},
		{source.Path{"catalogs", "orders", "properties", "other"}, "9:2", false},
		{source.Path{"catalogs", "orders", "environments", "dev", "host"}, "10:27", true},
		{source.Path{"catalogs", "orders", "environments", "prod", "host"}, "10:2", false},
		{source.Path{"catalogs", "orders", "quoted", "deep", source.Index(1), "name"}, "13:38", true},
		{source.Path{"catalogs", "orders", "host"}, "15:25", true},
		{source.Path{"catalogs", "orders", "port"}, "5:11", false},
		{source.Path{"clusters"}, "", false},
	}
	for _, tt := range tests {
		pos, exact := load.Where(root, source.Place{File: "catalogs/orders.cue", Path: tt.path})
		want := "catalogs/orders.cue"
		if tt.at != "" {
			want += ":" + tt.at
		}
		if pos.String() != want || exact != tt.exact {
			t.Errorf("%s: %s, %t; want %s, %t", tt.path, pos, exact, want, tt.exact)
		}
	}
}

func TestLocateFillsInWhatIsNotKnown(t *testing.T) {
	root := files{"catalogs/a.cue": "package catalogs\n\ncatalogs: a: host: 1\n"}.write(t)
	place := source.Place{File: "catalogs/a.cue", Path: source.Path{"catalogs", "a", "host"}}
	known := source.Pos{File: "catalogs/a.cue", Line: 7, Col: 7}
	list := load.Locate(root, diag.List{
		{Place: place, Related: []diag.Related{{Place: place}}},
		{Place: place, Pos: known},
		{Place: source.Place{File: "gone.cue"}},
		{},
	})
	if list[0].Pos.Line != 3 || list[0].Related[0].Pos.Line != 3 || list[1].Pos != known || list[2].Pos.Line != 0 || list[3].Pos.Line != 0 {
		t.Errorf("%+v", list)
	}
}
