package ssm

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
	"weir.local/generator/deliver/ssm/ssmtest"
)

// estate is a copy of the reference declarations, an emulator, and weir between them.
func estate(t *testing.T) Delivery {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	tools, err := install.Emulated(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	d := Delivery{Weir: things.Weir, Repository: t.TempDir(), Work: t.TempDir()}
	must(t, spine.CopyDeclarations(root, d.Repository))
	d.build(t)
	d.Emulator, err = Start(tools, d.Work)
	must(t, err)
	t.Cleanup(func() { must(t, d.Emulator.Stop(10*time.Second)) })
	d.URL = d.Emulator.URL
	return d
}

func (d Delivery) build(t *testing.T) {
	t.Helper()
	cmd := exec.Command(d.Weir, "build")
	cmd.Dir = d.Repository
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("weir build: %v\n%s", err, out)
	}
}

// declare changes a declaration and builds.
func (d Delivery) declare(t *testing.T, file, before, after string) {
	t.Helper()
	name := filepath.Join(d.Repository, file)
	text, err := os.ReadFile(name)
	must(t, err)
	if !strings.Contains(string(text), before) {
		t.Fatalf("%s has no %s", file, before)
	}
	must(t, os.WriteFile(name, []byte(strings.Replace(string(text), before, after, 1)), 0o644))
	d.build(t)
}

// declared is what Trino finds on a role, as weir shows it from the declarations alone.
func (d Delivery) declared(t *testing.T, role string) spine.Files {
	t.Helper()
	files, err := spine.Weir{Binary: d.Weir, Dir: d.Repository}.Etc("prod", "adhoc", role, filepath.Join(t.TempDir(), "etc"))
	must(t, err)
	delete(files, ".weir-etc") // the mark of the folder
	return files
}

// written is what the script writes for a role.
func (d Delivery) written(t *testing.T, role, release string) spine.Files {
	t.Helper()
	target := filepath.Join(t.TempDir(), "etc")
	said, err := d.Config(role, release, target)
	must(t, err)
	t.Log(said)
	files, err := spine.ReadFiles(target)
	must(t, err)
	return files
}

func same(t *testing.T, what string, got, want spine.Files) {
	t.Helper()
	if len(want) == 0 || !maps.Equal(got, want) {
		t.Errorf("%s: got the files %q, want %q", what, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%s: got %q, want %q", name, got[name], want[name])
			}
		}
	}
}

func (d Delivery) push(t *testing.T, want string) {
	t.Helper()
	release, err := d.Push()
	must(t, err)
	if release != want {
		t.Errorf("pushed release %q, want %s", release, want)
	}
}

func roles() []string { return []string{"coordinator", "worker"} }

// A release that was pushed is what the declarations say, to the byte; a change of one catalog writes it and what pins it; the older release stays.
func TestWhatIsPushedIsWhatTrinoReads(t *testing.T) {
	d := estate(t)
	d.push(t, "1")
	first := map[string]spine.Files{}
	for _, role := range roles() {
		first[role] = d.declared(t, role)
		same(t, role+" of release 1", d.written(t, role, "1"), first[role])
	}
	before, err := d.Versions()
	must(t, err)

	d.declare(t, "catalogs/orders.cue", `"10m"`, `"20m"`)
	d.push(t, "2")
	after, err := d.Versions()
	must(t, err)
	var changed []string
	for name, version := range after {
		if before[name] != version {
			changed = append(changed, fmt.Sprintf("%s:%d", name, version))
		}
	}
	slices.Sort(changed)
	if want := "[catalog/orders.properties:2 lists/coordinator/1:2 lists/worker/1:2 release:2]"; fmt.Sprint(changed) != want || len(before) != len(after) {
		t.Errorf("a change of one catalog wrote %v, want %s", changed, want)
	}
	for _, role := range roles() {
		same(t, role+" of release 2", d.written(t, role, "2"), d.declared(t, role))
		if !strings.Contains(d.declared(t, role)["catalog/orders.properties"], "metadata.cache-ttl=20m") {
			t.Errorf("%s has the catalog as it was", role)
		}
	}

	back, said, err := d.Run("rollback")
	must(t, err)
	if back != "1\n" || !strings.Contains(said, "release 1 is whole") {
		t.Errorf("rollback says %q, %q", back, said)
	}
	for _, role := range roles() {
		same(t, role+" after going back", d.written(t, role, strings.TrimSpace(back)), first[role])
	}
	if _, _, err := d.Run("drift"); err != nil {
		t.Error(err)
	}
}

// Tasks that start during a push read one whole release each.
func TestTasksThatStartDuringAPushReadOneRelease(t *testing.T) {
	d := estate(t)
	d.push(t, "1")
	whole := map[string]spine.Files{"1": d.declared(t, "worker")}
	d.declare(t, "catalogs/orders.cue", `"10m"`, `"20m"`)
	d.declare(t, "catalogs/tpch.cue", "node\": 4", "node\": 8")
	whole["2"] = d.declared(t, "worker")
	// The newest release, as a task definition in API shape names it, read by two tasks over and over.
	stop, seen := make(chan struct{}), map[string]int{}
	var tasks sync.WaitGroup
	var mu sync.Mutex
	for range 2 {
		target := filepath.Join(t.TempDir(), "etc")
		tasks.Go(func() {
			for {
				_, err := d.Config("worker", "", target)
				if err != nil {
					t.Error(err)
					return
				}
				got, err := spine.ReadFiles(target)
				number := ""
				for n, files := range whole {
					if maps.Equal(got, files) {
						number = n
					}
				}
				if err != nil || number == "" {
					t.Errorf("a task read a mix: %v, %q", err, got)
					return
				}
				mu.Lock()
				seen[number]++
				mu.Unlock()
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	out, _, err := d.Run("push", "--yes", "--rate", "1") // four writes a second apart: tasks start between them
	close(stop)
	tasks.Wait()
	must(t, err)
	t.Logf("release %s; tasks read %v", strings.TrimSpace(out), seen)
	if seen["1"] == 0 {
		t.Error("no task started before the release")
	}
	same(t, "release 2", d.written(t, "worker", "2"), whole["2"])
}

// The emulator answers behind a proxy that lets calls fail.
func TestThroughFaultsNothingIsLost(t *testing.T) {
	d := estate(t)
	for i, tt := range []struct {
		name  string
		fault ssmtest.Fault
	}{
		{"three calls of ten throttled", ssmtest.Throttle()},
		{"connections cut", ssmtest.Cut(5)},
	} {
		proxy, err := ssmtest.Before(d.Emulator.URL, tt.fault)
		must(t, err)
		through := d
		through.URL = proxy.URL
		d.declare(t, "catalogs/tpch.cue", fmt.Sprintf("node\": %d", 4+i), fmt.Sprintf("node\": %d", 5+i))
		through.push(t, fmt.Sprint(i+1))
		same(t, tt.name, through.written(t, "worker", fmt.Sprint(i+1)), d.declared(t, "worker"))
		if proxy.Failed() == 0 {
			t.Errorf("%s: no call failed", tt.name)
		}
		proxy.Close()
	}
}

// What a broken release leaves is an empty directory and a line that names the parameter.
func TestTheScriptRefusesWhatIsGone(t *testing.T) {
	d := estate(t)
	target := filepath.Join(t.TempDir(), "etc")
	_, err := d.Config("worker", "9", target)
	if err == nil || !strings.Contains(err.Error(), "no release /weir/prod/adhoc/release:9") {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(target); err != nil || len(entries) > 0 {
		t.Errorf("%v, %v left behind", err, entries)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
