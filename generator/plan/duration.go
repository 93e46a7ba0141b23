package plan

import (
	"math"
	"strconv"
	"strings"
)

// seconds reads a duration of Trino ("15s", "1.5m"), rounded up; 0 when it is none.
func seconds(text string) int {
	for _, u := range []struct {
		suffix string
		s      float64
	}{{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}} {
		number, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		if n, err := strconv.ParseFloat(strings.TrimSpace(number), 64); err == nil {
			return int(math.Ceil(n * u.s))
		}
	}
	return 0
}
