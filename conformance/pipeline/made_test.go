package pipeline

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
)

// TestStacksAreAsAWSReadsThem lints the repository's own, and one of tags, a topic and weir from a release.
func TestStacksAreAsAWSReadsThem(t *testing.T) {
	checkers, err := install.Checkers(t.Output())
	must(t, err)
	stacks, err := filepath.Glob(filepath.Join(declared(t), "out", "*", "pipeline", "stack.yaml"))
	must(t, err)
	if len(stacks) != 2 {
		t.Fatalf("got the stacks %v", stacks)
	}
	for _, said := range linted(t, checkers, stacks...) {
		t.Errorf("cfn-lint: %s", said)
	}
}

// TestTheLinterBites makes one mistake at a time in what is clean.
func TestTheLinterBites(t *testing.T) {
	checkers, err := install.Checkers(t.Output())
	must(t, err)
	text, err := os.ReadFile(filepath.Join(declared(t), "out", "prod", "pipeline", "stack.yaml"))
	must(t, err)
	for name, change := range map[string][2]string{
		"a mode that is none":            {"ExecutionMode: QUEUED", "ExecutionMode: ONE"},
		"a provider that triggers lack":  {"ProviderType: CodeStarSourceConnection", "ProviderType: Connection"},
		"an artifact that nobody makes":  {"- Name: source\n          ", "- Name: sources\n          "},
		"a misspelt property":            {"FilePaths:", "Paths:"},
		"a log group that is not there":  {"Ref: LogGroup", "Ref: Logs"},
		"a project without what it runs": {"      ServiceRole: arn:aws:iam::111122223333:role/weir-prod-check\n", ""},
	} {
		wrong := strings.Replace(string(text), change[0], change[1], 1)
		if wrong == string(text) {
			wrong = strings.Replace(string(text), strings.TrimRight(change[0], " \n"), strings.TrimRight(change[1], " \n"), 1)
		}
		if wrong == string(text) {
			t.Fatalf("%s: %q is not in the stack", name, change[0])
		}
		file := filepath.Join(t.TempDir(), "stack.yaml")
		must(t, os.WriteFile(file, []byte(wrong), 0o644))
		if len(linted(t, checkers, file)) == 0 {
			t.Errorf("%s: nobody finds it", name)
		}
	}
}

// declared is a copy of the declarations with what the repository's own do not say, compiled.
func declared(t *testing.T) string {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	a := account{weir: spine.Weir{Binary: things.Weir, Dir: t.TempDir()}}
	must(t, spine.CopyDeclarations(root, a.weir.Dir))
	a.edit(t, "environments/dev.cue", `repository: "acme/lake"`, `repository: "acme/lake", tags: ["dev-*", "v*"], approval: true, notifications: "arn:aws:sns:us-west-2:444455556666:data-platform"`)
	a.build(t)
	return a.weir.Dir
}

// linted is what cfn-lint says of stacks, information too.
func linted(t *testing.T, checkers string, stacks ...string) []string {
	t.Helper()
	out, err := python(checkers, append([]string{filepath.Join(checkers, "bin", "cfn-lint"), "--format", "parseable", "--include-checks", "I", "--"}, stacks...)...).Output()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || len(out) == 0) {
		t.Fatalf("cfn-lint: %v %v", err, exit)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' })
}

// pipelineIsMade holds what the stack makes, in the shape of the calls, to the models of the services, makes it by those calls, and reads it back.
func (a *account) pipelineIsMade(t *testing.T) {
	t.Helper()
	var stack struct {
		Resources map[string]struct {
			Type       string
			Properties map[string]any
		}
	}
	must(t, Read(a.checkers, a.file("stack.yaml"), &stack))
	made := 0
	for name, r := range stack.Resources {
		body := lower("", r.Properties).(map[string]any)
		switch r.Type {
		case "AWS::CodePipeline::Pipeline":
			// The emulator reads one spelling of a trust policy only.
			a.aws(t, "iam", "update-assume-role-policy", "--role-name", "weir-prod-pipeline", "--policy-document",
				`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)
			tags := body["tags"]
			delete(body, "tags")
			a.made(t, name, "codepipeline:CreatePipeline", map[string]any{"pipeline": body, "tags": tags})
			var read struct{ Pipeline map[string]any }
			must(t, json.Unmarshal([]byte(a.aws(t, "codepipeline", "get-pipeline", "--name", "weir-prod", "--output", "json")), &read))
			for field, want := range body {
				if got := read.Pipeline[field]; field != "stages" && !reflect.DeepEqual(got, want) {
					t.Errorf("the pipeline that was made has the %s %v, not %v", field, got, want)
				}
			}
			made++
		case "AWS::CodeBuild::Project":
			// The emulator wants addresses, which AWS ignores where a pipeline hands things on (AWS CodeBuild API, ProjectSource).
			for _, field := range []string{"source", "artifacts"} {
				body[field].(map[string]any)["location"] = "-"
			}
			a.made(t, name, "codebuild:CreateProject", body)
			if got := a.aws(t, "codebuild", "batch-get-projects", "--names", body["name"].(string), "--query", "projects[0].source.buildspec", "--output", "text"); got != body["source"].(map[string]any)["buildspec"] {
				t.Errorf("the project that was made runs %s", got)
			}
			made++
		}
	}
	if made != 3 {
		t.Errorf("made %d of a pipeline and two projects", made)
	}
}

// made makes a thing by its call.
func (a *account) made(t *testing.T, name, call string, body map[string]any) {
	t.Helper()
	text, err := json.Marshal(body)
	must(t, err)
	file := filepath.Join(t.TempDir(), name+".json")
	must(t, os.WriteFile(file, text, 0o644))
	for _, said := range models(t, a.checkers, call+":"+file) {
		t.Errorf("the service's model: %s", said)
	}
	service, action, _ := strings.Cut(call, ":")
	a.aws(t, service, map[string]string{"CreatePipeline": "create-pipeline", "CreateProject": "create-project"}[action], "--cli-input-json", "file://"+file)
}

// lower spells a property of a stack as the call does: first letters in lower case, but for what an action is configured with.
func lower(field string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		if ref, ok := value["Ref"]; ok && ref == "LogGroup" {
			return "/weir/prod/pipeline"
		}
		m := map[string]any{}
		for key, inner := range value {
			switch {
			case field == "Configuration":
				m[key] = inner
			case key == "BuildSpec":
				m["buildspec"] = inner
			default:
				m[string(unicode.ToLower(rune(key[0])))+key[1:]] = lower(key, inner)
			}
		}
		return m
	case []any:
		list := make([]any, len(value))
		for i, inner := range value {
			list[i] = lower(field, inner)
		}
		return list
	}
	return value
}

// allowedToCheck holds the calls of the check to what its role may do.
func (a *account) allowedToCheck(t *testing.T) {
	t.Helper()
	var stack struct {
		Resources map[string]struct {
			Properties struct {
				PolicyDocument struct{ Statement []struct{ Action []string } }
			}
		}
	}
	must(t, Read(a.checkers, filepath.Join(a.weir.Dir, "out", "prod", "iam", "stack.yaml"), &stack))
	may := map[string]bool{}
	for _, s := range stack.Resources["CheckPolicy"].Properties.PolicyDocument.Statement {
		for _, action := range s.Action {
			may[action] = true
		}
	}
	for _, call := range a.player.Calls() {
		if !may[call] {
			t.Errorf("the check role may not %s", call)
		}
	}
}
