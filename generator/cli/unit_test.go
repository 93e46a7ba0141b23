package cli

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"weir.local/generator/diag"
)

func TestRequiredVersions(t *testing.T) {
	tests := []struct {
		version, require string
		want             bool
	}{
		{"0.1.0", "", true},
		{"0.1.0", ">=0.1.0", true},
		{"0.1.0", ">=0.1", true},
		{"0.1.0", ">=0.0.9", true},
		{"0.1.0", ">=0.1.1", false},
		{"0.9.0", ">=0.10.0", false},
		{"0.1.1", "=0.1.1", true},
		{"0.1.1", "=0.1.0", false},
		{"0.1.0-3-gabcdef0", ">=0.1.0", true}, // three commits behind the release
		{"0.1.0-3-gabcdef0", ">=0.2.0", false},
		{"dev", ">=9.0.0", true},
		{"abcdef0", ">=9.0.0", true},
	}
	for _, tt := range tests {
		if got := satisfied(tt.version, tt.require) == nil; got != tt.want {
			t.Errorf("%s satisfies %q: %t, want %t", tt.version, tt.require, got, tt.want)
		}
	}
}

func TestExcerptKeepsTheCaretInView(t *testing.T) {
	long := strings.Repeat("a", 40) + "X" + strings.Repeat("b", 40)
	tests := []struct {
		name, line string
		col, width int
		text       string
		caret      int
	}{
		{"tabs are four spaces", "\t\thost: 3", 3, 80, "        host: 3", 8},
		{"characters, not bytes", "\"é\": 3", 6, 80, "\"é\": 3", 4},
		{"no column", "host: 3", 0, 80, "host: 3", -1},
		{"a column past the end", "ab", 9, 80, "ab", -1},
		{"at the end", "ab", 3, 80, "ab", 2},
		{"cut on both sides", long, 41, 21, "…aaaaaaXbbbbbbbbbbbb…", 7},
		{"cut behind", long, 1, 10, "aaaaaaaaa…", 0},
	}
	for _, tt := range tests {
		text, caret := excerpt(tt.line, tt.col, tt.width)
		if text != tt.text || caret != tt.caret {
			t.Errorf("%s: %q, caret at %d; want %q, %d", tt.name, text, caret, tt.text, tt.caret)
		}
	}
}

func TestModulePathOfARemote(t *testing.T) {
	for address, want := range map[string]string{
		"git@github.com:acme/lake.git":               "github.com/acme/lake",
		"https://github.com/Acme/Lake.git":           "github.com/acme/lake",
		"https://token@gitlab.example:8443/a/b/lake": "gitlab.example/a/b/lake",
		"ssh://git@example.com:22/lake.git":          "example.com/lake",
	} {
		if got := modulePath(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestWhereACatalogIsOffered(t *testing.T) {
	got := offered([]offering{{"dev", "adhoc"}, {"dev", "etl"}, {"prod", "adhoc"}, {"prod", "etl"}, {"prod", "bi"}})
	if want := "adhoc, etl in dev, prod; bi in prod"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTableBreaksItsLastColumn(t *testing.T) {
	lines := table{indent: "  ", width: 40, columns: []column{{}, {right: true}, {}}}
	lines.add("heap", "89GB", "80 % of the container's memory, whole GB")
	lines.add("cpu", "8", "declared")
	want := "  heap  89GB  80 % of the container's\n" +
		"              memory, whole GB\n" +
		"  cpu      8  declared\n"
	if got := lines.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A page of help is read in a terminal of 100 columns, and tells what a command is for, how a session looks, and how it ends.
func TestHelpIsComplete(t *testing.T) {
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		name := cmd.CommandPath()
		if name != "weir" && (strings.HasPrefix(name, "weir completion") || strings.HasPrefix(name, "weir help")) {
			return
		}
		if cmd.Long == "" || cmd.Short == "" || cmd.Example == "" || cmd.Annotations["exit"] == "" {
			t.Errorf("%s: the help says too little", name)
		}
		for line := range strings.Lines(cmd.Long + "\n" + cmd.UsageString()) {
			if len([]rune(strings.TrimRight(line, "\n"))) > 100 {
				t.Errorf("%s: longer than 100 columns: %s", name, line)
			}
		}
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot(&tool{}))
}

func TestAnInterruptedRunSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, talk bytes.Buffer
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	s := Streams{Out: &out, Err: &talk, Env: func(string) string { return "" }, Dir: root}
	if code := Run(ctx, []string{"vet"}, s); code != interrupted {
		t.Errorf("exit code %d", code)
	}
	if got := talk.String(); got != "weir: interrupted; nothing was changed\n" || out.Len() > 0 {
		t.Errorf("said %q, printed %q", got, out.String())
	}
}

func TestProgressLeavesNothingBehind(t *testing.T) {
	var talk bytes.Buffer
	p := (&tool{Streams: Streams{Err: &talk, Terminal: Terminal{Err: true}}}).progress("reading declarations")
	p.step(1, 5000)
	if talk.Len() > 0 {
		t.Errorf("said %q in the first second", talk.String())
	}
	p.next = time.Now().Add(-time.Second)
	p.step(1204, 5000)
	p.step(1205, 5000)
	p.done()
	p.step(1206, 5000)
	if want := "\r\x1b[Kreading declarations: 1,204 of 5,000\r\x1b[K"; talk.String() != want {
		t.Errorf("said %q, want %q", talk.String(), want)
	}
}

func TestStatusLeavesItsLinesBehind(t *testing.T) {
	var talk bytes.Buffer
	s := (&tool{Streams: Streams{Err: &talk}}).status("starting")
	began := s.since
	s.draw(began.Add(2 * time.Second))
	s.say("started after %d s", 3)
	s.at("1 of 7", began.Add(3*time.Second))
	s.draw(began.Add(4 * time.Second))
	s.end()
	s.draw(began.Add(5 * time.Second))
	if want := "\r\x1b[Kstarting: 2 s\r\x1b[Kstarted after 3 s\n\r\x1b[K1 of 7: 1 s\r\x1b[K"; talk.String() != want {
		t.Errorf("said %q, want %q", talk.String(), want)
	}
}

func TestTwoFilesAtOnePlaceAreAFinding(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	tool := &tool{Streams: Streams{Err: io.Discard, Env: func(string) string { return "" }, Dir: root}}
	c, err := tool.compile(context.Background(), loading{noCache: true})
	if err != nil {
		t.Fatal(err)
	}
	c.platform.Environments = append(c.platform.Environments, c.platform.Environments[0])
	tree, err := c.render()
	if tree != nil || err != nil || !c.findings.Errors() {
		t.Fatalf("tree %v, error %v, findings %v", tree, err, c.findings)
	}
	at := slices.IndexFunc(c.findings, func(d diag.Diagnostic) bool { return d.ID == "OUT001" })
	if at < 0 {
		t.Fatalf("findings %v", c.findings)
	}
	d := c.findings[at]
	if d.Pos.Line == 0 || !strings.Contains(d.Message, "is at the same path as") {
		t.Errorf("%+v", d)
	}
}
