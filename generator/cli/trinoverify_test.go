package cli

import (
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/trino"
)

// TestVerifyKnowsWhatWasHarvested asks a server of a version that only the repository knows.
func TestVerifyKnowsWhatWasHarvested(t *testing.T) {
	carried, _ := trino.For(476)
	data := carried.Data()
	data.Version = 480
	encoded, err := trino.Encode(data)
	if err != nil {
		t.Fatal(err)
	}
	own, err := trino.Decode(encoded)
	if err != nil {
		t.Fatal(err)
	}
	known, cluster := trino.Releases{}.With(own), &model.Cluster{Version: 476, Release: carried}
	for version, want := range map[string]int{"480": 480, "470": 470, "476": 476, "480-acme": 476, "481": 476} {
		if got := releaseOf(version, known, cluster); got.Version != want {
			t.Errorf("of a server of %s weir asks the data of %d, want %d", version, got.Version, want)
		}
	}
}
