package load_test

import (
	"testing"

	"weir.local/generator/load"
)

func TestTheRepositoryItself(t *testing.T) {
	for _, whole := range []bool{false, true} {
		repo, findings := read(t, repository, load.Options{Whole: whole})
		for _, line := range lines(findings) {
			t.Error(line)
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
}
