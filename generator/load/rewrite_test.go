package load_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/load"
	"weir.local/generator/source"
)

func rewrite(t *testing.T, text string, edits ...load.Edit) (string, load.Rewritten) {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "catalogs"), 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(root, "catalogs", "a.cue")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := load.Rewrite(root, edits)
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(name); string(now) != text {
		t.Error("the file was written")
	}
	if data, ok := r.Files["catalogs/a.cue"]; ok {
		return string(data), r
	}
	return text, r
}

func editOf(kind load.EditKind, text string, path ...string) load.Edit {
	return load.Edit{Kind: kind, Text: text, Place: source.Place{File: "catalogs/a.cue", Path: append(source.Path{"catalogs", "a"}, path...)}}
}

const opening = "package catalogs\n\nimport \"weir.local/schema\"\n\n"

func TestRewrite(t *testing.T) {
	for _, test := range []struct {
		name, in, want string
		edit           load.Edit
	}{
		{"a name in a struct, its comments kept and the columns aligned anew",
			"catalogs: a: schema.#X & {\n\tproperties: {\n\t\t// why\n\t\t\"a.b\":   1 // how\n\t\t\"a.b.c\": 2\n\t}\n}\n",
			"catalogs: a: schema.#X & {\n\tproperties: {\n\t\t// why\n\t\t\"a.long.name\": 1 // how\n\t\t\"a.b.c\":       2\n\t}\n}\n",
			editOf(load.Rename, "a.long.name", "properties", "a.b")},
		{"a name on the way of labels",
			"catalogs: a: schema.#X & {\n\tenvironments: dev: properties: \"a.b\": true\n}\n",
			"catalogs: a: schema.#X & {\n\tenvironments: dev: properties: \"c.d\": true\n}\n",
			editOf(load.Rename, "c.d", "environments", "dev", "properties", "a.b")},
		{"nothing else moves in a file that was never formatted",
			"catalogs:   a: schema.#X & {\n  properties: { \"a.b\" : 1,\n     \"c\":2 }\n}\n",
			"catalogs:   a: schema.#X & {\n  properties: { \"x.y\" : 1,\n     \"c\":2 }\n}\n",
			editOf(load.Rename, "x.y", "properties", "a.b")},
		{"a value",
			"catalogs: a: schema.#X & {\n\ttrino: version: 470 // soon more\n}\n",
			"catalogs: a: schema.#X & {\n\ttrino: version: 476 // soon more\n}\n",
			editOf(load.Set, "476", "trino", "version")},
		{"a line with what is said about it",
			"catalogs: a: schema.#X & {\n\tproperties: {\n\t\t// why\n\t\t\"a.b\": 1 // how\n\n\t\t// stays\n\t\t\"c.d\": 2\n\t}\n}\n",
			"catalogs: a: schema.#X & {\n\tproperties: {\n\t\t// stays\n\t\t\"c.d\": 2\n\t}\n}\n",
			editOf(load.Remove, "", "properties", "a.b")},
		{"the first of a line", "catalogs: a: schema.#X & {properties: {\"a.b\": 1, \"c.d\": 2}}\n", "catalogs: a: schema.#X & {properties: {\"c.d\": 2}}\n", editOf(load.Remove, "", "properties", "a.b")},
		{"the last of a line", "catalogs: a: schema.#X & {properties: {\"a.b\": 1, \"c.d\": 2}}\n", "catalogs: a: schema.#X & {properties: {\"a.b\": 1}}\n", editOf(load.Remove, "", "properties", "c.d")},
		{"what would be left empty goes too", "catalogs: a: schema.#X & {\n\towner: \"me\"\n\tenvironments: dev: properties: \"a.b\": 1\n}\n", "catalogs: a: schema.#X & {\n\towner: \"me\"\n}\n", editOf(load.Remove, "", "environments", "dev", "properties", "a.b")},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, r := rewrite(t, opening+test.in, test.edit)
			if len(r.Done) != 1 || len(r.Left) != 0 {
				t.Fatalf("done %v, left %v", r.Done, r.Left)
			}
			if got != opening+test.want {
				t.Errorf("got\n%s\nwant\n%s", got, opening+test.want)
			}
		})
	}
}

func TestRewriteLeavesWhatItDoesNotUnderstand(t *testing.T) {
	for _, test := range []struct {
		name, in, why string
		edit          load.Edit
	}{
		{"irregular", "catalogs: a: schema.#X & {properties: \"a.b\": n}\nn: 1\n", "irregular", editOf(load.Rename, "c", "properties", "a.b")},
		{"twice", "catalogs: a: schema.#X & {properties: \"a.b\": 1} & {properties: \"a.b\": 1}\n", "field of its own", editOf(load.Rename, "c", "properties", "a.b")},
		{"absent", "catalogs: a: schema.#X & {}\n", "field of its own", editOf(load.Remove, "", "properties", "a.b")},
		{"a sum", "catalogs: a: schema.#X & {trino: version: 400 + 70}\n", "not written there as such", editOf(load.Set, "476", "trino", "version")},
		{"the new name is there", "catalogs: a: schema.#X & {properties: {\"a.b\": 1, c: 1}}\n", "c is written there too", editOf(load.Rename, "c", "properties", "a.b")},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, r := rewrite(t, opening+test.in, test.edit)
			if got != opening+test.in || len(r.Done) != 0 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Why, test.why) {
				t.Errorf("done %v, left %v", r.Done, r.Left)
			}
		})
	}
}

func TestWhatIsLaidOverIsRead(t *testing.T) {
	root := base(t).write(t)
	over := map[string][]byte{"catalogs/tpch.cue": []byte("package catalogs\n\nimport \"weir.local/schema\"\n\ncatalogs: tpch: schema.#TPCH & {\n\townr: \"a\"\n}\n")}
	for _, whole := range []bool{false, true} {
		if _, findings := read(t, root, load.Options{Whole: whole}); findings.Errors() {
			t.Fatalf("%v", lines(findings))
		}
		_, findings := read(t, root, load.Options{Whole: whole, Overlay: over, CacheDir: t.TempDir()})
		if !slices.ContainsFunc(lines(findings), func(s string) bool { return strings.HasPrefix(s, "catalogs/tpch.cue:6:2: CUE: unknown field ownr") }) {
			t.Errorf("whole %v: %v", whole, lines(findings))
		}
	}
}
