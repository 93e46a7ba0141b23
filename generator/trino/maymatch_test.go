package trino_test

import (
	"testing"

	"weir.local/generator/trino"
)

func TestMayMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		parts   []string
		want    bool
	}{
		{`global`, []string{"global"}, true},
		{`globl`, []string{"global"}, false},
		{`glob`, []string{"global"}, false}, // the whole text
		{`(?i)GLOBAL`, []string{"global"}, true},
		{`^global$`, []string{"global"}, true},
		{`global\.users\..*`, []string{"global.users.", ""}, true},
		{`global\.users\.alice`, []string{"global.users.", ""}, true},
		{`global\.user\..*`, []string{"global.users.", ""}, false},
		{`.*\.etl\.night`, []string{"all.", ".night"}, true},
		{`.*\.etl\.day`, []string{"all.", ".night"}, false},
		{`a.c`, []string{"a", "c"}, true},
		{`ac`, []string{"a", "c"}, true},
		{`abd`, []string{"a", "c"}, false},
		{`[ab]+`, []string{"", ""}, true},
		{``, []string{"", ""}, true},
		{``, []string{"a", ""}, false},
		{`(?!global).*`, []string{"global"}, true}, // Java's own: nobody says
		{`glob++al`, []string{"global"}, true},
		{`(a`, []string{"b"}, true}, // another rule's
	} {
		if got := trino.MayMatch(tt.pattern, tt.parts...); got != tt.want {
			t.Errorf("MayMatch(%q, %q) = %t", tt.pattern, tt.parts, got)
		}
	}
}
