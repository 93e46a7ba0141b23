package cli

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// pullRequests are the changes that the scripts diff_*.txtar make: what each does before it prints its comment.
func pullRequests(t *testing.T) map[string]func(dir string) error {
	t.Helper()
	names, err := filepath.Glob("testdata/script/diff_*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]func(string) error{}
	for _, name := range names {
		script, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps, rest, ok := strings.Cut(string(script.Comment), "\ncomment\n")
		if !ok || strings.Contains(steps, "git checkout") || strings.Contains(rest, "git merge") {
			continue // no comment, or a merge of its own
		}
		all[strings.TrimSuffix(filepath.Base(name), ".txtar")] = func(dir string) error { return replay(dir, steps, script) }
	}
	return all
}

// replay does what a script does with files: cp, rm, git mv.
func replay(dir, steps string, script *txtar.Archive) error {
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for line := range strings.Lines(steps) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] == "#" || words[0] == "cd" {
			continue
		}
		var err error
		switch words[0] {
		case "cp":
			err = fmt.Errorf("no file %s", words[1])
			for _, f := range script.Files {
				if f.Name == strings.TrimPrefix(words[1], "../") {
					err = os.WriteFile(at(words[2]), f.Data, 0o666)
				}
			}
		case "rm":
			err = os.Remove(at(words[1]))
		case "git":
			_, err = runGit(dir, words[1:]...)
		default:
			err = fmt.Errorf("what is %q?", line)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", strings.TrimSpace(line), err)
		}
	}
	return nil
}

// addsCatalog is a pull request that adds one file: a catalog.
func addsCatalog(name string) func(dir string) error {
	return func(dir string) error {
		text := fmt.Sprintf(`package catalogs

import "weir.local/schema"

catalogs: %[1]s: schema.#MySQL & {
	owner: "commerce"
	clusters: ["*"]
	host: "%[1]s.example.internal"
	user: parameter:     "/lake/{environment}/%[1]s/user"
	password: parameter: "/lake/{environment}/%[1]s/password"
}
`, name)
		return os.WriteFile(filepath.Join(dir, "catalogs", name+".cue"), []byte(text), 0o666)
	}
}

// merger is a repository with a branch for each pull request that was asked for, out/ built and committed in each.
type merger struct {
	t    *testing.T
	dir  string
	env  func(string) string
	prs  map[string]func(dir string) error
	made map[string]bool
}

func newMerger(t *testing.T, prs map[string]func(string) error) merger {
	t.Helper()
	base, err := deployed()
	if err != nil {
		t.Fatal(err)
	}
	m := merger{t: t, dir: t.TempDir(), prs: prs, made: map[string]bool{}}
	cache := t.TempDir()
	m.env = func(name string) string { return map[string]string{"XDG_CACHE_HOME": cache}[name] }
	if err := os.CopyFS(m.dir, os.DirFS(base)); err != nil {
		t.Fatal(err)
	}
	return m
}

// branch makes the branch of a pull request, once.
func (m merger) branch(name string) {
	m.t.Helper()
	if m.made[name] {
		return
	}
	m.made[name] = true
	m.git("checkout", "-q", "-f", "-b", name, "main")
	if err := m.prs[name](m.dir); err != nil {
		m.t.Fatal(err)
	}
	m.weir("build")
	m.git("add", "-A")
	m.git("commit", "-q", "-m", name)
}

func (m merger) git(args ...string) string {
	m.t.Helper()
	out, err := runGit(m.dir, args...)
	if err != nil {
		m.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func (m merger) weir(args ...string) {
	m.t.Helper()
	if code, out := runInEnv(m.dir, m.env, args...); code != fine {
		m.t.Fatalf("weir %v: exit code %d\n%s", args, code, out)
	}
}

// merge merges one pull request into another as people do, and says which files conflicted.
func (m merger) merge(ours, theirs string) (conflicts []string) {
	m.t.Helper()
	m.branch(ours)
	m.branch(theirs)
	m.git("checkout", "-q", "-f", "--detach", ours)
	m.git("clean", "-f", "-d", "-q")
	if _, err := runGit(m.dir, "merge", "-q", "--no-commit", "--no-ff", theirs); err == nil {
		return nil
	}
	return strings.Fields(m.git("diff", "--name-only", "--diff-filter=U"))
}

// TestAConflictInOutIsSolvedByBuilding merges pairs of pull requests: two that are known to conflict, and random ones, of
// which WEIR_PAIRS says how many.
func TestAConflictInOutIsSolvedByBuilding(t *testing.T) {
	random := 2
	if n, err := strconv.Atoi(os.Getenv("WEIR_PAIRS")); err == nil {
		random = n
	}
	prs := pullRequests(t)
	if len(prs) < 11 {
		t.Fatalf("%d scripts make a change, want 11 at least", len(prs))
	}
	for _, name := range []string{"quotes", "returns", "reviews"} {
		prs[name] = addsCatalog(name)
	}
	m := newMerger(t, prs)
	var clean, solved, byHand int
	for _, pair := range append([][2]string{{"returns", "reviews"}, {"diff_remove_cluster", "diff_add_source"}}, shuffled(prs)[:random]...) {
		conflicts := m.merge(pair[0], pair[1])
		switch {
		case len(conflicts) == 0:
			clean++
		case !slices.ContainsFunc(conflicts, func(path string) bool { return !strings.HasPrefix(path, "out/") }):
			solved++
		default:
			byHand++ // both change one declaration: that is theirs to settle
			m.git("reset", "-q", "--hard")
			continue
		}
		m.solve(pair, conflicts)
	}
	t.Logf("%d merged cleanly, %d conflicted in out/ alone and were solved, %d changed one declaration", clean, solved, byHand)
	if solved < 2 {
		t.Errorf("%d pairs conflicted in out/, want 2 at least: little was shown", solved)
	}
}

// shuffled are all pairs of pull requests in an order of chance, the same in every run.
func shuffled(prs map[string]func(string) error) [][2]string {
	names := slices.Sorted(maps.Keys(prs))
	var all [][2]string
	for _, ours := range names {
		for _, theirs := range names {
			if ours != theirs {
				all = append(all, [2]string{ours, theirs})
			}
		}
	}
	random := rand.New(rand.NewPCG(476, 65536))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// solve does what a person does: build, and commit. Taking one side of out/ first does no harm, and no good: Git refuses to
// where one side removed a file.
func (m merger) solve(pair [2]string, conflicts []string) {
	m.t.Helper()
	for _, path := range conflicts {
		if strings.Contains(path, "/ssm/catalog/") {
			m.t.Errorf("%v: the catalog's own file %s conflicts", pair, path)
		}
	}
	m.weir("build")
	m.git("add", "-A")
	m.git("commit", "-q", "-m", "merged")
	m.weir("build", "--check")
	if left, err := runGit(m.dir, "grep", "-l", "-e", "<<<<<<<"); err == nil {
		m.t.Errorf("%v: marks of a conflict are left in %s", pair, left)
	}
}
