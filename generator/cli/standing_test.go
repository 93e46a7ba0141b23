package cli

import (
	"testing"

	"weir.local/generator/source"
	"weir.local/schema"
)

// TestTheFaceOfACatalog says which edits leave the verdict on other catalogs standing.
func TestTheFaceOfACatalog(t *testing.T) {
	const before = `{"name":"a","clusters":["x"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"}}`
	for name, test := range map[string]struct {
		after string
		same  bool
	}{
		"a value":               {`{"name":"a","clusters":["x"],"host":"other","port":2,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"2m"}}`, true},
		"another cluster":       {`{"name":"a","clusters":["y"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"}}`, false},
		"one cluster more":      {`{"name":"a","clusters":["x","y"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"}}`, false},
		"a property more":       {`{"name":"a","clusters":["x"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m","b":"c"}}`, false},
		"another secret":        {`{"name":"a","clusters":["x"],"host":"h","port":1,"password":{"parameter":"/q"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"}}`, false},
		"a secret for a text":   {`{"name":"a","clusters":["x"],"host":{"secret":"h"},"port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"}}`, false},
		"another template":      {`{"name":"a","clusters":["x"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{port}"},"properties":{"ttl":"1m"}}`, false},
		"a field in another":    {`{"name":"a","clusters":["x"],"host":"h","port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"},"properties":{"ttl":"1m"},"environments":{"dev":{"host":"d"}}}`, false},
		"the order of all that": {`{"properties":{"ttl":"1m"},"name":"a","host":"h","clusters":["x"],"port":1,"password":{"parameter":"/p"},"preset":{"k":"{host}"}}`, true},
	} {
		if got := face(before) == face(test.after); got != test.same {
			t.Errorf("%s: the face is the same: %t, want %t", name, got, test.same)
		}
	}
}

func face(value string) string {
	return faceOf(schema.NewDeclaration(schema.KindCatalog, "a", source.Place{File: "catalogs/a.cue"}, []byte(value)))
}

// TestPartLeavesOutWhatStands holds vet to looking at the changed catalog alone, beside everything that is none.
func TestPartLeavesOutWhatStands(t *testing.T) {
	declare := func(kind schema.Kind, name, value string) *schema.Declaration {
		return schema.NewDeclaration(kind, name, source.Place{File: string(kind) + name}, []byte(value))
	}
	repo := func(host string) *schema.Repo {
		return &schema.Repo{Declarations: []*schema.Declaration{
			declare(schema.KindCluster, "x", `{}`),
			declare(schema.KindCatalog, "a", `{"host":"`+host+`"}`),
			declare(schema.KindCatalog, "b", `{"host":"b"}`),
		}}
	}
	sums := func(host string) grounds {
		g := grounds{Frame: "f", Files: map[string]string{"clusterx": "1", "cataloga": host, "catalogb": "1"}, Catalogs: map[string]catalogSums{}}
		for _, d := range repo(host).Declarations[1:] {
			g.Catalogs[d.Name] = catalogSums{wholeOf(d), faceOf(d)}
		}
		return g
	}
	known, now := remembered{Grounds: sums("one")}, sums("two")
	files, ok := known.moved(now)
	if !ok {
		t.Fatal("a changed value moves everything")
	}
	some := part(repo("two"), known.Grounds, now, files)
	if len(some.Declarations) != 2 || some.Declarations[1].Name != "a" || len(some.Standing[schema.KindCatalog]) != 1 {
		t.Errorf("looked at: %v, standing: %v", some.Declarations, some.Standing)
	}
}
