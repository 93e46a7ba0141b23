package cli

import "testing"

func TestSecretsAreNotShown(t *testing.T) {
	for _, tt := range []struct {
		line string
		col  int
		want string
		at   int
	}{
		{`	password: "hunter2"`, 12, `	password: "…"`, 12},
		{`	"connection-password": "hunter2", x: "y" // z`, 25, `	"connection-password": "…", x: "…" // z`, 25},
		{`	user: "bob", password: "hunter2"`, 25, `	user: "…", password: "…"`, 25},
		{`	password: "with \" inside"`, 12, `	password: "…"`, 12},
		{`	password: "never ends`, 12, `	password: "…"`, 12},
		{`	password: #"raw"#`, 12, `	password: "…"`, 12},
		{`	password: 'bytes'`, 2, `	password: "…"`, 2},
		{`	password: parameter: "/lake/{environment}/p"`, 23, `	password: parameter: "/lake/{environment}/p"`, 23},
	} {
		if masked, at := withoutTexts(tt.line, tt.col); masked != tt.want || at != tt.at {
			t.Errorf("%s:%d: got %s:%d, want %s:%d", tt.line, tt.col, masked, at, tt.want, tt.at)
		}
	}
}
