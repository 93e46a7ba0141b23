package write

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
)

// contents is files by slash path, as they should lie in the directory.
type contents map[string]string

func (c contents) tree(t testing.TB) artifact.Tree {
	t.Helper()
	var tree artifact.Tree
	for path, text := range c {
		if err := tree.Add(artifact.Raw(path, source.Fixed("test"), []byte(text))); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}

// owned is what lies on the disk once the contents are written.
func (c contents) owned() contents {
	if c == nil {
		return nil // there is no directory yet
	}
	with := maps.Clone(c)
	with[Marker] = markerText
	return with
}

func isStaging(name string) bool { return strings.Contains(name, staging) }

// onDisk reads the directory, staging and empty directories left out.
func onDisk(t testing.TB, dir string) contents {
	t.Helper()
	got := contents{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && (entry.IsDir() || isStaging(name)) {
			return nil
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// leftovers is staging and empty directories.
func leftovers(t testing.TB, dir string) []string {
	t.Helper()
	var left []string
	_ = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || name == dir {
			return nil
		}
		if entries, _ := os.ReadDir(name); len(entries) == 0 || isStaging(name) {
			left = append(left, name)
		}
		return nil
	})
	return left
}

func apply(t testing.TB, dir string, c contents, beneath ...string) Changes {
	t.Helper()
	changes, err := Apply(dir, c.tree(t), beneath...)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func expect(t testing.TB, dir string, want contents) {
	t.Helper()
	if got := onDisk(t, dir); !reflect.DeepEqual(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
	if left := leftovers(t, dir); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestApplyTouchesOnlyWhatDiffers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "out")
	first := contents{"prod/same": "s\n", "prod/changed": "1\n", "prod/gone": "g\n", "dev/only/gone": "g\n"}
	if got, want := apply(t, dir, first), (Changes{Add: []string{".weir", "dev/only/gone", "prod/changed", "prod/gone", "prod/same"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("first run: %+v, want %+v", got, want)
	}
	expect(t, dir, first.owned())
	same, _ := os.Stat(dir + "/prod/same")

	second := contents{"prod/same": "s\n", "prod/changed": "2\n", "prod/new/file": "n\n"}
	want := Changes{Add: []string{"prod/new/file"}, Change: []string{"prod/changed"}, Remove: []string{"dev/only/gone", "prod/gone"}}
	if got, err := Compare(dir, second.tree(t)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("compare: %+v, %v, want %+v", got, err, want)
	}
	expect(t, dir, first.owned())
	if got := apply(t, dir, second); !reflect.DeepEqual(got, want) {
		t.Errorf("second run: %+v, want %+v", got, want)
	}
	expect(t, dir, second.owned())
	if info, _ := os.Stat(dir + "/prod/same"); !os.SameFile(info, same) || info.ModTime() != same.ModTime() {
		t.Error("an unchanged file was written again")
	}
	if got := apply(t, dir, second); !got.None() {
		t.Errorf("third run: %+v, want nothing", got)
	}
	if info, _ := os.Stat(dir + "/prod/new/file"); info.Mode() != 0o644 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestBeneathLeavesTheRestAlone(t *testing.T) {
	dir := t.TempDir()
	old := contents{"prod/a": "1", "prod/etl/b": "1", "dev/a": "1", "prod-like": "1"}
	apply(t, dir, old)
	wanted := contents{"prod/a": "2", "prod/etl/c": "2", "dev/b": "2"}
	if got, want := apply(t, dir, wanted, "prod/etl"), (Changes{Add: []string{"prod/etl/c"}, Remove: []string{"prod/etl/b"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	expect(t, dir, contents{"prod/a": "1", "prod/etl/c": "2", "dev/a": "1", "prod-like": "1"}.owned())
	apply(t, dir, wanted, "prod")
	expect(t, dir, contents{"prod/a": "2", "prod/etl/c": "2", "dev/a": "1", "prod-like": "1"}.owned())
}

func TestADirectoryOfOthersIsNeverTouched(t *testing.T) {
	dir := t.TempDir()
	theirs := contents{"notes.txt": "mine"}
	writeFile(t, dir+"/notes.txt", "mine")
	_, err := Apply(dir, contents{"a": "a"}.tree(t))
	var notOwned *NotOwnedError
	if !errors.As(err, &notOwned) || notOwned.File != "notes.txt" {
		t.Errorf("apply: %v", err)
	}
	if _, err := Compare(dir, contents{"a": "a"}.tree(t)); !errors.As(err, &notOwned) {
		t.Errorf("compare: %v", err)
	}
	expect(t, dir, theirs)
}

func TestLinksAndDevicesAreRefused(t *testing.T) {
	for name, plant := range map[string]func(dir string) error{
		"link to a file":      func(dir string) error { return os.Symlink("/etc/passwd", dir+"/prod/a") },
		"link to a directory": func(dir string) error { return os.Symlink("/etc", dir+"/dev") },
		"named pipe":          func(dir string) error { return syscall.Mkfifo(dir+"/prod/pipe", 0o644) },
		"marker is a link":    func(dir string) error { os.Remove(dir + "/.weir"); return os.Symlink("/etc/passwd", dir+"/.weir") },
		"staging is a link":   func(dir string) error { return os.Symlink("/etc", dir+"/.weir-staging-x") },
	} {
		dir := t.TempDir()
		apply(t, dir, contents{"prod/b": "b"})
		if err := plant(dir); err != nil {
			t.Fatal(err)
		}
		var foreign *ForeignFileError
		if _, err := Compare(dir, contents{"prod/a": "a"}.tree(t)); !errors.As(err, &foreign) {
			t.Errorf("%s: compare: %v", name, err)
		}
		if _, err := Apply(dir, contents{"prod/a": "a"}.tree(t)); !errors.As(err, &foreign) {
			t.Errorf("%s: apply: %v", name, err)
		}
		if data, err := os.ReadFile(dir + "/prod/b"); err != nil || string(data) != "b" {
			t.Errorf("%s: prod/b is %q, %v", name, data, err)
		}
	}
	link := t.TempDir() + "/out"
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(link, contents{}.tree(t)); err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Errorf("the directory is a link: %v", err)
	}
}

func TestNamesOfWeirsOwnAreRefused(t *testing.T) {
	for _, path := range []string{Marker, Marker + "/x", staging + "1/0"} {
		if _, err := Apply(t.TempDir(), contents{path: "x"}.tree(t)); err == nil {
			t.Errorf("%s was written", path)
		}
	}
}

func TestWeirsOwnMarkerIsMended(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, contents{"a": "a"})
	writeFile(t, dir+"/.weir", "")
	if got := apply(t, dir, contents{"a": "a"}); !slices.Equal(got.Change, []string{Marker}) {
		t.Errorf("%+v", got)
	}
	expect(t, dir, contents{"a": "a"}.owned())
}

func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// scenarios are directories before and after: what there is to change decides
// which steps a run takes.
func scenarios() map[string][2]contents {
	return map[string][2]contents{
		"nothing there": {nil, {"prod/a/x": "new x\n", "prod/b": "new b\n", "dev/c": "new c\n"}},
		"usual": {
			{"prod/same": "same\n", "prod/one": "old 1\n", "prod/two": "old 2\n", "prod/gone": "gone\n", "old/deep/gone": "gone\n"},
			{"prod/same": "same\n", "prod/one": "new 1, longer\n", "prod/two": "", "prod/add": "added\n", "new/deep/add": "added\n"},
		},
		"file and directory change places": {
			{"a": "was a file\n", "b/c/d": "was beneath a directory\n", "Case/x": "old\n", "z": "old\n"},
			{"a/b/c": "now beneath\n", "b": "now a file\n", "case/x": "new\n", "z": "new\n"},
		},
		"only removals": {{"a": "a\n", "b/c": "c\n", "b/d/e": "e\n"}, {"a": "a\n"}},
		"everything":    {{"a": "a\n", "b/c": "c\n"}, {}},
	}
}

// scratch is a directory in memory where there is one: the faults take a
// thousand runs, and a real disk makes each a hundred times slower.
func scratch(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "weir-write-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// start makes a directory as a scenario begins, with what a killed run left.
func start(t *testing.T, before contents, killed bool) string {
	t.Helper()
	dir := filepath.Join(scratch(t), "out")
	if before != nil {
		apply(t, dir, before)
	}
	if killed {
		if err := os.MkdirAll(dir+"/"+staging+"OLD", 0o755); err != nil {
			t.Fatal(err)
		}
		writeFile(t, dir+"/"+staging+"OLD/0", "half")
		writeFile(t, dir+"/"+staging+"OLD/1", "")
	}
	return dir
}

func TestKilledAtEveryStep(t *testing.T) {
	everyStep(t, func(t *testing.T, k int, dir string, before, after contents) bool {
		d := killAt(k)
		_, err := newWriter(d, dir, nil).apply(after.tree(t))
		if err == nil && d.steps < k {
			return false
		}
		checkWholeAndMend(t, dir, before, after)
		return true
	})
}

func TestEveryStepFails(t *testing.T) {
	for name, disk := range map[string]func(int) *faultyDisk{
		"no space once":     func(k int) *faultyDisk { return failOnce(k, syscall.ENOSPC) },
		"no space any more": func(k int) *faultyDisk { return fullFrom(k, syscall.ENOSPC) },
		"not allowed once":  func(k int) *faultyDisk { return failOnce(k, syscall.EACCES) },
		"read-only":         func(k int) *faultyDisk { return fullFrom(k, syscall.EACCES) },
	} {
		t.Run(name, func(t *testing.T) {
			everyStep(t, func(t *testing.T, k int, dir string, before, after contents) bool {
				d := disk(k)
				d.dir = dir
				_, err := newWriter(d, dir, nil).apply(after.tree(t))
				if d.steps < k {
					return false
				}
				if err != nil && !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EACCES) {
					t.Errorf("step %d: %v", k, err)
				}
				if err != nil && !d.touched {
					checkUntouched(t, dir, before)
				}
				if err != nil && d.touched && !strings.Contains(err.Error(), "run it again") {
					t.Errorf("step %d: no word of the remedy: %v", k, err)
				}
				checkWholeAndMend(t, dir, before, after)
				return true
			})
		})
	}
}

// checkUntouched holds a run that failed while preparing to its promise: as
// before, and no staging of its own left behind.
func checkUntouched(t *testing.T, dir string, before contents) {
	t.Helper()
	want := before.owned()
	if got := onDisk(t, dir); !maps.Equal(got, want) {
		t.Errorf("the failed run left %q, want %q", got, want)
	}
	for _, left := range leftovers(t, dir) {
		if !strings.HasSuffix(left, "OLD") {
			t.Errorf("the failed run left %s", left)
		}
	}
}

// everyStep tries each scenario with a fault at step 1, 2, 3 … until try says
// that the run was over before it.
func everyStep(t *testing.T, try func(t *testing.T, k int, dir string, before, after contents) bool) {
	for name, scenario := range scenarios() {
		for _, killed := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, killed before: %v", name, killed), func(t *testing.T) {
				k := 1
				for !t.Failed() && try(t, k, start(t, scenario[0], killed), scenario[0], scenario[1]) {
					k++
				}
				if k < 5 {
					t.Errorf("only %d steps", k)
				}
			})
		}
	}
}

// checkWholeAndMend is what must hold whatever happened: each file as before or
// as after, Compare names exactly what is stale, and a second run mends it.
func checkWholeAndMend(t *testing.T, dir string, before, after contents) {
	t.Helper()
	old, wanted := before.owned(), after.owned()
	got := onDisk(t, dir)
	for path, text := range got {
		wasThere, isOld := old[path]
		willBe, isNew := wanted[path]
		if !(isOld && text == wasThere) && !(isNew && text == willBe) {
			t.Errorf("%s is torn: %q", path, text)
		}
	}
	changes, err := Compare(dir, after.tree(t))
	if want := difference(got, wanted); err != nil || !reflect.DeepEqual(changes, want) {
		t.Errorf("compare: %+v, %v, want %+v", changes, err, want)
	}
	apply(t, dir, after)
	expect(t, dir, wanted)
}

func difference(got, wanted contents) Changes {
	var c Changes
	for _, path := range slices.Sorted(maps.Keys(wanted)) {
		if text, ok := got[path]; !ok {
			c.Add = append(c.Add, path)
		} else if text != wanted[path] {
			c.Change = append(c.Change, path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := wanted[path]; !ok {
			c.Remove = append(c.Remove, path)
		}
	}
	return c
}
