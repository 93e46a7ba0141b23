package ssm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Delivery is weir and the script, with Parameter Store at an address: the emulator's, or that of a proxy before it.
type Delivery struct {
	Weir, Repository string // the binary, and the declarations whose out/ is pushed
	Emulator         *Emulator
	URL              string
	Work             string // a folder for what is needed on the way
}

// Run runs weir ssm COMMAND out/prod/adhoc, and returns what it said on each stream.
func (d Delivery) Run(command string, flags ...string) (out, said string, err error) {
	cmd := exec.Command(d.Weir, append([]string{"ssm", command, "out/prod/adhoc"}, flags...)...)
	cmd.Dir, cmd.Env = d.Repository, environment(d.URL)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String(), stderr.String(), fmt.Errorf("weir ssm %s: %w\n%s", command, err, stderr.String())
	}
	return stdout.String(), stderr.String(), nil
}

// Push pushes, and returns the release's number as it is printed.
func (d Delivery) Push() (string, error) {
	out, _, err := d.Run("push", "--yes", "--rate", "200")
	return strings.TrimSpace(out), err
}

// Config runs the script of a role's container config on a release, "12" or "" for the newest, and returns its line.
func (d Delivery) Config(role, release, target string) (string, error) {
	call, err := d.script(role)
	if err != nil {
		return "", err
	}
	bin, err := d.cli()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(target, 0o755); err != nil {
		return "", err
	}
	name := strings.TrimSuffix("/weir/prod/adhoc/release:"+release, ":")
	cmd := exec.Command(call[0], call[1:]...)
	cmd.Env = environment(d.URL, "RELEASE="+name, "ROLE="+role, "TARGET="+target, fmt.Sprintf("OWNER=%d:%d", os.Getuid(), os.Getgid()))
	for i, v := range cmd.Env {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			cmd.Env[i] = "PATH=" + bin + ":" + path
		}
	}
	said, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("config of the %s on release %s: %w\n%s", role, release, err, said)
	}
	return strings.TrimSpace(string(said)), err
}

// script is entryPoint and command of the container config of a role's task definition, as weir prints it in API shape.
func (d Delivery) script(role string) ([]string, error) {
	cmd := exec.Command(d.Weir, "show", "ecs", "--env", "prod", "--cluster", "adhoc", "--deliver", "api", role+".task-definition.json")
	cmd.Dir = d.Repository
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("weir show ecs of the %s: %w", role, err)
	}
	var definition struct {
		ContainerDefinitions []struct {
			Name                string
			EntryPoint, Command []string
		}
	}
	if err := json.Unmarshal(text, &definition); err != nil {
		return nil, err
	}
	for _, c := range definition.ContainerDefinitions {
		if c.Name == "config" {
			return append(c.EntryPoint, c.Command...), nil
		}
	}
	return nil, fmt.Errorf("the task definition of the %s has no container config", role)
}

// cli is a folder with the program aws in it.
func (d Delivery) cli() (string, error) {
	bin := filepath.Join(d.Work, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return "", err
	}
	tools := d.Emulator.tools
	text := fmt.Sprintf("#!/bin/sh\nPYTHONPATH='%s' exec python3 '%s' \"$@\"\n", tools.Packages, tools.CLI())
	return bin, replace(filepath.Join(bin, "aws"), text)
}

// replace writes a program whole, unless it is there.
func replace(path, text string) error {
	if before, err := os.ReadFile(path); err == nil && string(before) == text {
		return nil
	}
	return os.WriteFile(path, []byte(text), 0o755)
}

// Versions is the newest version of every parameter of the cluster.
func (d Delivery) Versions() (map[string]int64, error) {
	bin, err := d.cli()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(bin, "aws"), "ssm", "get-parameters-by-path", "--path", "/weir/prod/adhoc", "--recursive", "--output", "json")
	cmd.Env = environment(d.Emulator.URL)
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("aws ssm get-parameters-by-path: %w", err)
	}
	var answer struct {
		Parameters []struct {
			Name    string
			Version int64
		}
	}
	versions := map[string]int64{}
	err = json.Unmarshal(text, &answer)
	for _, p := range answer.Parameters {
		versions[strings.TrimPrefix(p.Name, "/weir/prod/adhoc/")] = p.Version
	}
	return versions, err
}
