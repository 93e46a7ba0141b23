package trino_test

import (
	"slices"
	"strings"
	"testing"

	"weir.local/generator/trino"
)

func TestCheckSession(t *testing.T) {
	release, _ := trino.For(476)
	iceberg, _ := release.Connector("iceberg")
	for _, tt := range []struct {
		file        *trino.File
		known       []trino.SessionProperty
		name, value string
		says        string // "": it is taken
	}{
		{release.Server(), release.SessionProperties(), "query_max_run_time", "1h", ""},
		{release.Server(), release.SessionProperties(), "query_max_run_time", "30", "no duration"},
		{release.Server(), release.SessionProperties(), "query_max_scan_physical_bytes", "1tb", "no unit of size"},
		{release.Server(), release.SessionProperties(), "join_distribution_type", "broadcast", ""},
		{release.Server(), release.SessionProperties(), "join_distribution_type", "AUTO", "not one of"},
		{release.Server(), release.SessionProperties(), "task_concurrency", "8", ""},
		{release.Server(), release.SessionProperties(), "task_concurrency", "8.5", "no whole number"},
		{release.Server(), release.SessionProperties(), "spill_enabled", "TRUE", ""},
		{release.Server(), release.SessionProperties(), "spill_enabled", "yes", "neither true nor false"},
		{release.Server(), release.SessionProperties(), "execution_policy", "anything", ""}, // nothing says what it takes
		{release.Server(), release.SessionProperties(), "retry_policy", "TASK", ""},         // hidden, and taken
		{iceberg, iceberg.SessionProperties(), "target_max_file_size", "512MB", ""},
		{iceberg, iceberg.SessionProperties(), "target_max_file_size", "512", "no size"},
		{iceberg, iceberg.SessionProperties(), "compression_codec", "BROTLI", "not one of"},
	} {
		i := slices.IndexFunc(tt.known, func(p trino.SessionProperty) bool { return p.Name == tt.name })
		if i < 0 {
			t.Errorf("%s is no session property", tt.name)
			continue
		}
		err := tt.file.CheckSession(tt.known[i], tt.value)
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s %q: %v, want %q", tt.name, tt.value, err, tt.says)
		}
	}
}
