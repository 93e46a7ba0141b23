package verify

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
	"weir.local/generator/distribution"
	"weir.local/generator/verify/server"
)

// broken is a catalog that weir vet has nothing against, since somebody says that the file is there, and that Trino refuses.
const broken = `package catalogs

import "weir.local/schema"

catalogs: broken: schema.#Catalog & {
	connector:   "gsheets"
	owner:       "operations"
	description: "A credentials file that no server has"
	clusters: ["adhoc"]
	properties: {
		"gsheets.metadata-sheet-id": "none"
		"gsheets.credentials-path":  "/opt/nobody.json"
	}
	waive: TRN065: "an overlay brings it"
}
`

const brokenPlace = "catalogs/broken.cue:12:32"

// estate is weir in a copy of the reference declarations, with the broken catalog beside them.
func estate(t *testing.T) (spine.Weir, install.Things) {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	w := spine.Weir{Binary: things.Weir, Dir: t.TempDir()}
	must(t, spine.CopyDeclarations(root, w.Dir))
	must(t, os.WriteFile(filepath.Join(w.Dir, "catalogs", "broken.cue"), []byte(broken), 0o644))
	code, said, err := w.Run("vet")
	must(t, err)
	if code != 0 {
		t.Fatalf("weir vet should have nothing against it:\n%s", said)
	}
	return w, things
}

// TestDistribution verifies on a server that weir starts and ends, and interrupts it while it starts another one.
func TestDistribution(t *testing.T) {
	w, things := estate(t)
	t.Setenv("JAVA_HOME", things.JDK)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	began := time.Now()
	holdToEstate(t, w, "--dist", things.Trino)
	t.Logf("%.1f s", time.Since(began).Seconds())
	nothingIn(t, temporary)

	t.Run("interrupted", func(t *testing.T) {
		cmd, said := begin(t, w, "--dist", things.Trino)
		until(t, said, "starting Trino")
		must(t, real.Eventually(10*time.Second, func() error { return running(temporary) }))
		interrupt(t, cmd, said)
		nothingIn(t, temporary)
	})
}

// TestServer verifies on a server that runs already, and compares what it has with the declarations.
func TestServer(t *testing.T) {
	w, things := estate(t)
	dist, err := distribution.Open(things.Trino)
	must(t, err)
	started, err := server.Scratch{
		Distribution: dist, JDK: things.JDK,
		Plugins: []string{"geospatial", "google-sheets", "hive", "iceberg", "memory", "mysql", "redshift", "tpcds", "tpch"},
	}.Start(t.Context())
	must(t, err)
	t.Cleanup(func() { must(t, started.Close()) })
	c := server.Client{URL: started.URL, User: "conformance"}

	t.Run("every catalog is tried and dropped", func(t *testing.T) {
		holdToEstate(t, w, "--server", started.URL)
		catalogsAre(t, c, "system")
	})
	t.Run("an interrupt leaves nothing behind", func(t *testing.T) {
		cmd, said := begin(t, w, "--server", started.URL)
		until(t, said, "accepted")
		interrupt(t, cmd, said)
		catalogsAre(t, c, "system")
	})
	t.Run("plan says what it lacks", func(t *testing.T) {
		for _, sql := range []string{"CREATE CATALOG hive USING memory", "CREATE CATALOG tpch USING tpch", "CREATE CATALOG forgotten USING tpcds"} {
			_, err := c.Query(t.Context(), sql)
			must(t, err)
		}
		cmd := exec.Command(w.Binary, "trino", "catalogs", "plan", "--server", started.URL, "--env", "prod", "--cluster", "etl", "--format", "json")
		cmd.Dir = w.Dir
		said, err := cmd.Output()
		must(t, err)
		var plan struct {
			Management string
			Catalogs   []struct{ Name, Action string }
		}
		must(t, json.Unmarshal(said, &plan))
		if got := fmt.Sprint(plan); got != "{dynamic [{forgotten drop} {hive replace} {lakehouse create} {tpcds create} {tpch keep}]}" {
			t.Errorf("%s\n%s", got, said)
		}
		catalogsAre(t, c, "forgotten", "hive", "system", "tpch")
	})
}

// holdToEstate runs verify: every catalog of the estate is accepted, the broken one is refused at its line.
func holdToEstate(t *testing.T, w spine.Weir, flags ...string) {
	t.Helper()
	cmd := exec.Command(w.Binary, slices.Concat([]string{"trino", "verify", "--env", "prod", "--format", "json"}, flags)...)
	cmd.Dir = w.Dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("exit code 1 wanted: %v\n%s", err, out)
	}
	t.Logf("%s", exit.Stderr)
	var said struct {
		Server   struct{ Trino string }
		Catalogs []struct{ Name, Verdict string }
		Findings []struct {
			File, Message string
			Line, Column  int
		}
	}
	must(t, json.Unmarshal(out, &said))
	if len(said.Findings) != 1 || fmt.Sprintf("%s:%d:%d", said.Findings[0].File, said.Findings[0].Line, said.Findings[0].Column) != brokenPlace {
		t.Errorf("one finding at %s wanted:\n%s", brokenPlace, out)
	}
	accepted, refused := 0, []string{}
	for _, c := range said.Catalogs {
		if c.Verdict == "accepted" {
			accepted++
		} else {
			refused = append(refused, c.Name)
		}
	}
	if accepted < 7 || !slices.Equal(refused, []string{"broken"}) || said.Server.Trino != "476" {
		t.Errorf("Trino %s accepted %d and refused %v", said.Server.Trino, accepted, refused)
	}
}

// begin starts verify and answers what it says on standard error, line by line.
func begin(t *testing.T, w spine.Weir, flags ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(w.Binary, slices.Concat([]string{"trino", "verify"}, flags)...)
	cmd.Dir = w.Dir
	out, err := cmd.StderrPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// running says whether a server of weir's writes its log.
func running(temporary string) error {
	logs, err := filepath.Glob(filepath.Join(temporary, "*", "server.log"))
	if err == nil && len(logs) == 0 {
		err = errors.New("no server's log yet")
	}
	return err
}

// until reads lines up to one that holds some words.
func until(t *testing.T, said *bufio.Scanner, words string) {
	t.Helper()
	for said.Scan() {
		if strings.Contains(said.Text(), words) {
			return
		}
	}
	t.Fatalf("weir ended before it said %q", words)
}

// interrupt sends what Ctrl-C sends, and waits for the end.
func interrupt(t *testing.T, cmd *exec.Cmd, said *bufio.Scanner) {
	t.Helper()
	must(t, cmd.Process.Signal(syscall.SIGINT))
	var rest []string
	for said.Scan() {
		rest = append(rest, said.Text())
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 || !strings.HasSuffix(strings.Join(rest, "\n"), "weir: interrupted; nothing was changed") {
		t.Errorf("exit code %d, said:\n%s", code, strings.Join(rest, "\n"))
	}
}

func catalogsAre(t *testing.T, c server.Client, want ...string) {
	t.Helper()
	answer, err := c.Query(context.Background(), "SELECT catalog_name FROM system.metadata.catalogs ORDER BY 1")
	must(t, err)
	if got := answer.Column(); !slices.Equal(got, want) {
		t.Errorf("the server has %v, want %v", got, want)
	}
}

func nothingIn(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, entry := range entries {
		t.Errorf("%s was left in the folder of temporary files", entry.Name())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
