package plan

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Units of sizes. Trino's GB is binary (airlift DataSize), as is Kubernetes' GiB.
const (
	mib = int64(1) << 20
	gib = int64(1) << 30
)

var units = []struct {
	suffix string
	bytes  int64
}{
	{"KiB", 1 << 10}, {"MiB", mib}, {"GiB", gib}, {"TiB", 1 << 40},
	{"kB", 1 << 10}, {"MB", mib}, {"GB", gib}, {"TB", 1 << 40}, {"PB", 1 << 50}, {"B", 1},
}

// parseSize reads a size of a container ("112GiB") or of Trino ("89GB"), both binary; 0 when it is neither.
func parseSize(text string) int64 {
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || n < 0 {
			return 0
		}
		return int64(math.Round(n * float64(u.bytes)))
	}
	return 0
}

// dataSize spells a size as Trino does, to a tenth: "89GB", "26.7GB", "512MB".
func dataSize(bytes int64) string {
	if bytes < gib {
		return strconv.FormatInt((bytes+mib/2)/mib, 10) + "MB"
	}
	tenths := (bytes*10 + gib/2) / gib
	if tenths%10 == 0 {
		return strconv.FormatInt(tenths/10, 10) + "GB"
	}
	return fmt.Sprintf("%d.%dGB", tenths/10, tenths%10)
}

// share is a part of a size in percent, rounded down to what dataSize spells without a rest.
func share(bytes, percent int64) int64 {
	if part := bytes * percent / 100; part < gib {
		return part / mib * mib
	}
	tenths := bytes * percent / 10 / gib
	return (tenths*gib + 9) / 10
}

// floorTo rounds a size down to what Trino and the JVM spell without a rest: whole GB, below 4 GB whole MB.
func floorTo(bytes int64) int64 {
	if bytes >= 4*gib {
		return bytes / gib * gib
	}
	return bytes / mib * mib
}

// jvmSize spells a size for -Xmx, which takes whole numbers only: "89G", "1536M".
func jvmSize(bytes int64) string {
	if bytes%gib == 0 {
		return strconv.FormatInt(bytes/gib, 10) + "G"
	}
	return strconv.FormatInt(bytes/mib, 10) + "M"
}
