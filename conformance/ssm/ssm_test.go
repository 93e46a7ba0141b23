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

// shared is what every test here uses: one emulator, which each test finds empty, and one built copy of the declarations.
var shared struct {
	weir, declared string
	emulator       *Emulator
}

func TestMain(m *testing.M) {
	code, err := withShared(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// withShared brings what the tests share, runs them, and ends it.
func withShared(run func() int) (int, error) {
	things, err := install.All(os.Stdout)
	if err != nil {
		return 0, err
	}
	tools, err := install.Emulated(os.Stdout)
	if err != nil {
		return 0, err
	}
	root, err := install.Root()
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "weir-ssm-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	shared.weir, shared.declared = things.Weir, filepath.Join(dir, "declared")
	if err := declarations(root); err != nil {
		return 0, err
	}
	if shared.emulator, err = Start(tools, dir); err != nil {
		return 0, err
	}
	code := run()
	return code, shared.emulator.Stop(10 * time.Second)
}

// large is a catalog whose file lies in two parts, one of them with a line that needs an advanced parameter.
const large = `package catalogs

import (
	"strings"
	"weir.local/schema"
)

catalogs: large: schema.#Catalog & {
	connector: "prometheus"
	owner:     "sre"
	clusters: ["adhoc"]
	properties: {
		"prometheus.uri":                     "http://prometheus:9090/" + strings.Repeat("é", 700)
		"prometheus.http.additional-headers": "X-Scope-OrgID:" + strings.Repeat("y", 5000)
	}
}
`

// declarations copies the reference declarations, adds the large catalog, and builds.
func declarations(root string) error {
	if err := os.MkdirAll(shared.declared, 0o755); err != nil {
		return err
	}
	if err := spine.CopyDeclarations(root, shared.declared); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(shared.declared, "catalogs", "large.cue"), []byte(large), 0o644); err != nil {
		return err
	}
	code, said, err := spine.Weir{Binary: shared.weir, Dir: shared.declared}.Run("build")
	if err == nil && code != 0 {
		err = fmt.Errorf("weir build ended with code %d:\n%s", code, said)
	}
	return err
}

// estate is a copy of the declarations, the emulator without parameters, and weir between them.
func estate(t *testing.T) Delivery {
	t.Helper()
	d := Delivery{Weir: shared.weir, Repository: t.TempDir(), Work: t.TempDir(), Emulator: shared.emulator, URL: shared.emulator.URL}
	must(t, os.CopyFS(d.Repository, os.DirFS(shared.declared)))
	must(t, shared.emulator.Empty())
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

// asDeclared holds what the script writes for both roles, which start at once, to files.
func (d Delivery) asDeclared(t *testing.T, what, release string, want map[string]spine.Files) {
	t.Helper()
	t.Run(what, func(t *testing.T) {
		for _, role := range roles() {
			t.Run(role, func(t *testing.T) {
				t.Parallel()
				same(t, role, d.written(t, role, release), want[role])
			})
		}
	})
}

// bothDeclared is what Trino finds on each role, as weir shows it from the declarations alone.
func (d Delivery) bothDeclared(t *testing.T) map[string]spine.Files {
	t.Helper()
	files := map[string]spine.Files{}
	for _, role := range roles() {
		files[role] = d.declared(t, role)
	}
	return files
}

// A release that was pushed is what the declarations say, to the byte; a change of one catalog writes it and what pins it; the older release stays.
func TestWhatIsPushedIsWhatTrinoReads(t *testing.T) {
	d := estate(t)
	d.push(t, "1")
	first := d.bothDeclared(t)
	d.asDeclared(t, "of release 1", "1", first)
	before, err := d.Versions()
	must(t, err)
	if before["catalog/large.properties/2"] != 1 {
		t.Errorf("the large catalog does not lie in parts: %v", before)
	}

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
	second := d.bothDeclared(t)
	d.asDeclared(t, "of release 2", "2", second)
	for _, role := range roles() {
		if !strings.Contains(second[role]["catalog/orders.properties"], "metadata.cache-ttl=20m") {
			t.Errorf("%s has the catalog as it was", role)
		}
	}

	back, said, err := d.Run("rollback")
	must(t, err)
	if back != "1\n" || !strings.Contains(said, "release 1 is whole") {
		t.Errorf("rollback says %q, %q", back, said)
	}
	same(t, "worker after going back", d.written(t, "worker", strings.TrimSpace(back)), first["worker"])
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

// What passes does not stop a push: the emulator answers behind a proxy that lets calls fail, and the script reads through the same.
func TestThroughFaultsNothingIsLost(t *testing.T) {
	d := estate(t)
	for i, tt := range []struct {
		name   string
		fault  ssmtest.Fault
		script bool // reads through it too; the AWS CLI does not know that it may learn the time from an answer
	}{
		{"three calls of ten throttled", ssmtest.Throttle(), true},
		{"connections cut", ssmtest.Cut(5), true},
		{"slow answers", ssmtest.Slow(4, 300*time.Millisecond), true},
		{"a clock 20 minutes behind that of AWS", ssmtest.Ahead(20 * time.Minute), false},
	} {
		release := fmt.Sprint(i + 1)
		through := d.behind(t, tt.fault)
		d.declare(t, "catalogs/tpch.cue", fmt.Sprintf("node\": %d", 4+i), fmt.Sprintf("node\": %d", 5+i))
		through.push(t, release)
		if tt.script {
			same(t, tt.name, through.written(t, "worker", release), d.declared(t, "worker"))
		} else if out, _, err := d.Run("rollback", "--to", release); err != nil || out != release+"\n" { // reads every version and its checksum
			t.Errorf("%s: release %s: %q, %v", tt.name, release, out, err)
		}
	}
}

// behind is the delivery through a proxy, of whose calls at least one must fail.
func (d Delivery) behind(t *testing.T, fault ssmtest.Fault) Delivery {
	t.Helper()
	proxy, err := ssmtest.Before(d.Emulator.URL, fault)
	must(t, err)
	t.Cleanup(func() {
		proxy.Close()
		if proxy.Failed() == 0 {
			t.Error("no call failed")
		}
	})
	d.URL = proxy.URL
	return d
}

// What does not pass stops a push, which says what to do, leaves the older release whole, and goes on from there.
func TestAPushThatFailsSaysWhatToDo(t *testing.T) {
	d := estate(t)
	d.push(t, "1")
	first := d.declared(t, "worker")
	for i, tt := range []struct {
		name, says, remedy string
		fault              ssmtest.Fault
	}{
		{"access denied on one path", "AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/weir-deploy/push is not authorized to perform: ssm:PutParameter on resource: arn:aws:ssm:us-west-2:111122223333:parameter/weir/prod/adhoc/lists/worker/1",
			"allow the role the action on the parameter that the message names; then run it again", ssmtest.Deny("PutParameter", "lists/worker")},
		{"credentials that expire", "ExpiredTokenException: The security token included in the request is expired", "renew the credentials", ssmtest.Expire(9)},
		{"somebody else writes the same", "somebody else wrote /weir/prod/adhoc/catalog/tpch.properties:", "", nil},
	} {
		d.declare(t, "catalogs/tpch.cue", fmt.Sprintf("node\": %d", 4+i), fmt.Sprintf("node\": %d", 5+i))
		through := d
		if tt.fault == nil {
			tt.fault = ssmtest.Meanwhile("PutParameter", "catalog/tpch", func() { must(t, d.Emulator.Put("/weir/prod/adhoc/catalog/tpch.properties", "connector.name=tpch")) })
			proxy, err := ssmtest.Before(d.Emulator.URL, tt.fault)
			must(t, err)
			t.Cleanup(proxy.Close)
			through.URL = proxy.URL
		} else {
			through = d.behind(t, tt.fault)
		}
		_, said, err := through.Run("push", "--yes", "--rate", "200", "--owner", "build:7")
		if stops := tt.remedy != ""; stops != (err != nil) || !strings.Contains(said, tt.says) || !strings.Contains(said, tt.remedy) {
			t.Errorf("%s: %v, said %q", tt.name, err, said)
		}
		if tt.remedy != "" {
			out, _, err := d.Run("push", "--yes", "--rate", "200", "--owner", "build:7") // takes over its own lock
			must(t, err)
			if want := fmt.Sprintln(i + 2); out != want {
				t.Errorf("%s: the second push released %q, want %q", tt.name, out, want)
			}
		}
	}
	same(t, "release 4 after all of it", d.written(t, "worker", "4"), d.declared(t, "worker"))
	same(t, "release 1 after all of it", d.written(t, "worker", "1"), first)
}

// A hundredth version that a live release pins: Parameter Store, and the emulator, drop it with the next one.
func TestTheHundredthVersionIsKept(t *testing.T) {
	d := estate(t)
	d.push(t, "1")
	for i := range 99 {
		must(t, d.Emulator.Put("/weir/prod/adhoc/log.properties", fmt.Sprint("io.trino=", i)))
	}
	_, said, err := d.Run("push", "--yes", "--rate", "200")
	if err == nil || !strings.Contains(said, "release 1 pins version 1 of /weir/prod/adhoc/log.properties, and version 101 would drop it") ||
		!strings.Contains(said, "deploy a newer release everywhere, so that nothing runs release 1") {
		t.Errorf("%v, said %q", err, said)
	}
	out, said, err := d.Run("drift")
	if err == nil || !strings.Contains(out, "changed  /weir/prod/adhoc/log.properties  version 100") {
		t.Errorf("%v, said %q, %q", err, out, said)
	}
	same(t, "release 1", d.written(t, "worker", "1"), d.declared(t, "worker"))
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
