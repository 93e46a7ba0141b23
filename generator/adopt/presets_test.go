package adopt

import (
	"maps"
	"testing"
)

func TestATemplateIsReadBackwards(t *testing.T) {
	for _, tt := range []struct {
		name, template, value string
		want                  map[string]string // nil: not made by it
	}{
		{"an address", "jdbc:mysql://{host}:{port}?sslMode={sslMode}", "jdbc:mysql://db.example:3306?sslMode=REQUIRED", map[string]string{"host": "db.example", "port": "3306", "sslMode": "REQUIRED"}},
		{"a database", "jdbc:redshift://{host}:{port}/{database}", "jdbc:redshift://dw:5439/sales", map[string]string{"host": "dw", "port": "5439", "database": "sales"}},
		{"another scheme", "jdbc:mysql://{host}:{port}", "jdbc:mariadb://db:3306", nil},
		{"a part too few", "jdbc:mysql://{host}:{port}?sslMode={sslMode}", "jdbc:mysql://db:3306", nil},
		{"nothing where a field is", "jdbc:mysql://{host}:{port}", "jdbc:mysql://:3306", nil},
		{"text alone", "true", "true", map[string]string{}},
		{"text alone, another", "true", "truer", nil},
		{"one field twice, alike", "{a}-{a}", "x-x", map[string]string{"a": "x"}},
		{"one field twice, apart", "{a}-{a}", "x-y", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := template{parts: partsOf(tt.template)}.backwards(tt.value)
			if ok != (tt.want != nil) || ok && !maps.Equal(got, tt.want) {
				t.Errorf("got %v, %v; want %v", got, ok, tt.want)
			}
		})
	}
}

// What a template makes of fields, it gives back; and what it reads, it makes again.
func TestTemplatesOfTheSchemaGoBothWays(t *testing.T) {
	presets, err := Presets()
	if err != nil || len(presets) < 8 {
		t.Fatalf("%d presets, %v", len(presets), err)
	}
	for _, p := range presets {
		for _, tpl := range p.templates {
			made, ok := tpl.forwards(func(name string) string { return "v" + name })
			if !ok {
				t.Fatalf("%s: %s cannot be filled", p.Name, tpl.property)
			}
			fields, ok := tpl.backwards(made)
			if !ok {
				t.Fatalf("%s: %s does not read %q", p.Name, tpl.property, made)
			}
			for name, v := range fields {
				if v != "v"+name {
					t.Errorf("%s: %s reads %s as %q", p.Name, tpl.property, name, v)
				}
			}
		}
	}
}

func TestAFieldTakesWhatTheSchemaTakes(t *testing.T) {
	presets, err := Presets()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range presets {
		if p.Name != "MySQL" {
			continue
		}
		for _, tt := range []struct {
			field, value string
			want         bool
		}{
			{"port", "3306", true}, {"port", "70000", false}, {"port", "x", false}, {"port", "1 + 1", false}, {"port", "", false},
			{"host", "db.example", true}, {"host", "db/x", false}, {"sslMode", "REQUIRED", true}, {"sslMode", "REQUIRED&x=y", false},
		} {
			if f, _ := p.field(tt.field); f.takes(tt.value) != tt.want {
				t.Errorf("%s %q: got %v", tt.field, tt.value, !tt.want)
			}
		}
	}
}
