package nearest_test

import (
	"fmt"
	"slices"
	"testing"

	"weir.local/generator/nearest"
)

func ExampleNames() {
	have := []string{"metadata.cache-ttl", "metadata.cache-maximum-size", "connection-url"}
	fmt.Println(nearest.Names("metdata.cachettl", have, 3))
	// Output: [metadata.cache-ttl]
}

func TestNames(t *testing.T) {
	have := []string{"dev", "prod", "adhoc", "etl", "s3.region", "s3.path-style-access", "hive.metastore.uri"}
	for _, test := range []struct {
		name, want string
		max        int
		names      []string
	}{
		{"one letter changed", "prdo", 3, []string{"prod"}},
		{"other case", "ADHOC", 3, []string{"adhoc"}},
		{"a name itself is no suggestion", "dev", 3, nil},
		{"nothing near", "warehouse", 3, nil},
		{"a dot for a dash", "s3.path.style-access", 1, []string{"s3.path-style-access"}},
		{"no more than asked for", "xev", 0, nil},
		{"empty", "", 3, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := nearest.Names(test.want, have, test.max); !slices.Equal(got, test.names) {
				t.Errorf("Names(%q) = %q, want %q", test.want, got, test.names)
			}
		})
	}
}

func TestNamesOrdersEqualsByName(t *testing.T) {
	got := nearest.Names("cat", []string{"rat", "bat", "hat"}, 2)
	if want := []string{"bat", "hat"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
