package trino

import "fmt"

// Embedded is the data file of a release, for benchmarks.
func Embedded(version int) []byte {
	b, _ := embedded.ReadFile(fmt.Sprintf("data/%d.gz", version))
	return b
}

// Renames is the table of names that no class declares.
func Renames() []Rename { return renames }
