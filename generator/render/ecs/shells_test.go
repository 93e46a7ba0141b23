package ecs

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shells are those that may be /bin/sh of an image; one that is not installed
// is left out, and dash or bash must be.
func shells(t *testing.T) map[string][]string {
	found := map[string][]string{}
	for name, call := range map[string][]string{
		"dash": {"dash"}, "bash": {"bash", "--posix"}, "busybox": {"busybox", "sh"}, "mksh": {"mksh"},
	} {
		if _, err := exec.LookPath(call[0]); err == nil {
			found[name] = call
		}
	}
	if found["dash"] == nil && found["bash"] == nil {
		t.Fatal("neither dash nor bash is installed")
	}
	return found
}

// The image of the AWS CLI has bash for /bin/sh; others have dash or busybox.
func TestConfigRunsInEveryShell(t *testing.T) {
	for name, shell := range shells(t) {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			odd := "a\\tb\\\\c  %s $HOME `id` \"q\" 'r'\té\r\n\n  -n\n\n"
			list := s.put(t, "/w/odd.properties:1", odd, "files/odd.properties") + s.put(t, "/w/-n:1", "-n", "files/n.properties")
			pin := s.put(t, "/w/lists/coordinator/1:8", strings.TrimSuffix(list, "\n"), "coordinator")
			s.put(t, "/w/release:12", strings.TrimSuffix(pin, "\n"), "")
			target := t.TempDir()
			for _, old := range []string{"catalog/old.properties", ".hidden", "..odd", "rules.json"} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(target, old)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(target, old), []byte("of the image"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			said, err := s.into(t, target, append(shell, configArguments(t)[1:]...)...)
			if want := fmt.Sprintf("weir-config: 2 parameters of /w/release:12 in %s\n", target); err != nil || said != want {
				t.Errorf("%v: said %q, want %q", err, said, want)
			}
			got := map[string]string{}
			_ = filepath.WalkDir(target, func(path string, entry fs.DirEntry, _ error) error {
				if !entry.IsDir() && filepath.Base(filepath.Dir(path)) != "secret" {
					data, _ := os.ReadFile(path)
					got[strings.TrimPrefix(path, target+"/")] = string(data)
				}
				return nil
			})
			if len(got) != 2 || got["odd.properties"] != odd+"\n" || got["n.properties"] != "-n\n" {
				t.Errorf("wrote %q", got)
			}
		})
	}
}

func TestConfigNeedsItsVariables(t *testing.T) {
	args := configArguments(t)
	for _, missing := range []string{"TARGET", "RELEASE", "ROLE"} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TARGET=" + t.TempDir(), "RELEASE=/w/release:1", "ROLE=worker", missing + "="}
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), missing) {
			t.Errorf("without %s: %v: %s", missing, err, out)
		}
	}
}

func TestConfigKeepsOutOfItsOwnFiles(t *testing.T) {
	for _, path := range []string{"plan", "list/x", "files/.x", "files/a/.b", "files/", "value/w/x:1"} {
		s := newStore(t)
		line := s.put(t, "/w/x:1", "x", path)
		pin := s.put(t, "/w/lists/coordinator/1:8", strings.TrimSuffix(line, "\n"), "coordinator")
		s.put(t, "/w/release:12", strings.TrimSuffix(pin, "\n"), "")
		if _, said, err := s.run(t); err == nil || !strings.Contains(said, "bad path '"+path+"'") {
			t.Errorf("%s: %v: %s", path, err, said)
		}
	}
}
