package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weir.local/generator/scaffold"
)

// gitEnv makes Git the same everywhere: nobody's configuration, one author, one day.
func gitEnv() []string {
	var env []string
	for _, pair := range [][2]string{
		{"GIT_CONFIG_GLOBAL", os.DevNull}, {"GIT_CONFIG_NOSYSTEM", "1"},
		{"GIT_AUTHOR_NAME", "Ada"}, {"GIT_AUTHOR_EMAIL", "ada@example.internal"}, {"GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z"},
		{"GIT_COMMITTER_NAME", "Ada"}, {"GIT_COMMITTER_EMAIL", "ada@example.internal"}, {"GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z"},
	} {
		env = append(env, pair[0]+"="+pair[1])
	}
	return env
}

// runGit runs git in a directory.
func runGit(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), gitEnv()...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// runIn runs weir in a directory and returns what it prints on both streams.
func runIn(dir string, args ...string) (code int, out string) {
	return runInEnv(dir, func(string) string { return "" }, args...)
}

func runInEnv(dir string, env func(string) string, args ...string) (code int, out string) {
	var both bytes.Buffer
	s := Streams{Out: &both, Err: &both, Env: env, Dir: dir}
	code = Run(context.Background(), args, s)
	return code, both.String()
}

// deployed is a repository with everything that a change can be about, built and committed on main: testdata/diff/base over
// what init writes. It is made once.
var deployed = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "weir-deployed-")
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(dir, os.DirFS("testdata/diff/base")); err != nil {
		return "", err
	}
	files, err := scaffold.Repository(scaffold.Options{
		Platform: "eks", Name: "acme", Module: "lake.example", Region: "us-west-2",
		Accounts: map[string]string{"dev": "444455556666", "prod": "111122223333"},
	})
	if err != nil {
		return "", err
	}
	var rest []scaffold.File
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil {
			rest = append(rest, f)
		}
	}
	if err := scaffold.Create(dir, rest); err != nil {
		return "", err
	}
	if code, out := runIn(dir, "build"); code != fine {
		return "", &os.PathError{Op: "weir build", Path: out, Err: os.ErrInvalid}
	}
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"commit", "-q", "-m", "base"}, {"checkout", "-q", "-b", "change"}} {
		if out, err := runGit(dir, args...); err != nil {
			return "", &os.PathError{Op: "git " + args[0], Path: out, Err: err}
		}
	}
	return dir, nil
})

// cleanDeployed removes it after all tests.
func cleanDeployed() {
	if dir, err := deployed(); err == nil {
		_ = os.RemoveAll(dir)
	}
}

// deployedCommand lays out that repository in the script's directory, on a branch of its own: "deployed".
func deployedCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: deployed")
	}
	dir, err := deployed()
	ts.Check(err)
	ts.Check(os.CopyFS(ts.MkAbs("repository"), os.DirFS(dir)))
}

// gitCommand runs git: "git merge main", "! git merge main".
func gitCommand(ts *testscript.TestScript, neg bool, args []string) {
	out, err := runGit(ts.MkAbs("."), args...)
	if _, err := ts.Stdout().Write([]byte(out)); err != nil {
		ts.Fatalf("%v", err)
	}
	if (err != nil) != neg {
		ts.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// base is the commit in the first lines of a diff, which is another one whenever any line of out/ is.
var baseCommit = regexp.MustCompile("(?i)(against `?)[0-9a-f]{10}")

// commentCommand prints the comment of a pull request, with BASE for the commit that it is against: "comment [FLAG...]".
func commentCommand(ts *testscript.TestScript, neg bool, args []string) {
	var out, talk bytes.Buffer
	s := Streams{Out: &out, Err: &talk, Env: ts.Getenv, Dir: ts.MkAbs(".")}
	code := Run(context.Background(), append([]string{"diff", "--format", "markdown"}, args...), s)
	if neg || code != fine {
		ts.Fatalf("exit code %d\n%s", code, talk.String())
	}
	if out.Len() > commentLimit {
		ts.Fatalf("a comment of %d bytes", out.Len())
	}
	if _, err := ts.Stdout().Write(baseCommit.ReplaceAll(out.Bytes(), []byte("${1}BASE"))); err != nil {
		ts.Fatalf("%v", err)
	}
}

func TestCommentFitsWhateverChanges(t *testing.T) {
	for name, r := range map[string]diffReport{
		"a thousand catalogs":   hugeReport(1000, "orders"),
		"long names":            hugeReport(300, strings.Repeat("long", 100)),
		"names of many bytes":   hugeReport(1000, strings.Repeat("급", 100)),
		"marks in every name":   hugeReport(1000, strings.Repeat("`|@<", 30)),
		"everything is at risk": hugeRisks(5000),
	} {
		t.Run(name, func(t *testing.T) {
			text := diffMarkdown(r, commentLimit)
			if len(text) > commentLimit {
				t.Errorf("%d bytes", len(text))
			}
			if !strings.HasPrefix(text, marker+"\n") {
				t.Errorf("begins with %.40q", text)
			}
			for _, s := range r.sections() {
				if !s.loud && !strings.Contains(text, strings.TrimSpace(s.heading())) {
					t.Errorf("says nothing of %s", s.title)
				}
			}
			if opened, closed := strings.Count(text, "<details>"), strings.Count(text, "</details>"); opened != closed {
				t.Errorf("%d folds opened, %d closed", opened, closed)
			}
		})
	}
}

// hugeReport changes n catalogs on as many clusters, with all that follows.
func hugeReport(n int, stem string) diffReport {
	r := diffReport{Changes: true, Base: diffBase{Explained: true, short: "0123456789", Revision: "main"}}
	for i := range n {
		name := stem + strings.Repeat("x", i%7) + string(rune('a'+i%26))
		where := []string{"prod/" + name, "dev/" + name}
		r.Things = append(r.Things, diffThing{Kind: "catalog", Name: name, Change: "changed", Where: where, Fields: []diffField{{"metadata.cache-ttl", "1m", name}}})
		r.Secrets = append(r.Secrets, diffSecret{Where: where, Place: "parameter /" + name, For: []string{"catalog " + name}, Needed: i%2 == 0})
		r.Deliveries = append(r.Deliveries, diffDelivery{Where: where, Effect: "rolling restart", Order: "the coordinator", Queries: "all fail", Reasons: []string{"catalog " + name}})
		r.Capacity = append(r.Capacity, diffCapacity{Where: where, After: &diffSize{MaxWorkers: i}})
		r.Itself = append(r.Itself, diffRewrite{name, where})
	}
	r.Counts.Restarts, r.Counts.Kinds = 2*n, []diffKinds{{Kind: "catalog", Changed: n}}
	return r
}

func hugeRisks(n int) diffReport {
	r := hugeReport(10, "orders")
	for range n {
		r.Risks = append(r.Risks, diffRisk{Where: []string{"prod"}, Subject: "dataset mmp", What: "kept 1d instead of 730d", Why: "S3 deletes it"})
	}
	r.Counts.Risks = n
	return r
}

func TestCodeSpansEndWhereTheyShould(t *testing.T) {
	for text, want := range map[string]string{
		"orders":               "`orders`",
		"a <b> @team":          "`a <b> @team`",
		"a`b":                  "<code>a&#96;b</code>",
		"a|b":                  "<code>a&#124;b</code>",
		"`@team` <!-- x --> |": "<code>&#96;&#64;team&#96; &#60;&#33;-- x --&#62; &#124;</code>",
		"two\nlines":           "`two lines`",
		"bad\xffbytes":         "`bad?bytes`",
		" padded":              "<code> padded</code>",
	} {
		if got := codeSpan(text); got != want {
			t.Errorf("%q becomes %s, want %s", text, got, want)
		}
	}
}

func TestDiffIsAsItsSchemaSays(t *testing.T) {
	dir, err := deployed()
	if err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	change := func(file, old, new string) {
		t.Helper()
		name := filepath.Join(copied, file)
		data, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%s: no %q, %v", file, old, err)
		}
		if err := os.WriteFile(name, bytes.ReplaceAll(data, []byte(old), []byte(new)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	change("lake/events.cue", `"730d"`, `"365d"`)
	change("clusters/adhoc.cue", "max:    8", "max:    9")
	change("catalogs/orders.cue", "catalogs: orders:", "catalogs: sales:")
	change("catalogs/orders.cue", "/orders/user", "/sales/user")
	if err := os.Remove(filepath.Join(copied, "clusters", "etl.cue")); err != nil {
		t.Fatal(err)
	}
	if code, out := runIn(copied, "build"); code != fine {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	code, out := runIn(copied, "diff", "--format", "json")
	if code != fine {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	matches(t, "diff.schema.json", []byte(out))
	for _, part := range []string{`"kept 365d instead of 730d"`, `"renamed"`, `"removed"`, `"needed": true`, `"minVCPU"`} {
		if !strings.Contains(out, part) {
			t.Errorf("the change shows no %s", part)
		}
	}
}
