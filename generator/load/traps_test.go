package load_test

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/diag"
	"weir.local/generator/load"
	"weir.local/schema"
)

// The traps of CUE that change a verdict, one test each.

func TestAnInvalidConstantIsRefusedThoughOnlyInterpolated(t *testing.T) {
	root := base(t).with(files{
		"house/house.cue": "package house\n\nregion: =~\"^us-\"\nregion: \"eu-west-1\"\n",
		"catalogs/m.cue":  "package catalogs\n\nimport (\n\t\"weir.local/house\"\n\t\"weir.local/schema\"\n)\n\ncatalogs: m: schema.#TPCH & {owner: \"\\(house.region)\", clusters: [\"*\"]}\n",
	}).write(t)
	_, findings := read(t, root, load.Options{})
	wants(t, findings, "house/house.cue:4:9: CUE")
}

func TestAnInvalidConstantOfALibraryIsRefused(t *testing.T) {
	root := userRepository(t).with(files{
		"cue.mod/gen/lib.example/data/data.cue": "package data\n\nregion: =~\"^us-\"\nregion: \"eu-west-1\"\n",
		"catalogs/m.cue":                        "package catalogs\n\nimport (\n\t\"lib.example/data\"\n\t\"weir.local/schema\"\n)\n\ncatalogs: m: schema.#TPCH & {owner: \"\\(data.region)\", clusters: [\"*\"]}\n",
	}).write(t)
	for _, dir := range []string{"", t.TempDir()} {
		for range 2 {
			_, findings := read(t, root, load.Options{CacheDir: dir})
			wants(t, findings, "cue.mod/gen/lib.example/data/data.cue:4:9: REF020")
		}
	}
}

func TestAMissingFieldIsAnErrorWithoutAFlag(t *testing.T) {
	root := base(t).with(files{"catalogs/m.cue": mysql("m", "-host")}).write(t)
	_, findings := read(t, root, load.Options{})
	wants(t, findings, "catalogs/m.cue:5:11: CUE: host is missing")
}

func TestNoMistakeHidesAnother(t *testing.T) {
	root := base(t).with(files{
		"catalogs/m.cue": mysql("m", "-host", "-owner", "port: 0", "hots: \"db\"", "user: {parametr: \"/x\"}", "environments: {dev: {port: \"x\", foo: 1}, prod: sslMode: \"require\"}", "only: [5]", "description: nope"),
		"catalogs/n.cue": mysql("n", "-clusters"),
		"catalogs/o.cue": mysql("o", "password: 5") + "}",
	}).write(t)
	for _, whole := range []bool{false, true} {
		repo, findings := read(t, root, load.Options{Whole: whole})
		wants(t, findings,
			"catalogs/m.cue:5:11: CUE: owner is missing", // and host is not: hots was meant to be it
			"catalogs/m.cue:7:9: CUE: unknown field parametr",
			"catalogs/m.cue:9:8: CUE: port 0 must be more than 0",
			"catalogs/m.cue:10:2: CUE: unknown field hots",
			"catalogs/m.cue:11:29: CUE: port \"x\" is text, not a whole number",
			"catalogs/m.cue:11:34: CUE: unknown field foo",
			"catalogs/m.cue:11:58: CUE: sslMode \"require\" is not one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY",
			"catalogs/m.cue:12:9: CUE: only[0] 5 is a whole number, not text",
			"catalogs/m.cue:13:15: CUE: nope is not defined",
			"catalogs/n.cue:5:11: CUE: clusters is missing",
			"catalogs/o.cue:12:1: SYN",
		)
		if names := repo.Names(schema.KindCatalog); !slices.Equal(names, []string{"orders", "tpch"}) {
			t.Errorf("sound catalogs: %v", names)
		}
	}
}

func TestTheEnvironmentChangesNothing(t *testing.T) {
	if root := os.Getenv("LOAD_TRAP"); root != "" { // the second process
		_, findings := read(t, root, load.Options{})
		fmt.Println(verdict(findings))
		return
	}
	root := base(t).with(files{"catalogs/m.cue": mysql("m", "hots: 1")}).write(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestTheEnvironmentChangesNothing$")
	cmd.Env = append(os.Environ(), "LOAD_TRAP="+root, "CUE_DEBUG=opendef=1", "CUE_EXPERIMENT=nonsense", "CUE_REGISTRY=registry.invalid")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "unknown field hots") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestUnknownPropertiesOfEveryConnectorAreRefused(t *testing.T) {
	for _, definition := range []string{"#MySQL", "#PostgreSQL", "#Redshift", "#GlueHive", "#GlueIceberg", "#GoogleSheets", "#TPCH", "#TPCDS"} {
		root := base(t).with(files{"catalogs/m.cue": catalog("m", "schema."+definition+" & {\n\tproperties: \"no.such-property\": \"x\"\n}")}).write(t)
		_, findings := read(t, root, load.Options{})
		want := `catalogs/m.cue:6:14: CUE: unknown property "no.such-property"`
		if !slices.Contains(lines(findings), want) {
			t.Errorf("%s: %v", definition, lines(findings))
		}
	}
}

func TestOneNameInTwoFilesIsRefused(t *testing.T) {
	root := base(t).with(files{"catalogs/a.cue": mysql("m"), "catalogs/b.cue": mysql("m")}).write(t)
	repo, findings := read(t, root, load.Options{})
	wants(t, findings, "catalogs/b.cue:5:11: REF005: catalog m is declared in two files")
	if at := findings[0].Related[0].Pos.String(); at != "catalogs/a.cue:5:11" {
		t.Errorf("also declared at %s", at)
	}
	if names := repo.Names(schema.KindCatalog); !slices.Equal(names, []string{"m", "orders", "tpch"}) {
		t.Errorf("catalogs: %v", names)
	}
}

func TestSemicolonsAreASyntaxError(t *testing.T) {
	root := base(t).with(files{"catalogs/m.cue": "package catalogs\n\na: 1; b: 2\n"}).write(t)
	_, findings := read(t, root, load.Options{})
	if !findings.Errors() || findings[0].ID != "SYN" || findings[0].Pos.Line != 3 {
		t.Errorf("%v", lines(findings))
	}
}

func TestTagsAreNotInjected(t *testing.T) {
	root := base(t).with(files{"catalogs/m.cue": mysql("m", `host: string @tag(host)`)}).write(t)
	_, findings := read(t, root, load.Options{})
	wants(t, findings, "catalogs/m.cue:8:8: CUE: host is not a value yet")
}

// TestALoopOverOverridesIsEvaluatedOnce keeps an eye on the idiom that makes rendering in CUE quadratic: declarations that use
// it are slow, but the loader evaluates them no more often than it must.
func TestALoopOverOverridesIsEvaluatedOnce(t *testing.T) {
	body := "package catalogs\n\n" + head + "_environments: [\"dev\", \"prod\"]\ncatalogs: {for e in _environments {let over = *_hosts[e] | {host: \"a\"}, \"m_\\(e)\": schema.#TPCH & {owner: over.host, clusters: [\"*\"]}}}\n_hosts: dev: host: \"b\"\n"
	root := base(t).with(files{"catalogs/m.cue": body}).write(t)
	repo, findings := read(t, root, load.Options{})
	wants(t, findings)
	if names := repo.Names(schema.KindCatalog); !slices.Equal(names, []string{"m_dev", "m_prod", "orders", "tpch"}) {
		t.Errorf("catalogs: %v", names)
	}
}

// userRepository is base as a user has it: a module of another name, the schema in cue.mod/gen.
func userRepository(t testing.TB) files {
	t.Helper()
	all := schemaFiles(t, "cue.mod/gen/weir.local/schema")
	for name, text := range base(t) {
		if !strings.HasPrefix(name, "schema/") {
			all[name] = text
		}
	}
	all["cue.mod/module.cue"] = "module: \"lake.example\"\nlanguage: version: \"v0.17.0\"\n"
	return all
}

// wants compares findings by their beginnings, all of them, in order.
func wants(t *testing.T, list diag.List, want ...string) {
	t.Helper()
	got := lines(list)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("missing: %s", want[i])
		case i >= len(want):
			t.Errorf("more: %s", got[i])
		case !strings.HasPrefix(got[i], want[i]):
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}
