package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Repository is a folder within a Git repository; paths are relative to the folder.
type Repository struct {
	dir     string
	command string
}

// Error is a refusal with what to do about it.
type Error struct{ Message, Remedy string }

func (e *Error) Error() string { return e.Message }

// Open finds the Git repository that a folder is in. It returns an *Error when there is none, or no git.
func Open(ctx context.Context, dir string) (*Repository, error) {
	command, err := exec.LookPath("git")
	if err != nil {
		return nil, &Error{"git is not on the path, and what is committed can be read through it alone", "install git"}
	}
	r := &Repository{dir: dir, command: command}
	_, err = r.run(ctx, nil, "rev-parse", "--git-dir")
	var failed *failure
	switch {
	case errors.As(err, &failed) && strings.Contains(failed.said, "not a git repository"):
		return nil, &Error{dir + " is in no Git repository", "commit the declarations and out/ to one: what is committed is what is compared with"}
	case err != nil:
		return nil, fmt.Errorf("asking git about %s: %w", dir, err)
	}
	return r, nil
}

// failure is what git said when it refused.
type failure struct {
	args []string
	code int
	said string
}

func (f *failure) Error() string {
	said, _, _ := strings.Cut(strings.TrimSpace(f.said), "\n")
	if said == "" {
		said = fmt.Sprintf("exit code %d", f.code)
	}
	return fmt.Sprintf("git %s: %s", f.args[0], said)
}

// run gives git its standard input and returns its output; a refusal is a *failure.
func (r *Repository) run(ctx context.Context, in []byte, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, r.command, args...)
	cmd.Dir = r.dir
	cmd.Env = append(cmd.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	cmd.Stdin = bytes.NewReader(in)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &exit):
		return nil, &failure{args, exit.ExitCode(), said.String()}
	case err != nil:
		return nil, fmt.Errorf("running git %s: %w", args[0], err)
	}
	return out.Bytes(), nil
}
