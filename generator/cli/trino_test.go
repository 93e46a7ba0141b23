package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weir.local/generator/verify/servertest"
)

// fakeKey is where a script's Trino is kept between its commands.
type fakeKey struct{}

func trinoCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: trino [FILE]")
	}
	fake := &servertest.Trino{Version: "476"}
	if len(args) == 1 {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), fake))
	}
	http := fake.Start()
	ts.Defer(http.Close)
	ts.Setenv("TRINO", http.URL)
	fakes(ts)[0] = fake
}

func statementsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 || fakes(ts)[0] == nil {
		ts.Fatalf("usage: trino [FILE], then statements")
	}
	random := regexp.MustCompile(`weir_verify_[0-9a-f]{8}_\d*`)
	var all []string
	for _, sql := range fakes(ts)[0].Statements() {
		all = append(all, random.ReplaceAllString(sql, "weir_verify_RANDOM"))
	}
	slices.Sort(all)
	for _, sql := range all {
		fmt.Fprintln(ts.Stdout(), sql)
	}
}

// fakes holds the Trino of a script; its Env has one.
func fakes(ts *testscript.TestScript) []*servertest.Trino {
	return ts.Value(fakeKey{}).([]*servertest.Trino)
}

func TestWhatAServerSaysIsAsTheSchemasSay(t *testing.T) {
	fake := &servertest.Trino{
		Version: "480", Catalogs: map[string]string{"system": "system", "hive": "iceberg", "old": "tpch"},
		Refuse: map[string]servertest.Refusal{"USING mysql": {Name: "GENERIC_INTERNAL_ERROR", Message: "no"}},
	}
	http := fake.Start()
	defer http.Close()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []struct {
		schema string
		code   int
		args   []string
	}{
		{"trino-verify.schema.json", found, []string{"trino", "verify"}},
		{"trino-catalogs-plan.schema.json", fine, []string{"trino", "catalogs", "plan", "--env", "prod", "--cluster", "etl"}},
	} {
		var out, talk bytes.Buffer
		s := Streams{Out: &out, Err: &talk, Env: func(string) string { return "" }, Dir: root}
		if code := Run(context.Background(), append(form.args, "--server", http.URL, "--format", "json"), s); code != form.code {
			t.Fatalf("weir %v: exit code %d\n%s%s", form.args, code, talk.String(), out.String())
		}
		matches(t, form.schema, out.Bytes())
	}
}
