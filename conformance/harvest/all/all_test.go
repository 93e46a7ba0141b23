package all

import (
	"bytes"
	"testing"

	"weir.local/conformance/harvest"
	"weir.local/conformance/install"
)

// TestTheWholeDistribution harvests all of it: the same bytes as weir carries.
func TestTheWholeDistribution(t *testing.T) {
	things, err := install.All(t.Output())
	if err != nil {
		t.Fatal(err)
	}
	got, want := harvest.Harvest(t, things, things.Trino), harvest.Committed(t)
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes that differ from the %d in generator/trino/data/%d.gz", len(got), len(want), harvest.Version)
	}
}
