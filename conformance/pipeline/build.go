package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Spec is a buildspec, as far as weir writes it.
type Spec struct {
	Env struct {
		Shell     string
		Variables map[string]string
		Exported  []string `json:"exported-variables"`
	}
	Phases    map[string]struct{ Commands []string }
	Artifacts struct{ Files []string }
}

// Built is what a build came to.
type Built struct {
	Failed   bool
	Said     string
	Exported map[string]string
}

// Build runs a buildspec as CodeBuild does (AWS CodeBuild User Guide, Build phase transitions): the commands of all phases in one
// shell, each phase ended by its first failure; post_build runs after build whatever came of that.
func Build(spec Spec, dir string, environment []string) (Built, error) {
	var b strings.Builder
	b.WriteString("succeeding=1\nstep() { [ $succeeding = 1 ] || return 0; printf '+ %s\\n' \"$1\"; eval \"$1\" || succeeding=0; }\n")
	for _, phase := range []string{"install", "pre_build", "build"} {
		for _, command := range spec.Phases[phase].Commands {
			fmt.Fprintf(&b, "step %s\n", quoted(command))
		}
	}
	b.WriteString("export CODEBUILD_BUILD_SUCCEEDING=$succeeding\nbuilt=$succeeding succeeding=1\n")
	for _, command := range spec.Phases["post_build"].Commands {
		fmt.Fprintf(&b, "step %s\n", quoted(command))
	}
	for _, name := range spec.Env.Exported {
		fmt.Fprintf(&b, "printf 'exported %s=%%s\\n' \"${%s:-}\"\n", name, name)
	}
	b.WriteString("[ $built = 1 ] && [ $succeeding = 1 ]\n")
	cmd := exec.Command("bash", "-c", b.String())
	cmd.Dir, cmd.Env = dir, slices.Clone(environment)
	for name, value := range spec.Env.Variables {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	said, err := cmd.CombinedOutput()
	built := Built{Said: string(said), Exported: map[string]string{}}
	for line := range strings.Lines(built.Said) {
		if variable, ok := strings.CutPrefix(line, "exported "); ok {
			name, value, _ := strings.Cut(strings.TrimSpace(variable), "=")
			built.Exported[name] = value
		}
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		built.Failed, err = true, nil
	}
	return built, err
}

func quoted(command string) string { return "'" + strings.ReplaceAll(command, "'", `'\''`) + "'" }

// Read reads YAML into a value, by the Python that the checkers need anyway.
func Read(checkers, file string, into any) error {
	cmd := exec.Command("python3", "-c", "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)", file)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+checkers)
	text, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		err = fmt.Errorf("reading %s: %w", filepath.Base(file), err)
	}
	return err
}
