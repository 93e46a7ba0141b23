package load_test

import (
	"testing"

	"weir.local/generator/load"
)

const repository = "../.."

func TestTheRepositoryItself(t *testing.T) {
	repo, findings, err := load.Repository(t.Context(), repository, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range findings {
		t.Errorf("%s: %s: %s", d.Pos, d.ID, d.Message)
	}
	if repo.Requires != ">=0.1.0" {
		t.Errorf("requires %q", repo.Requires)
	}
	if n := len(repo.Declarations); n < 30 {
		t.Errorf("%d declarations", n)
	}
	for _, d := range repo.Declarations {
		if d.Name == "orders" && (d.Place.File != "catalogs/orders.cue" || d.Head().Connector != "mysql") {
			t.Errorf("orders is %+v: %s", d.Place, d.JSON)
		}
	}
}
