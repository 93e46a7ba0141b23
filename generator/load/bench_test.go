package load_test

import (
	"testing"

	"weir.local/generator/load"
)

// BenchmarkRepository reads this repository: few declarations, so mostly the schema.
func BenchmarkRepository(b *testing.B) {
	for b.Loop() {
		if _, _, err := load.Repository(b.Context(), repository, load.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
