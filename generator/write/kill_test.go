package write

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// twoStates are large enough that a kill at a random moment falls into every
// part of a run.
func twoStates() (contents, contents) {
	a, b := contents{}, contents{}
	for i := range 60 {
		a[fmt.Sprintf("prod/c%d/x", i%7)+fmt.Sprint(i)] = strings.Repeat(fmt.Sprintf("a %d\n", i), 500)
		b[fmt.Sprintf("prod/c%d/x", i%5)+fmt.Sprint(i)] = strings.Repeat(fmt.Sprintf("b %d\n", i), 700)
	}
	return a, b
}

// TestWritesUntilKilled is the process that TestKilledForReal kills.
func TestWritesUntilKilled(t *testing.T) {
	dir := os.Getenv("WEIR_TEST_KILLED_DIR")
	if dir == "" {
		t.Skip("run by TestKilledForReal")
	}
	a, b := twoStates()
	for first := true; ; first = false {
		apply(t, dir, a)
		if first {
			fmt.Println("writing")
		}
		apply(t, dir, b)
	}
}

func TestKilledForReal(t *testing.T) {
	if testing.Short() {
		t.Skip("starts 20 processes")
	}
	dir := filepath.Join(t.TempDir(), "out")
	a, b := twoStates()
	for range 20 {
		killWriter(t, dir, time.Duration(rand.IntN(12_000))*time.Microsecond)
		for path, text := range onDisk(t, dir) {
			if text != a[path] && text != b[path] && text != markerText {
				t.Fatalf("%s is torn: %d bytes", path, len(text))
			}
		}
		apply(t, dir, a)
		expect(t, dir, a.owned())
	}
}

// killWriter lets another process write and kills it while it does.
func killWriter(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestWritesUntilKilled$")
	cmd.Env = append(os.Environ(), "WEIR_TEST_KILLED_DIR="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "writing") {
		t.Fatalf("the writer said %q, %v", line, err)
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says that it was killed
}
