package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"weir.local/generator/deliver/ssm/ssmtest"
)

// TestEveryJSONFormHasASchema walks the commands: one that prints JSON has a schema of its title in docs/schema, which some test
// holds its output to, and no schema describes anything else.
func TestEveryJSONFormHasASchema(t *testing.T) {
	schemas := map[string]string{} // file by title
	files, err := filepath.Glob("../../docs/schema/*.schema.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var said struct{ Title string }
		if err := json.Unmarshal(data, &said); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		schemas[said.Title] = filepath.Base(file)
	}
	tests := testSources(t)
	for _, command := range printingJSON(newRoot(&tool{})) {
		title := command + " --format json"
		name, ok := schemas[title]
		switch {
		case !ok:
			t.Errorf("no file of docs/schema has the title %q", title)
		case !strings.Contains(tests, `"`+name+`"`):
			t.Errorf("no test holds %s to %s", title, name)
		}
		delete(schemas, title)
	}
	for title, file := range schemas {
		t.Errorf("docs/schema/%s describes %q, which no command prints", file, title)
	}
}

// printingJSON are the commands beneath one whose --format can be json, as people type them: "weir show plan".
func printingJSON(cmd *cobra.Command) []string {
	var all []string
	if complete, ok := cmd.GetFlagCompletionFunc("format"); ok {
		formats, _ := complete(cmd, nil, "")
		if slices.ContainsFunc(formats, func(f string) bool { name, _, _ := strings.Cut(f, "\t"); return name == "json" }) {
			all = append(all, cmd.CommandPath())
		}
	}
	for _, sub := range cmd.Commands() {
		all = append(all, printingJSON(sub)...)
	}
	return all
}

// testSources is the text of this package's tests.
func testSources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

// TestWhatParameterStoreSaysIsAsTheSchemasSay pushes, and lets somebody change, remove and add a parameter.
func TestWhatParameterStoreSaysIsAsTheSchemasSay(t *testing.T) {
	store := ssmtest.New()
	defer store.Close()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	run := func(want int, args ...string) []byte {
		t.Helper()
		var out, talk bytes.Buffer
		s := Streams{Out: &out, Err: &talk, Env: func(string) string { return "" }, Dir: root}
		args = append([]string{"ssm", args[0], "out/prod/adhoc", "--endpoint-url", store.URL}, args[1:]...)
		if code := Run(context.Background(), args, s); code != want {
			t.Fatalf("weir %v: exit code %d\n%s%s", args, code, talk.String(), out.String())
		}
		return out.Bytes()
	}
	matches(t, "ssm-plan.schema.json", run(fine, "plan", "--format", "json"))
	run(fine, "push", "--yes", "--rate", "1000")
	matches(t, "ssm-drift.schema.json", run(fine, "drift", "--format", "json"))
	store.Set("/weir/prod/adhoc/log.properties", "io.trino=DEBUG", "arn:aws:iam::"+ssmtest.Account+":user/bob")
	store.Set("/weir/prod/adhoc/catalog/extra.properties", "connector.name=memory", "")
	store.Remove("/weir/prod/adhoc/node.properties")
	matches(t, "ssm-plan.schema.json", run(fine, "plan", "--format", "json"))
	matches(t, "ssm-drift.schema.json", run(found, "drift", "--format", "json"))
}
