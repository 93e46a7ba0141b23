package artifact_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"cuelang.org/go/cue/cuecontext"
	cueyaml "cuelang.org/go/encoding/yaml"
	"go.yaml.in/yaml/v3"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
)

func nan() float64 { return math.NaN() }

func ExampleYAML() {
	etl := source.Declared(source.Place{File: "clusters/etl.cue", Path: source.Path{"clusters", "etl", "workers"}})
	file := artifact.YAML("prod/etl/helm/values.yaml", artifact.Map{
		{Key: "server", Comment: "Set by the chart otherwise.", Value: artifact.Map{
			{Key: "workers", Value: artifact.Int(etl, 2)},
		}},
		{Key: "additionalCatalogs", Value: artifact.Map{
			{Key: "tpch", Value: artifact.Text{artifact.Property(etl, "connector.name", "tpch")}},
		}},
	})
	fmt.Printf("%s", file.Data)
	_, origin, _ := file.Line(3)
	fmt.Println(origin)
	// Output:
	// # Set by the chart otherwise.
	// server:
	//   workers: 2
	// additionalCatalogs:
	//   tpch: |
	//     connector.name=tpch
	// declared clusters/etl.cue: clusters.etl.workers
}

// sample holds every kind of node in every kind of place.
func sample() artifact.Node {
	o := func(label string) *source.Origin { return declared("a.cue", label) }
	return artifact.Map{
		{Key: "name", Value: artifact.String(o("name"), "etl"), Comment: "the cluster\n\nand more"},
		{Key: "enabled", Value: artifact.Bool(o("enabled"), true)},
		{Key: "share", Value: artifact.Float(o("share"), 1)},
		{Key: "nothing", Value: artifact.Null(o("nothing"))},
		{Key: "jvm", Value: artifact.Strings(o("jvm"), "-Xmx24G", "-XX:+ExitOnOutOfMemoryError", "- x", "")},
		{Key: "empty map", Value: artifact.From(o("emptyMap"), artifact.Map{})},
		{Key: "empty: list", Value: artifact.From(o("emptyList"), artifact.List{})},
		{Key: "tree", Value: artifact.From(o("tree"), artifact.Map{
			{Key: "8080", Value: artifact.Int(o("port"), 8080)},
			{Key: "on", Value: artifact.String(o("on"), "off")},
		})},
		{Key: "list", Value: artifact.List{
			artifact.Map{
				{Key: "first", Value: artifact.Int(o("first"), 1), Comment: "above the dash"},
				{Key: "second", Value: artifact.List{artifact.Int(o("deep"), 2), artifact.List{artifact.Int(o("deeper"), 3), artifact.Int(o("deeper"), 4)}}},
			},
			artifact.List{artifact.String(o("inner"), "a"), artifact.String(o("inner"), "b\nc\n")},
			artifact.List{},
			artifact.Text{{Origin: o("one"), Text: "one"}, {Origin: nil, Text: ""}, {Origin: o("three"), Text: "  three"}},
		}},
		{Key: "keep", Value: artifact.String(o("keep"), "no newline\nat the end")},
		{Key: "indented", Value: artifact.Text{{Origin: o("i1"), Text: "  two spaces"}, {Origin: o("i2"), Text: "none"}}},
		{Key: "blank end", Value: artifact.Text{{Origin: o("b1"), Text: "x"}, {Origin: o("b2"), Text: ""}}},
		{Key: "nil", Value: nil},
	}
}

// annotated prints each line of a file with its origin.
func annotated(f artifact.File) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n") {
		fmt.Fprintf(&b, "%-44s<- %s\n", line, f.Lines[i])
	}
	return b.String()
}

func TestSpellingsWithTheirOrigins(t *testing.T) {
	for name, f := range map[string]artifact.File{
		"sample.yaml.golden": artifact.YAML("sample.yaml", sample()),
		"sample.json.golden": artifact.JSON("sample.json", sample()),
	} {
		golden(t, "testdata/"+name, annotated(f))
		checkLines(t, f)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (UPDATE=1 rewrites it):\n%s", path, got)
	}
}

// checkLines holds a file to what File promises.
func checkLines(t *testing.T, f artifact.File) {
	t.Helper()
	text := string(f.Data)
	if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
		t.Errorf("%s does not end in exactly one newline: %q", f.Path, text)
	}
	if n := strings.Count(text, "\n"); n != len(f.Lines) {
		t.Errorf("%s has %d lines and %d origins", f.Path, n, len(f.Lines))
	}
	for i, origin := range f.Lines {
		if origin == nil {
			t.Errorf("%s:%d has no origin", f.Path, i+1)
		}
	}
}

// What some reader of YAML 1.1 or 1.2 takes for something else.
var treacherous = []string{
	"", " ", "y", "Y", "n", "N", "yes", "Yes", "NO", "on", "Off", "true", "TRUE", "false", "null", "Null", "~", "=", "<<",
	"0", "08", "0o17", "017", "0x1F", "0b11", "1_000", "-1", "+1", "-_1", "1e3", "1E+3", ".5", "5.", "-.5", "1.0", "1:30", "190:20:30", "-1:30",
	".inf", "-.Inf", "+.INF", ".nan", ".NaN", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
	"-", "- x", "-x", "--", "---", "--- x", "...", "?", "? x", ":", ": x", "a:", "a: b", "a :b", "#x", "a #b", "a#b", ",", "[x]", "{x}", "x]", "x, y",
	"&a", "*a", "!a", "!!str a", "|", ">", "'a'", `"a"`, "it's", `say "x"`, "%x", "@x", "`x", " lead", "trail ", "a\tb", "\t", "a\\b",
	"\n", "\n\n", "a\n", "a\nb", "a\n\nb\n", "a\n\n", " a\nb\n", "\na\n", "\ta\nb\n", "a\n\tb\n", "a\n b", "a \nb \n", "a\r\nb\r\n", "a\n  \nb\n", "a\n# b\n", "a\n---\nb\n", "a\n  ",
	"\u0085", "a\u2028b", "a\u2029\n", "\ufeff", "\ufeffa\nb\n", "\x00", "a\x1bb", "\x7f", "\u00a0x", "é", "😀", "\ue000", "\U0010ffff", "日本\n語\n",
	"${ENV:ORDERS_PASSWORD}", "jdbc:mysql://h:3306/?a=b", "-Xmx24G", "10.0.0.0/16", "*", "arn:aws:s3:::b/*", "0123456789abcdef", "1.2.3", "24GB", "10m", "v1", "e1", "_1", "0x", "1__",
}

func TestTreacherousStringsAreReadBack(t *testing.T) {
	for _, s := range treacherous {
		checkYAML(t, artifact.Map{{Key: s, Value: artifact.String(nil, s)}, {Key: "other", Value: artifact.Strings(nil, s, "x", s)}},
			map[string]any{s: s, "other": []any{s, "x", s}})
		checkYAML(t, artifact.Strings(nil, s), []any{s})
		checkYAML(t, artifact.String(nil, s), s)
		checkJSON(t, artifact.Map{{Key: s, Value: artifact.String(nil, s)}}, map[string]any{s: s})
	}
}

func TestQuotesOnlyWhereNeeded(t *testing.T) {
	for _, s := range []string{
		"${ENV:ORDERS_PASSWORD}", "jdbc:mysql://h:3306/?a=b", "-Xmx24G", "-XX:+UseG1GC", "arn:aws:s3:::b/*", "24GB", "10m", "v1", "it's", "a#b", "a :b", "x, y", "/etc/trino", "awslogs", "é", "e1", "<none>",
	} {
		if got := string(artifact.YAML("x", artifact.Strings(nil, s)).Data); got != "- "+s+"\n" {
			t.Errorf("%s is spelled %s", s, got)
		}
	}
}

// The readers of the fuzz tests take these for strings, others do not. PyYAML
// 6.0 (YAML 1.1) and ruamel.yaml (1.2) read back 60,000 random strings of such
// pieces.
func TestQuotesWhatYAML11Takes(t *testing.T) {
	for _, s := range []string{
		"y", "Y", "yes", "No", "ON", "off", "=", "<<", "017", "0o17", "1_000", "0b11", "1:30", "190:20:30.15", "2001-01-01", "2001-1-1 1:2:3", "+.inf", "-_1", "1e3", "685.230_15e+03", "~", "Null",
	} {
		if got := string(artifact.YAML("x", artifact.Strings(nil, s)).Data); got != "- \""+s+"\"\n" {
			t.Errorf("%s is spelled %s", s, got)
		}
	}
}

func TestTextLinesKeepTheirOrigins(t *testing.T) {
	a, b := declared("a.cue"), declared("b.cue")
	f := artifact.Text{{Origin: a, Text: "one"}, {Origin: b, Text: "two\nand three"}, {Text: "four"}}.File("x")
	checkLines(t, f)
	if f.Lines[0] != a || f.Lines[1] != b || f.Lines[2] != b || f.Lines[3].Kind != source.KindFixed {
		t.Errorf("origins %v", f.Lines)
	}
}

func TestLongKeysAreReadBack(t *testing.T) {
	key := strings.Repeat("k", 2000)
	checkYAML(t, artifact.Map{{Key: key, Value: artifact.Map{{Key: "a", Value: artifact.Int(nil, 1)}}}}, map[string]any{key: map[string]any{"a": 1}})
}

func TestSortedLeavesTheMapAlone(t *testing.T) {
	m := artifact.Map{{Key: "b"}, {Key: "a"}}
	if sorted := m.Sorted(); sorted[0].Key != "a" || m[0].Key != "b" {
		t.Errorf("sorted %v of %v", sorted, m)
	}
}

func TestNumbersAreReadBackAsTheyAre(t *testing.T) {
	for _, f := range []float64{0, 1, -1, 0.7, 1e21, 1e-7, 1.5e300, math.MaxFloat64, math.SmallestNonzeroFloat64, 100000} {
		checkYAML(t, artifact.Map{{Key: "f", Value: artifact.Float(nil, f)}}, map[string]any{"f": f})
		checkJSON(t, artifact.Map{{Key: "f", Value: artifact.Float(nil, f)}}, map[string]any{"f": f})
	}
	for _, i := range []int64{0, -1, 8080, math.MaxInt64, math.MinInt64} {
		checkYAML(t, artifact.Map{{Key: "i", Value: artifact.Int(nil, i)}}, map[string]any{"i": int(i)})
	}
}

func FuzzStringsAreReadBack(f *testing.F) {
	for _, s := range treacherous {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, key, s string) {
		if !utf8.ValidString(s) || !utf8.ValidString(key) || key == "other" {
			t.Skip()
		}
		node := artifact.Map{{Key: key, Value: artifact.String(nil, s)}, {Key: "other", Value: artifact.List{artifact.Lines(nil, s), artifact.String(nil, s)}}}
		lines := artifact.Lines(nil, s).String()
		want := map[string]any{key: s, "other": []any{lines, s}}
		checkYAML(t, node, want)
		checkJSON(t, node, want)
	})
}

// FuzzTreesAreReadBack grows a tree of every kind of node out of a seed.
func FuzzTreesAreReadBack(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		node, want := grow(rand.New(rand.NewPCG(seed, 0)), 4)
		checkYAML(t, node, want)
		checkJSON(t, node, want)
	})
}

func grow(r *rand.Rand, depth int) (artifact.Node, any) {
	kind := r.IntN(8)
	if depth == 0 {
		kind = r.IntN(6)
	}
	switch kind {
	case 0:
		return artifact.Null(nil), nil
	case 1:
		return artifact.Bool(nil, true), true
	case 2:
		return artifact.Int(nil, -42), -42
	case 3:
		return artifact.Float(nil, 0.25), 0.25
	case 4:
		text := pick(r) + "\n" + pick(r)
		return artifact.Lines(nil, text), artifact.Lines(nil, text).String()
	case 5:
		s := pick(r)
		return artifact.String(nil, s), s
	case 6:
		list, want := artifact.List{}, []any{}
		for range r.IntN(4) {
			node, value := grow(r, depth-1)
			list, want = append(list, node), append(want, value)
		}
		return artifact.From(declared("list.cue"), list), want
	}
	m, want := artifact.Map{}, map[string]any{}
	for range r.IntN(4) {
		key := pick(r)
		if _, twice := want[key]; twice {
			continue
		}
		node, value := grow(r, depth-1)
		m = append(m, artifact.Entry{Key: key, Value: node, Comment: []string{"", "why\nso"}[r.IntN(2)]})
		want[key] = value
	}
	return m, want
}

func pick(r *rand.Rand) string { return treacherous[r.IntN(len(treacherous))] }

// checkYAML reads YAML by two readers: yaml.v3 (1.1 with parts of 1.2, as
// Kubernetes and Helm read) and CUE's.
func checkYAML(t *testing.T, node artifact.Node, want any) {
	t.Helper()
	f := artifact.YAML("x.yaml", node)
	checkLines(t, f)
	var got any
	if err := yaml.Unmarshal(f.Data, &got); err != nil {
		t.Errorf("yaml.v3: %v\n%q", err, f.Data)
	} else if !reflect.DeepEqual(got, want) {
		t.Errorf("yaml.v3 reads %#v, want %#v\n%s", got, want, f.Data)
	}
	checkCUE(t, f, want)
	if again := artifact.YAML("x.yaml", node); string(again.Data) != string(f.Data) {
		t.Errorf("two spellings: %q and %q", f.Data, again.Data)
	}
}

func checkCUE(t *testing.T, f artifact.File, want any) {
	t.Helper()
	syntax, err := cueyaml.Extract("x.yaml", f.Data)
	if err != nil {
		t.Errorf("cue: %v\n%q", err, f.Data)
		return
	}
	got, err := cuecontext.New().BuildFile(syntax).MarshalJSON()
	if err != nil {
		t.Errorf("cue: %v\n%q", err, f.Data)
		return
	}
	if !reflect.DeepEqual(fromJSON(t, got), normal(t, want)) {
		t.Errorf("cue reads %s, want %#v\n%s", got, want, f.Data)
	}
}

func checkJSON(t *testing.T, node artifact.Node, want any) {
	t.Helper()
	f := artifact.JSON("x.json", node)
	checkLines(t, f)
	if got := fromJSON(t, f.Data); !reflect.DeepEqual(got, normal(t, want)) {
		t.Errorf("JSON is read as %#v, want %#v\n%s", got, want, f.Data)
	}
}

func fromJSON(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Errorf("%v\n%q", err, data)
	}
	return v
}

// normal is a value as encoding/json reads it: every number a float.
func normal(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return fromJSON(t, data)
}

func BenchmarkYAML(b *testing.B) {
	node := sample()
	for b.Loop() {
		artifact.YAML("x", node)
	}
}
