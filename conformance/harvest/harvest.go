// Package harvest runs `weir trino harvest` on the real distribution and compares with the data that weir carries: the program
// that asks, the distribution and the data belong together, and none of them may change alone.
package harvest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/generator/trino"
)

// Version is the Trino that is harvested.
const Version = 476

// Harvest harvests a distribution as a user does, and answers the data that was written.
func Harvest(t *testing.T, things install.Things, dist string) []byte {
	t.Helper()
	into := t.TempDir()
	cmd := exec.CommandContext(t.Context(), things.Weir, "trino", "harvest", "--to", into, dist)
	cmd.Env = append(os.Environ(), "JAVA_HOME="+things.JDK, "TMPDIR="+t.TempDir())
	began := time.Now()
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("weir trino harvest: %v\n%s", err, said)
	}
	t.Logf("%.0f s\n%s", time.Since(began).Seconds(), said)
	data, err := os.ReadFile(filepath.Join(into, fmt.Sprintf("%d.gz", Version)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Committed is the data that weir carries, as it lies in the repository.
func Committed(t *testing.T) []byte {
	t.Helper()
	root, err := install.Root()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, "generator", "trino", "data", fmt.Sprintf("%d.gz", Version)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// decode reads data of a harvest.
func decode(t *testing.T, data []byte) trino.Data {
	t.Helper()
	release, err := trino.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return release.Data()
}
