package metrics

import (
	"slices"
	"testing"
)

func TestReadListsTheMetricsOfAnExpression(t *testing.T) {
	for _, tt := range []struct {
		expression string
		want       []string
	}{
		{`up`, []string{"up"}},
		{`absent(up{trino_cluster="etl",trino_role="coordinator"} == 1)`, []string{"up"}},
		{`sum by (pod, a) (rate(trino_x{b="c"}[5m])) > 3`, []string{"trino_x"}},
		{`a{x="b{2} c"} - 1 < 1e3 and on (d) (e offset 5m) unless f`, []string{"a", "e", "f"}},
		{`label_replace(sum(a), "group", "$1", "name", "b_(.+)_c")`, []string{"a"}},
		{`sum without(x) (a) / ignoring(y) group_left(z) b`, []string{"a", "b"}},
		{`topk(3, a) or vector(0) or a`, []string{"a"}},
		{`count(count by (pod) (count_over_time(up[30m])))`, []string{"up"}},
	} {
		if got := Read(tt.expression); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.expression, got, tt.want)
		}
	}
}
