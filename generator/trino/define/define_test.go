package define

import (
	"slices"
	"strings"
	"testing"

	"weir.local/generator/trino"
)

// release is one connector with one property.
func release(t *testing.T, version int, connector string, p trino.ClassProperty) *trino.Release {
	t.Helper()
	b, err := trino.Encode(trino.Data{
		Version: version,
		Classes: map[string]trino.Class{"a.B": {Properties: []trino.ClassProperty{p}}},
		Files: []trino.FileData{
			{Kind: "connector", Name: connector, Bindings: []trino.Binding{{Class: "a.B"}}},
			{Kind: "server"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := trino.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMoreSaysWhatIsNew(t *testing.T) {
	known := []*trino.Release{release(t, 476, "mysql", trino.ClassProperty{Name: "a", Type: "boolean"})}
	for _, test := range []struct {
		name                    string
		more                    *trino.Release
		definitions, properties int
		retyped                 []string
		holds                   string
	}{
		{"the same", release(t, 480, "mysql", trino.ClassProperty{Name: "a", Type: "boolean"}), 0, 0, nil, "package schema"},
		{"a property", release(t, 480, "mysql", trino.ClassProperty{Name: "b", Type: "Duration"}), 0, 1, nil, "#MySQLProperty: {\n\t// Duration, since 477.\n\t\"b\": #DurationProperty\n}"},
		{"a secret", release(t, 480, "mysql", trino.ClassProperty{Name: "b", Type: "String", Sensitive: true}), 0, 1, nil, "\"b\": #Reference"},
		{"another type", release(t, 480, "mysql", trino.ClassProperty{Name: "a", Type: "String"}), 0, 0, []string{"connector mysql: a"}, "package schema"},
		{"a connector", release(t, 480, "my-lake.x", trino.ClassProperty{Name: "a", Type: "boolean"}), 1, 1, nil, "#MyLakeXProperties: {"},
	} {
		a, err := More(known, []*trino.Release{test.more})
		if err != nil {
			t.Fatal(test.name, err)
		}
		if a.Definitions != test.definitions || a.Properties != test.properties || !slices.Equal(a.Retyped, test.retyped) {
			t.Errorf("%s: %d definitions, %d properties, retyped %v", test.name, a.Definitions, a.Properties, a.Retyped)
		}
		if !strings.Contains(string(a.Text), test.holds) {
			t.Errorf("%s: no %s in\n%s", test.name, test.holds, a.Text)
		}
	}
}

// A sentence about a property that no connector has would never be seen.
func TestEverySentenceIsAboutAProperty(t *testing.T) {
	var all []string
	for _, r := range (trino.Releases{}).All() {
		for _, name := range r.Connectors() {
			f, _ := r.Connector(name)
			for _, p := range f.Properties() {
				all = append(all, p.Name)
			}
		}
	}
	for name, text := range sentences {
		if !slices.Contains(all, name) {
			t.Errorf("%s is no property: %s", name, text)
		}
		if len(text) > 100 || strings.HasSuffix(text, ".") {
			t.Errorf("%s: longer than an editor shows in a line, or ended twice: %s", name, text)
		}
	}
}
