package plan

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/model"
)

func TestPreStopWaitsUntilTheWorkerHasDrained(t *testing.T) {
	for _, tt := range []struct {
		name, answer, never string
		seconds             int
		says                string
		states              int // times that it asks for the state, at least
	}{
		{"drains", "200", "", 60, `weir-drain: state "DRAINED" after`, 3},
		{"gives up", "200", "yes", 1, `weir-drain: state "DRAINING" after`, 2},
		{"is refused", "403", "", 60, "weir-drain: answer 403 to leave, who asked it to drain: its running tasks are lost", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &draft{Cluster: &model.Cluster{}}
			d.Workers.DrainUser.Value, d.Workers.DrainWait.Value = "leave", tt.seconds
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "curl"), []byte(fakeCurl), 0o755); err != nil {
				t.Fatal(err)
			}
			// What the first process of the container says is the container's log.
			script := strings.ReplaceAll(d.preStop().Value, "/proc/1/fd/2", filepath.Join(dir, "log"))
			cmd := exec.Command("/bin/bash", "-c", script)
			cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "DIR=" + dir, "ANSWER=" + tt.answer, "NEVER=" + tt.never}
			if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("it ends with %v, and says %q", err, out)
			}
			if log, _ := os.ReadFile(filepath.Join(dir, "log")); !strings.Contains(string(log), tt.says) {
				t.Errorf("the log has %q, want %q", log, tt.says)
			}
			asked, _ := os.ReadFile(filepath.Join(dir, "asked"))
			if !strings.Contains(string(asked), `X-Trino-User: leave -H Content-Type: application/json -d "DRAINING" http://localhost:8080/v1/info/state`) {
				t.Errorf("asked %s", asked)
			}
			if got := strings.Count(string(asked), "\n") - strings.Count(string(asked), "PUT"); got < tt.states {
				t.Errorf("asked %d times for the state, want %d", got, tt.states)
			}
		})
	}
}

func TestNobodyIsAskedWhereNobodyMay(t *testing.T) {
	d := &draft{Cluster: &model.Cluster{}}
	if got := d.preStop(); got.Value != "" {
		t.Errorf("got %s", got.Value)
	}
}
