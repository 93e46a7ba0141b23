package check_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/check"
	"weir.local/generator/cli"
)

// TestVetInPartFindsWhatVetFinds goes from each rule's good example to its bad one, as an edit does: what vet remembers of
// the good one must not hide what is wrong with the bad one. A rule that looks at several catalogs and sees more of them than
// their face (cli, standing.go) fails here.
func TestVetInPartFindsWhatVetFinds(t *testing.T) {
	for _, rule := range check.Rules() {
		if !strings.Contains(rule.Bad, "catalogs:") {
			continue // everything that is no catalog is looked at every time
		}
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			home, dir := t.TempDir(), estate(t, rule.Good)
			vet(t, home, dir)
			replace(t, dir, estate(t, rule.Bad))
			asWhole(t, home, dir, rule.Bad)
		})
	}
}

// TestVetInPartAfterManyEdits edits catalogs at random and compares each verdict to one without memory.
func TestVetInPartAfterManyEdits(t *testing.T) {
	home, dir := t.TempDir(), estate(t, "")
	random := rand.New(rand.NewPCG(7, 8))
	names := []string{"a", "b_c", "b-c", "d"}
	write(t, filepath.Join(dir, "catalogs", "new.cue"), `package catalogs

import "weir.local/schema"

catalogs: new: schema.#GlueHive & {owner: "sre", clusters: ["adhoc"], properties: "s3.storage-class": "STANDARD"} // since 471
`)
	cluster := filepath.Join(dir, "clusters", "adhoc.cue")
	for step := range 80 {
		if step%8 == 7 {
			flip(t, cluster, "version: 476", "version: 470")
			asWhole(t, home, dir, "another Trino")
		}
		name := names[random.IntN(len(names))]
		edits := []func(string) string{
			func(s string) string { return strings.Replace(s, "db.internal", fmt.Sprintf("db%d.internal", step), 1) },
			func(s string) string {
				return strings.Replace(s, "10m", []string{"10m", "20m", "never"}[random.IntN(3)], 1)
			},
			func(s string) string {
				return strings.Replace(s, "/user", []string{"/user", "/other"}[random.IntN(2)], 1)
			},
			func(s string) string {
				return strings.Replace(s, `"adhoc"`, []string{`"adhoc"`, `"plain"`, `"nowhere"`}[random.IntN(3)], 1)
			},
			func(s string) string { return s + "\n// a comment\n" },
			func(s string) string { return strings.Replace(s, "// more", `waive: CAT002: "an old name"`, 1) },
			func(s string) string { return strings.Replace(s, "// more", `waive: CAT004: "not needed"`, 1) },
			func(s string) string { return "" },
		}
		text := edits[random.IntN(len(edits))](shop(name))
		file := filepath.Join(dir, "catalogs", name+".cue")
		if os.Remove(file); text != "" {
			write(t, file, text)
		}
		asWhole(t, home, dir, fmt.Sprintf("step %d: %s", step, text))
	}
}

// TestVetInPartSeesASecretThatAnotherCatalogHas edits one of two catalogs whose secrets come in one variable: sound as long as
// it is one secret.
func TestVetInPartSeesASecretThatAnotherCatalogHas(t *testing.T) {
	home, dir := t.TempDir(), estate(t, `catalogs: lake: schema.#GlueHive & {owner: "sre", clusters: ["adhoc"], properties: {
	"fs.hadoop.enabled":      true
	"hive.s3.aws-access-key": {parameter: "/lake/key"}
	"hive.s3.aws-secret-key": {parameter: "/lake/secret"}
}}
catalogs: lake_hive: schema.#GlueHive & {owner: "sre", clusters: ["adhoc"], properties: {
	"s3.aws-access-key": {parameter: "/lake/key"}
	"s3.aws-secret-key": {parameter: "/lake/secret"}
}}`)
	if got := vet(t, home, dir); !strings.HasPrefix(got, "0 ") {
		t.Fatalf("the estate is not sound: %s", got)
	}
	flip(t, filepath.Join(dir, "catalogs", "example_catalogs_lake.cue"), "/lake/secret", "/lake/other")
	asWhole(t, home, dir, "another secret")
	if got := vet(t, home, dir); !strings.Contains(got, "CAT007") {
		t.Errorf("two secrets of one variable are not found: %s", got)
	}
}

// flip writes one text for the other in a file, or back.
func flip(t *testing.T, file, a, b string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), b, a, 1)
	if text == string(data) {
		text = strings.Replace(text, a, b, 1)
	}
	if text == string(data) {
		t.Fatalf("%s has neither %q nor %q", file, a, b)
	}
	write(t, file, text)
}

func shop(name string) string {
	return fmt.Sprintf(`package catalogs

import "weir.local/schema"

catalogs: %q: schema.#MySQL & {
	owner:    "commerce"
	clusters: ["adhoc"]
	host:     "db.internal"
	user:     {parameter: "/lake/%[1]s/user"}
	password: {parameter: "/lake/%[1]s/password"}
	properties: "metadata.cache-ttl": "10m"
	// more
}
`, name)
}

// asWhole compares vet's verdict to the one that it gives when it remembers none.
func asWhole(t *testing.T, home, dir, what string) {
	t.Helper()
	remembering := vet(t, home, dir)
	memory, err := filepath.Glob(filepath.Join(home, "weir", "vet-*"))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	for _, file := range memory {
		kept[file], _ = os.ReadFile(file)
		os.Remove(file)
	}
	if afresh := vet(t, home, dir); remembering != afresh {
		t.Fatalf("%s\nwith what it remembers:\n%s\nwithout:\n%s", what, remembering, afresh)
	}
	for file, data := range kept { // the next edit builds on the verdict that is under test
		write(t, file, string(data))
	}
}

func vet(t *testing.T, home, dir string) string {
	t.Helper()
	var out, talk bytes.Buffer
	env := func(name string) string {
		if name == "XDG_CACHE_HOME" {
			return home
		}
		return ""
	}
	code := cli.Run(context.Background(), []string{"vet", "-C", dir, "--format", "json"}, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &talk, Env: env})
	if code > 1 {
		t.Fatalf("vet ends with %d: %s", code, talk.String())
	}
	return fmt.Sprintf("%d %s", code, out.String())
}

// replace puts one folder in another's place.
func replace(t *testing.T, dir, by string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(by, dir); err != nil {
		t.Fatal(err)
	}
}
