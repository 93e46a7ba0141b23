// Package pullrequest merges pull requests in Git as people do.
package pullrequest

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"weir.local/conformance/install"
)

// TestAHundredRandomPairs has the command's own test merge a hundred pairs, where `go test` merges a few.
func TestAHundredRandomPairs(t *testing.T) {
	root, err := install.Root()
	if err != nil {
		t.Fatal(err)
	}
	const name = "TestAConflictInOutIsSolvedByBuilding"
	cmd := exec.Command("go", "test", "-C", root, "./generator/cli", "-count=1", "-v", "-run", "^"+name+"$")
	cmd.Env = append(os.Environ(), "WEIR_PAIRS=100")
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil || !strings.Contains(string(out), "--- PASS: "+name) {
		t.Errorf("%v", err)
	}
}
