package check

import (
	"strconv"
	"strings"

	"weir.local/generator/trino"
)

// Units of sizes; Trino's GB is binary.
const (
	mib = int64(1) << 20
	gib = int64(1) << 30
)

// size reads a size as Trino does: "8GB"; 0 for what it does not take.
func size(text string) int64 {
	n, err := trino.ParseDataSize(text)
	if err != nil {
		return 0
	}
	return n
}

func number(text string) float64 {
	n, _ := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }

func ceilGB(bytes int64) int64 { return (bytes + gib - 1) / gib }

func gigabytes(n int64) string { return strconv.FormatInt(n, 10) + "GB" }

// floorText is a size rounded down to whole GB, below one to whole MB.
func floorText(bytes int64) string {
	if bytes >= gib {
		return gigabytes(bytes / gib)
	}
	return strconv.FormatInt(bytes/mib, 10) + "MB"
}

// days reads an age: "30d"; 0 for none.
func days(text string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(text, "d"))
	return n
}
