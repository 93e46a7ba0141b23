package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/encoding/json"
	"cuelang.org/go/encoding/jsonschema"

	"weir.local/generator/diag"
	"weir.local/generator/source"
	"weir.local/schema"
)

// matches holds JSON to the schema that documents it.
func matches(t *testing.T, name string, data []byte) {
	t.Helper()
	file := filepath.Join("..", "..", "docs", "schema", name)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	expr, err := json.Extract(file, text)
	if err != nil {
		t.Fatal(err)
	}
	form, err := jsonschema.Extract(ctx.BuildExpr(expr), &jsonschema.Config{StrictFeatures: true})
	if err != nil {
		t.Fatal(err)
	}
	value, err := json.Extract("output.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if err := ctx.BuildFile(form).Unify(ctx.BuildExpr(value)).Validate(cue.Concrete(true)); err != nil {
		t.Errorf("%s does not describe: %v\n%s", name, err, data)
	}
}

func TestFindingsAreAsTheSchemaSays(t *testing.T) {
	place := source.Place{File: "clusters/etl.cue", Path: source.Path{"clusters", "etl", "workers"}}
	c := &compiled{root: t.TempDir(), repo: &schema.Repo{}, findings: diag.List{
		{ID: "TRN003", Level: diag.Error, Message: "too much", Remedy: "write less", Place: place, Pos: source.Pos{File: place.File, Line: 3, Col: 2}},
		{ID: "TRN005", Level: diag.Waived, Message: "on spot", Reason: "repeated by Airflow", Place: place, Environments: []string{"prod"}},
		{ID: "REF001", Level: diag.Warning, Message: "twice", Raw: "conflicting values", Related: []diag.Related{{Message: "also at", Place: place}}},
	}}
	tool := &tool{Streams: Streams{Env: func(string) string { return "" }}}
	for _, findings := range []diag.List{c.findings, nil} {
		r := tool.report(c, paint{})
		r.findings, r.raw = findings, true
		var b bytes.Buffer
		if err := printJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		matches(t, "vet.schema.json", b.Bytes())
	}
}

func TestJSONFormsAreAsTheirSchemasSay(t *testing.T) {
	for name, args := range map[string][]string{
		"plan.schema.json":          {"show", "plan", "--format", "json"},
		"iam.schema.json":           {"show", "iam", "--format", "json"},
		"catalogs.schema.json":      {"show", "catalogs", "--format", "json"},
		"explain.schema.json":       {"explain", "--format", "json"},
		"vet.schema.json":           {"vet", "--format", "json"},
		"trino-upgrade.schema.json": {"trino", "upgrade", "--to", "470", "--format", "json"},
	} {
		root, err := filepath.Abs("../..")
		if err != nil {
			t.Fatal(err)
		}
		var out, talk bytes.Buffer
		s := Streams{Out: &out, Err: &talk, Env: func(string) string { return "" }, Dir: root}
		if code := Run(context.Background(), args, s); code != fine {
			t.Fatalf("weir %v: exit code %d\n%s%s", args, code, talk.String(), out.String())
		}
		matches(t, name, out.Bytes())
	}
}
