package plan

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fakeCurl is a worker that answers ANSWER to who asks it to drain, and has drained when it was asked for its state three times.
const fakeCurl = `#!/bin/sh
echo "$*" >>"$DIR/asked"
case "$*" in
  *PUT*) printf '%s' "$ANSWER";;
  *) echo x >>"$DIR/states"; if [ "$(wc -l <"$DIR/states")" -ge 3 ] && [ -z "$NEVER" ]; then printf '"DRAINED"'; else printf '"DRAINING"'; fi;;
esac
`

// fakeTrino runs until it is asked to stop, and says so.
const fakeTrino = `#!/bin/bash
trap 'echo ended >"$DIR/ended"; exit 143' TERM
echo >"$DIR/runs"
while :; do sleep 0.05; done
`

func TestDrainAsksBeforeItStops(t *testing.T) {
	for _, tt := range []struct {
		name, answer, never, seconds, says string
		states                             int // times that it asks for the state, at least
	}{
		{"drains", "200", "", "60", `weir-drain: state "DRAINED" after`, 3},
		{"gives up", "200", "yes", "1", `weir-drain: state "DRAINING" after 1 s, at most 1 s`, 2},
		{"is refused", "403", "", "60", "weir-drain: answer 403 to leave, who asked it to drain: its running tasks are lost", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, cmd := drainable(t, "trino", "ANSWER="+tt.answer, "NEVER="+tt.never, "DRAIN_SECONDS="+tt.seconds)
			var said strings.Builder
			cmd.Stderr, cmd.WaitDelay = &said, 30*time.Second
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			await(t, filepath.Join(dir, "runs"))
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("a worker that was asked to stop ends with %v", err)
			}
			if !strings.Contains(said.String(), tt.says) {
				t.Errorf("said %q, want %q", said.String(), tt.says)
			}
			if _, err := os.Stat(filepath.Join(dir, "ended")); err != nil {
				t.Error("Trino was not ended")
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

func TestDrainEndsAsTrinoDoes(t *testing.T) {
	_, cmd := drainable(t, "refuses")
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 100 {
		t.Errorf("got %v, want Trino's own 100", err)
	}
}

// drainable is the entry point before a program of the test's: trino, or one that refuses its configuration.
func drainable(t *testing.T, program string, environment ...string) (dir string, cmd *exec.Cmd) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{"curl": fakeCurl, "trino": fakeTrino, "refuses": "#!/bin/sh\nexit 100\n", "drain.sh": drainScript} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd = exec.Command("/bin/bash", filepath.Join(dir, "drain.sh"), filepath.Join(dir, program))
	cmd.Env = append([]string{"PATH=" + dir + ":" + os.Getenv("PATH"), "DIR=" + dir, "DRAIN_URL=http://localhost:8080", "DRAIN_USER=leave"}, environment...)
	return dir, cmd
}

func await(t *testing.T, path string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return
		} else if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}
