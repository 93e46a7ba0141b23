package git_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/git"
)

// scratch is a repository in a folder of its own that runs git.
type scratch struct {
	t   *testing.T
	dir string
}

func newScratch(t *testing.T) scratch {
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.internal",
		"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.internal",
	} {
		t.Setenv(name, value)
	}
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	return scratch{t, dir}
}

func (s scratch) git(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = s.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (s scratch) write(name, data string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// commit writes a file and commits everything.
func (s scratch) commit(name, data string) string {
	s.t.Helper()
	s.write(name, data)
	s.git("add", "-A")
	s.git("commit", "-q", "-m", name)
	return s.git("rev-parse", "HEAD")
}

func (s scratch) open(folder string) *git.Repository {
	s.t.Helper()
	r, err := git.Open(context.Background(), filepath.Join(s.dir, folder))
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func all(string) bool { return true }

func TestFilesAreThoseOfTheCommitAndOfTheFolder(t *testing.T) {
	s := newScratch(t)
	s.git("init", "-q", "-b", "main")
	odd := "na\"me\twith\nall.cue"
	binary := "\x00\xff\n\nblob 3\n"
	s.write("lake/"+odd, "odd")
	s.write("lake/empty", "")
	s.write("elsewhere", "not beneath")
	s.write("lake/skipped", "no")
	if err := os.Symlink("a", filepath.Join(s.dir, "lake/link")); err != nil {
		t.Fatal(err)
	}
	commit := s.commit("lake/deep/a", binary)
	s.commit("lake/deep/a", "later")
	s.write("lake/deep/a", "not committed")
	got, err := s.open("lake").Files(context.Background(), commit, func(path string) bool { return path != "skipped" })
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{odd: "odd", "empty": "", "deep/a": binary} {
		if data, ok := got[path]; !ok || !bytes.Equal(data, []byte(want)) {
			t.Errorf("%q is %q, want %q", path, data, want)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d files, want 3: %q", len(got), got)
	}
}

func TestBaseIsWhereTheBranchLeftTheTrunk(t *testing.T) {
	s := newScratch(t)
	s.git("init", "-q", "-b", "trunk")
	left := s.commit("a", "1")
	base := func() git.Revision {
		t.Helper()
		r, err := s.open(".").Base(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := base(); r.Name != "HEAD" || r.Commit != left || r.Merge {
		t.Errorf("without main: %+v", r)
	}
	s.git("branch", "main")
	mine := s.commit("b", "mine")
	if r := base(); r.Name != "main" || r.Commit != left || !r.Merge {
		t.Errorf("with main: %+v", r)
	}
	s.git("update-ref", "refs/remotes/origin/main", mine)
	s.commit("c", "more")
	if r := base(); r.Name != "origin/main" || r.Commit != mine {
		t.Errorf("with origin/main: %+v", r)
	}
	s.git("checkout", "-q", "--orphan", "alone")
	s.commit("d", "alone")
	_, err := s.open(".").Base(context.Background())
	refused(t, err, "no commit in common")
}

func TestTheTrunkOfARemoteMayHaveAnyName(t *testing.T) {
	s := newScratch(t)
	s.git("init", "-q", "-b", "develop")
	left := s.commit("a", "1")
	s.git("update-ref", "refs/remotes/origin/develop", left)
	s.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop")
	s.commit("b", "mine")
	if r, err := s.open(".").Base(context.Background()); err != nil || r.Name != "origin/HEAD" || r.Commit != left || !r.Merge {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAShallowCloneWithoutATrunkIsRefused(t *testing.T) {
	s := newScratch(t)
	s.git("init", "-q", "-b", "change")
	s.commit("a", "1")
	s.commit("b", "2")
	s.git("clone", "-q", "--depth", "1", "file://"+s.dir, "clone")
	s.git("-C", "clone", "remote", "remove", "origin") // as actions/checkout leaves it: no branch of the remote
	_, err := s.open("clone").Base(context.Background())
	refused(t, err, "this clone is shallow")
	if _, err := s.open("clone").Resolve(context.Background(), "HEAD"); err != nil {
		t.Error(err) // a base that is named is taken
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	s := newScratch(t)
	_, err := git.Open(context.Background(), s.dir)
	refused(t, err, "in no Git repository")
	s.git("init", "-q")
	_, err = s.open(".").Base(context.Background())
	refused(t, err, "nothing is committed yet")
	s.commit("a", "1")
	for _, name := range []string{"nope", "", "-x", "--all", "HEAD:a", "HEAD^{tree}"} {
		_, err := s.open(".").Resolve(context.Background(), name)
		refused(t, err, "no revision")
	}
	t.Setenv("PATH", s.dir)
	_, err = git.Open(context.Background(), s.dir)
	refused(t, err, "git is not on the path")
}

func refused(t *testing.T, err error, part string) {
	t.Helper()
	var said *git.Error
	if !errors.As(err, &said) || !strings.Contains(said.Message, part) || said.Remedy == "" {
		t.Errorf("%v does not say %q with a remedy", err, part)
	}
}

func TestAMissingObjectIsAnError(t *testing.T) {
	s := newScratch(t)
	s.git("init", "-q")
	commit := s.commit("a", "1")
	object := s.git("rev-parse", "HEAD:a")
	if err := os.Remove(filepath.Join(s.dir, ".git/objects", object[:2], object[2:])); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open(".").Files(context.Background(), commit, all); err == nil || !strings.Contains(err.Error(), "a: git does not have it") {
		t.Errorf("got %v", err)
	}
}
