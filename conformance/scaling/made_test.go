package scaling

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
)

// schedule is added to the test's cluster.
const schedule = `	schedule: {timezone: "Asia/Seoul", hours: {
		office: {days: "MON-FRI", from: "08:00", to: "20:00", min: 2}
		night: {from: "22:00", to: "06:00", max: 2}
	}}
`

// TestAnEmulatorMakesTheScaling hands the inputs of the calls to moto in their order, and compares what it then has.
func TestAnEmulatorMakesTheScaling(t *testing.T) {
	things, err := install.All(t.Output())
	must(t, err)
	checkers, err := install.Checkers(os.Stderr)
	must(t, err)
	weir := spine.Weir{Binary: things.Weir, Dir: t.TempDir()}
	must(t, declare(weir.Dir))
	file := filepath.Join(weir.Dir, "clusters", "busy.cue")
	text, err := os.ReadFile(file)
	must(t, err)
	// One declaration, one file: what is added goes into its braces.
	added := bytes.Replace(text, []byte("scale: {queued: 5"), []byte("scale: {cpu: 70, queued: 5"), 1)
	added = bytes.Replace(added, []byte(`	deliver: "api"`), []byte(schedule+`	deliver: "api"`), 1)
	must(t, os.WriteFile(file, added, 0o644))
	calls := filepath.Join(t.TempDir(), "api")
	code, said, err := weir.Run("show", "ecs", "--env", "prod", "--cluster", "busy", "--to", calls)
	if err != nil || code != 0 {
		t.Fatalf("weir show ecs ended with code %d: %v\n%s", code, err, said)
	}
	cmd := exec.Command("python3", "made.py", calls)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+checkers, "AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none", "AWS_DEFAULT_REGION=us-west-2")
	var made struct {
		Differences []string
		Counts      map[string]int
	}
	out, err := cmd.Output()
	must(t, err)
	must(t, json.Unmarshal(out, &made))
	for _, d := range made.Differences {
		t.Error(d)
	}
	for kind, want := range map[string]int{"target": 1, "policy": 4, "action": 4, "alarm": 1} {
		if made.Counts[kind] != want {
			t.Errorf("%d of %s, want %d", made.Counts[kind], kind, want)
		}
	}
}
