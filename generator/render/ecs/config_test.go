package ecs

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/generator/aws/release"
)

// fakeAWS answers as the AWS CLI does with --output text and the script's own
// queries, from a directory of values: $STORE/<name>:<version>.
const fakeAWS = `#!/bin/sh
case "$2" in
  get-parameter)  shift 3; cat "$STORE$1" && echo;;
  get-parameters) shift 4
    for ref; do
      case "$ref" in --*) break;; esac
      [ -f "$STORE$ref" ] && { echo "#@weir $ref"; cat "$STORE$ref"; echo; }
    done; :;;
esac
`

// store is a Parameter Store with a release of one coordinator.
type store struct{ dir string }

func newStore(t *testing.T) store {
	t.Helper()
	s := store{t.TempDir()}
	orders := s.put(t, "/w/catalog/orders.properties:3", "connector.name=mysql", "files/catalog/orders.properties")
	first := s.put(t, "/w/rules.json:1", "{", "files/rules.json")
	second := s.put(t, "/w/rules.json/2:1", "}\n", "files/rules.json") // ends in a blank line
	list := orders + first + second
	for i := range 9 { // more than one call reads
		list += s.put(t, fmt.Sprintf("/w/catalog/c%d.properties:1", i), "connector.name=tpch", fmt.Sprintf("files/catalog/c%d.properties", i))
	}
	pin := s.put(t, "/w/lists/coordinator/1:7", strings.TrimSuffix(list, "\n"), "coordinator")
	pin += s.put(t, "/w/lists/worker/1:7", "/w/not-for-you:1 1 files/x", "worker")
	s.put(t, "/w/release:12", strings.TrimSuffix(pin, "\n"), "")
	return s
}

// put stores a value and returns the line of a list that pins it.
func (s store) put(t *testing.T, ref, value, path string) string {
	t.Helper()
	file := s.dir + ref
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(value), 0o644); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %d %s\n", ref, release.Checksum([]byte(value+"\n")), path)
}

// run runs the container config of the rendered task definition, with another
// release and target.
func (s store) run(t *testing.T) (target, said string, err error) {
	t.Helper()
	target = t.TempDir()
	said, err = s.into(t, target, configArguments(t)...)
	return target, said, err
}

// into runs the container config with a target that may hold files already.
func (s store) into(t *testing.T, target string, args ...string) (said string, err error) {
	t.Helper()
	bin := t.TempDir()
	if err := os.WriteFile(bin+"/aws", []byte(fakeAWS), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = []string{
		"PATH=" + bin + ":" + os.Getenv("PATH"), "STORE=" + s.dir, "TARGET=" + target,
		"SECRET_FILES=TRINO_PASSWORD_DB secret/password.db\nTRINO_KEYSTORE_PEM secret/keystore.pem",
		"TRINO_PASSWORD_DB=ana:$2y$10$hash\nben:$2y$10$\"hash\"", "TRINO_KEYSTORE_PEM=-----BEGIN\n a\\b\n",
		"RELEASE=/w/release:12", "ROLE=coordinator", fmt.Sprintf("OWNER=%d:%d", os.Getuid(), os.Getgid()),
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// configArguments are entryPoint and command of the container config, as ECS
// would hand them to the kernel.
func configArguments(t *testing.T) []string {
	t.Helper()
	var definition struct {
		ContainerDefinitions []struct {
			Name                string
			EntryPoint, Command []string
		}
	}
	if err := json.Unmarshal(rendered(t, "coordinator.task-definition.json"), &definition); err != nil {
		t.Fatal(err)
	}
	c := definition.ContainerDefinitions[0]
	return append(c.EntryPoint, c.Command...)
}

func TestConfigWritesTheWholeRelease(t *testing.T) {
	target, said, err := newStore(t).run(t)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for path, want := range map[string]string{
		"catalog/orders.properties": "connector.name=mysql\n",
		"catalog/c8.properties":     "connector.name=tpch\n",
		"rules.json":                "{\n}\n\n",
		"secret/password.db":        "ana:$2y$10$hash\nben:$2y$10$\"hash\"\n",
		"secret/keystore.pem":       "-----BEGIN\n a\\b\n",
	} {
		if got, _ := os.ReadFile(filepath.Join(target, path)); string(got) != want {
			t.Errorf("%s holds %q, want %q", path, got, want)
		}
	}
	if entries, _ := os.ReadDir(target); len(entries) != 3 {
		t.Errorf("%v in the target, want catalog, rules.json and secret alone", entries)
	}
}

func TestConfigWritesNothingOfABrokenRelease(t *testing.T) {
	for _, tt := range []struct {
		name, says string
		spoil      func(store)
	}{
		{"release missing", "no release /w/release:12", func(s store) { _ = os.Remove(s.dir + "/w/release:12") }},
		{"list missing", "/w/lists/coordinator/1:7 is missing", func(s store) { _ = os.Remove(s.dir + "/w/lists/coordinator/1:7") }},
		{"file missing", "/w/catalog/orders.properties:3 is missing", func(s store) { _ = os.Remove(s.dir + "/w/catalog/orders.properties:3") }},
		{"file changed", "/w/catalog/c8.properties:1 differs from the release", func(s store) {
			_ = os.WriteFile(s.dir+"/w/catalog/c8.properties:1", []byte("connector.name=memory"), 0o644)
		}},
		{"path that leaves the target", "bad path 'files/../x'", func(s store) {
			line := s.put(t, "/w/x:1", "x", "files/../x")
			pin := s.put(t, "/w/lists/coordinator/1:8", strings.TrimSuffix(line, "\n"), "coordinator")
			s.put(t, "/w/release:12", strings.TrimSuffix(pin, "\n"), "")
		}},
		{"no list of the role", "lists nothing for a coordinator", func(s store) { s.put(t, "/w/release:12", "/w/lists/worker/1:7 1 worker", "") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t)
			tt.spoil(s)
			target, said, err := s.run(t)
			if err == nil || !strings.Contains(said, tt.says) {
				t.Errorf("%v: %q, want %q", err, said, tt.says)
			}
			if entries, _ := os.ReadDir(target); len(entries) > 0 {
				t.Errorf("%v in the target, want nothing", entries)
			}
		})
	}
}
