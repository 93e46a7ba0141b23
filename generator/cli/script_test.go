package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weir.local/generator/scaffold"
	"weir.local/generator/verify/servertest"
)

// The scripts run this weir, whatever the binary of the test calls itself.
func TestMain(m *testing.M) {
	version = "v0.1.0"
	withoutAWS()
	code := m.Run()
	cleanDeployed()
	os.Exit(code)
}

// TestScripts runs testdata/script: one file a behaviour. Beside testscript's own commands they have
//
//	repo ecs|eks [DIR]    a small repository without findings; files that the script brings are kept
//	store FILE            a Parameter Store with the parameters of FILE, at $ENDPOINT
//	weir ARG...           weir in this process; it must exit with 0
//	exits N weir ARG...   the same; it must exit with N
//	deployed              testdata/diff/base in repository, built and committed on main, with the branch change checked out
//	git ARG...            git, with nobody's configuration
//	comment [FLAG...]     what weir diff --format markdown prints, with BASE for the commit
//	distribution DIR BUILD JAVA   what looks like a Trino distribution
//	harvested VERSION [CONNECTOR:PROPERTY:TYPE]...   data of a version, 476 but for more properties
//	trino [FILE]          a Trino that answers as the JSON says (servertest.Trino); its address is $TRINO
//	statements            prints what that Trino was asked, sorted, with weir_verify_RANDOM_ for what is random
//	parameterstore        a Parameter Store at $SSM
//	somebody set NAME VALUE | remove NAME    somebody else's hand in it
//
// and TERMINAL=80 makes every stream a terminal of 80 columns, ANSWERS=FILE is what is typed on it.
// UPDATE=1 go test ./generator/cli rewrites what a script expects.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			e.Setenv("GIT_CEILING_DIRECTORIES", e.WorkDir)
			e.Values[fakeKey{}] = make([]*servertest.Trino, 1)
			withStore(e)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repo":         repoCommand,
			"weir":         func(ts *testscript.TestScript, _ bool, args []string) { runWeir(ts, fine, args) },
			"exits":        exitsCommand,
			"distribution": distributionCommand,
			"harvested":    harvestedCommand,

			"deployed": deployedCommand,
			"store":    storeCommand,
			"git":      gitCommand,
			"comment":  commentCommand,

			"trino":          trinoCommand,
			"statements":     statementsCommand,
			"parameterstore": parameterStoreCommand,
			"somebody":       somebodyCommand,
		},
	})
}

func exitsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || args[1] != "weir" {
		ts.Fatalf("usage: exits N weir ARG...")
	}
	code, err := strconv.Atoi(args[0])
	ts.Check(err)
	runWeir(ts, code, args[2:])
}

func runWeir(ts *testscript.TestScript, want int, args []string) {
	in := strings.NewReader("")
	if name := ts.Getenv("ANSWERS"); name != "" {
		in = strings.NewReader(ts.ReadFile(name))
	}
	s := Streams{In: in, Out: ts.Stdout(), Err: ts.Stderr(), Env: ts.Getenv, Dir: ts.MkAbs(".")}
	if width, err := strconv.Atoi(ts.Getenv("TERMINAL")); err == nil {
		s.Terminal = Terminal{In: true, Out: true, Err: true, Width: width, Still: true} // on a busy machine it would say how far it is
	}
	if code := Run(context.Background(), args, s); code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// repoCommand lays out what init writes with everything filled in that init leaves open.
func repoCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: repo ecs|eks [DIR]")
	}
	dir := ts.MkAbs(strings.Join(args[1:], ""))
	files, err := scaffold.Repository(scaffold.Options{
		Platform: args[0], Name: "acme", Module: "lake.example", Region: "us-west-2",
		Accounts: map[string]string{"dev": "444455556666", "prod": "111122223333"},
	})
	ts.Check(err)
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
		ts.Check(os.WriteFile(name, bytes.ReplaceAll(f.Data, []byte("-00000000000000000"), []byte("-0a1b2c3d4e5f60718")), 0o644))
	}
}
