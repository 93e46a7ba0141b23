package adopt

import (
	"testing"
)

func TestFilesBesideCatalogsAreTold(t *testing.T) {
	folder := Folder{
		Name:  "etc",
		Files: []Input{{Name: "etc/jvm.config", Data: []byte("-Xmx8G\n")}, {Name: "etc/catalog/a.properties", Data: []byte("connector.name=tpch\n")}},
		Paths: []string{"jvm.config", "catalog/a.properties"},
	}
	r, documents, err := Etc([]Folder{folder}, options(), false)
	if err != nil {
		t.Fatal(err)
	}
	r = r.Sound().Told(documents, func(string) []byte { return nil })
	if len(r.Declarations) != 1 || len(r.Left) != 1 || r.Left[0].What != "jvm.config" {
		t.Errorf("got %d declarations, left %v; want the catalog, and jvm.config left", len(r.Declarations), r.Left)
	}
}

func TestRolesThatDifferHaveSettingsOfTheirOwn(t *testing.T) {
	config := func(name, text string) Folder {
		return Folder{Name: name, Files: []Input{{Name: name + "/config.properties", Data: []byte(text)}}, Paths: []string{"config.properties"}}
	}
	r, _, err := Etc([]Folder{
		config("c", "coordinator=true\ntask.concurrency=8\nquery.client.timeout=5m\nsame=1\n"),
		config("w", "coordinator=false\ntask.concurrency=16\nsame=1\n"),
	}, options(), false)
	if err != nil || len(r.Declarations) != 1 {
		t.Fatalf("%v, %v", err, r.Findings)
	}
	got := map[string]int{}
	for _, f := range r.Declarations[0].Fields {
		switch f.Label {
		case "properties":
			got[f.Label] = len(f.Value.(Fields))
		case "coordinator", "workers":
			for _, below := range f.Value.(Fields) {
				if below.Label == "properties" {
					got[f.Label] = len(below.Value.(Fields))
				}
			}
		}
	}
	if got["properties"] != 1 || got["coordinator"] != 2 || got["workers"] != 1 { // task.concurrency differs, and workers have no timeout
		t.Errorf("got %v", got)
	}
}
