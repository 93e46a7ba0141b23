package cli

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

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
