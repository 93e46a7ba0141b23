// Package spine boots the real Trino on what weir extracts for the reference estate's prod clusters.
// changes.go is the list of all that is altered on the way.
package spine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Weir is the binary under test, run in a folder of declarations as a user runs it.
type Weir struct{ Binary, Dir string }

// Etc is what Trino finds in /etc/trino on a node of this role.
func (w Weir) Etc(environment, cluster, role, into string) (Files, error) {
	code, said, err := w.Run("show", "etc", "--env", environment, "--cluster", cluster, "--role", role, "--to", into)
	if err != nil {
		return nil, err
	}
	if code != 0 {
		return nil, fmt.Errorf("weir show etc ended with code %d:\n%s", code, said)
	}
	return ReadFiles(into)
}

// Catalogs are the names that a cluster is declared to offer, sorted.
func (w Weir) Catalogs(environment, cluster string) ([]string, error) {
	code, said, err := w.Run("show", "catalogs", "--env", environment, "--cluster", cluster, "--format", "json")
	if err != nil {
		return nil, err
	}
	var shown struct {
		Catalogs []struct {
			Name string `json:"name"`
		} `json:"catalogs"`
	}
	if err := json.Unmarshal([]byte(said), &shown); err != nil || code != 0 {
		return nil, fmt.Errorf("weir show catalogs ended with code %d: %w\n%s", code, err, said)
	}
	var names []string
	for _, c := range shown.Catalogs {
		names = append(names, c.Name)
	}
	return names, nil
}

// Run runs weir and returns its exit code and all that it said.
func (w Weir) Run(arguments ...string) (code int, said string, err error) {
	cmd := exec.Command(w.Binary, arguments...)
	cmd.Dir = w.Dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode(), out.String(), nil
	}
	return 0, out.String(), err
}

// CopyDeclarations copies a repository's declarations, and nothing else of it, to an empty folder.
func CopyDeclarations(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case strings.HasSuffix(name, ".cue"):
			text, err := os.ReadFile(filepath.Join(from, name))
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(to, name), text, 0o644); err != nil {
				return err
			}
		case entry.IsDir() && holdsDeclarations(name):
			if err := os.CopyFS(filepath.Join(to, name), os.DirFS(filepath.Join(from, name))); err != nil {
				return err
			}
		}
	}
	return nil
}

func holdsDeclarations(dir string) bool {
	switch dir {
	case "cue.mod", "schema", "environments", "clusters", "catalogs", "lake", "overlays":
		return true
	}
	return false
}
