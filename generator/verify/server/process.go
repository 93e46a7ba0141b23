package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Process is one started program. What it says goes to a file; it is ended by its process id.
type Process struct {
	Name string // "trino coordinator"
	Log  string // the file
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // of its end; read it after done
}

// Start runs a command with exactly this environment, its output in a file.
func Start(name, log string, environment []string, command ...string) (*Process, error) {
	if err := os.MkdirAll(filepath.Dir(log), 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr, cmd.Env = file, file, environment
	cmd.SysProcAttr = apart()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	p := &Process{Name: name, Log: log, cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// Stop ends the process: it is asked, and after a while killed with all that it started.
func (p *Process) Stop(patience time.Duration) error {
	select {
	case <-p.done:
		return nil
	default:
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("ending %s: %w", p.Name, err)
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(patience):
	}
	err := killAll(p.cmd.Process)
	<-p.done
	return err
}

// Ended is nil while the process runs, then how it ended.
func (p *Process) Ended() error {
	select {
	case <-p.done:
		said, err := os.ReadFile(p.Log)
		return errors.Join(Ended{p.Name, p.cmd.ProcessState.ExitCode(), string(said)}, err)
	default:
		return nil
	}
}

// Ended is a process that ended while it was waited for.
type Ended struct {
	Name string
	Code int
	Log  string // what it said
}

func (e Ended) Error() string {
	return fmt.Sprintf("%s ended with code %d:\n%s", e.Name, e.Code, lastErrors(e.Log))
}

// Await asks again and again until ready says nil; it gives up when the process ends or the context does.
func (p *Process) Await(ctx context.Context, what string, ready func() error) error {
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return p.Ended()
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s of %s (see %s): %w", what, p.Name, p.Log, err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// lastErrors picks the lines of a log that say why, at most 30.
func lastErrors(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	var why []string
	for _, line := range lines {
		if strings.Contains(line, "ERROR") || strings.Contains(line, "rror: ") || strings.HasPrefix(line, "Caused by") ||
			len(line) > 2 && line[0] >= '1' && line[0] <= '9' && strings.Contains(line[:min(4, len(line))], ") ") {
			why = append(why, line)
		}
	}
	if len(why) == 0 {
		why = lines
	}
	return strings.Join(why[max(0, len(why)-30):], "\n")
}

// FreePort is a port of 127.0.0.1 that nobody listens on.
func FreePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}
