package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
	"weir.local/conformance/ssm"
	"weir.local/generator/verify/servertest"
)

// account is a scratch repository of the reference estate under git, and an account of AWS: an emulator, and a player before it.
type account struct {
	weir     spine.Weir
	checkers string
	player   *Player
	trino    *servertest.Trino
	environ  []string
}

// query is asked at the end of each delivery; the tests' own Trino answers it.
const query = "SELECT connector_id FROM system.metadata.catalogs"

func open(t *testing.T, deliver string) *account {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	tools, err := install.Emulated(t.Output())
	must(t, err)
	root, err := install.Root()
	must(t, err)
	a := &account{weir: spine.Weir{Binary: things.Weir, Dir: t.TempDir()}, trino: &servertest.Trino{Catalogs: map[string]string{"tpch": "tpch"}}}
	a.checkers, err = install.Checkers(t.Output())
	must(t, err)
	must(t, spine.CopyDeclarations(root, a.weir.Dir))
	a.pin(t)
	a.edit(t, "clusters/adhoc.cue", "\tenvironments: dev: {", fmt.Sprintf("\tenvironments: prod: {deliver: %q, workers: min: 1}\n\tenvironments: dev: {", deliver))
	a.edit(t, "environments/prod.cue", "SELECT count(*) FROM tpch.tiny.nation", query)

	t.Setenv("MOTO_ECS_SERVICE_RUNNING", "1") // the emulator then says that one task of each service runs
	emulator, err := ssm.Start(tools, t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, emulator.Stop(10*time.Second)) })
	a.player, err = Play(emulator.URL, filepath.Join(t.TempDir(), "bodies"))
	must(t, err)
	t.Cleanup(a.player.Close)
	server := a.trino.Start()
	t.Cleanup(server.Close)
	a.player.Trino = server.URL
	a.environ = environment(t, tools, a.player.URL)
	a.network(t)
	a.build(t)
	a.furnish(t)
	return a
}

// environment is a build's: credentials of nobody, and every service at one address.
func environment(t *testing.T, tools install.Emulator, url string) []string {
	t.Helper()
	bin := t.TempDir()
	text := fmt.Sprintf("#!/bin/sh\nPYTHONPATH='%s' exec python3 '%s' \"$@\"\n", tools.Packages, tools.CLI())
	must(t, os.WriteFile(filepath.Join(bin, "aws"), []byte(text), 0o755))
	return []string{
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-west-2", "AWS_DEFAULT_REGION=us-west-2", "AWS_ENDPOINT_URL=" + url,
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true", "HOME=" + os.Getenv("HOME"),
		"PATH=" + bin + ":" + os.Getenv("PATH"), "CODEBUILD_BUILD_NUMBER=7",
	}
}

// pin makes the declarations name the binary under test.
func (a *account) pin(t *testing.T) {
	t.Helper()
	binary, err := os.ReadFile(a.weir.Binary)
	must(t, err)
	file := filepath.Join(a.weir.Dir, "environments", "prod.cue")
	text, err := os.ReadFile(file)
	must(t, err)
	pinned := regexp.MustCompile(`sha256: +"[0-9a-f]+"`).ReplaceAll(text, fmt.Appendf(nil, `sha256: "%x"`, sha256.Sum256(binary)))
	must(t, os.WriteFile(file, pinned, 0o644))
}

// network makes one, and declares it: the emulator looks whether it is there.
func (a *account) network(t *testing.T) {
	t.Helper()
	vpc := a.aws(t, "ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--query", "Vpc.VpcId", "--output", "text")
	subnet := a.aws(t, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.0.0.0/24", "--query", "Subnet.SubnetId", "--output", "text")
	group := a.aws(t, "ec2", "create-security-group", "--vpc-id", vpc, "--group-name", "trino", "--description", "trino", "--query", "GroupId", "--output", "text")
	a.edit(t, "environments/prod.cue", "subnet-0a0a0a0a0a0a0a0a0", subnet)
	a.edit(t, "environments/prod.cue", "sg-0a1b2c3d4e5f60718", group)
}

// furnish makes what the guide says must be there first.
func (a *account) furnish(t *testing.T) {
	t.Helper()
	a.aws(t, "s3", "mb", "s3://acme-artifacts-prod")
	a.aws(t, "s3", "cp", "--only-show-errors", a.weir.Binary, "s3://acme-artifacts-prod/weir/v0.1.0/weir-linux-amd64")
	a.aws(t, "ecs", "create-cluster", "--cluster-name", "lake")
	a.aws(t, "s3", "cp", "--only-show-errors", "out/prod/iam/stack.yaml", "s3://acme-artifacts-prod/roles.yaml")
	a.aws(t, "cloudformation", "create-stack", "--stack-name", "weir-prod-iam", "--capabilities", "CAPABILITY_NAMED_IAM",
		"--template-url", "https://acme-artifacts-prod.s3.us-west-2.amazonaws.com/roles.yaml")
}

// aws runs the AWS CLI.
func (a *account) aws(t *testing.T, arguments ...string) string {
	t.Helper()
	cmd := exec.Command("aws", arguments...)
	cmd.Path, _ = exec.LookPath(a.program("aws"))
	cmd.Dir, cmd.Env = a.weir.Dir, a.environ
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("aws %s: %v\n%s", strings.Join(arguments, " "), err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

// program is where the environment finds it.
func (a *account) program(name string) string {
	for _, v := range a.environ {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			first, _, _ := strings.Cut(path, ":")
			return filepath.Join(first, name)
		}
	}
	return name
}

func (a *account) edit(t *testing.T, file, before, after string) {
	t.Helper()
	name := filepath.Join(a.weir.Dir, file)
	text, err := os.ReadFile(name)
	must(t, err)
	if !strings.Contains(string(text), before) {
		t.Fatalf("%s has no %s", file, before)
	}
	must(t, os.WriteFile(name, []byte(strings.Replace(string(text), before, after, 1)), 0o644))
}

// build compiles and commits, and returns the commit.
func (a *account) build(t *testing.T) string {
	t.Helper()
	if code, said, err := a.weir.Run("build"); err != nil || code != 0 {
		t.Fatalf("weir build ended with code %d: %v\n%s", code, err, said)
	}
	var out []byte
	for _, arguments := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "change"}, {"rev-parse", "HEAD"}} {
		cmd := exec.Command("git", arguments...)
		cmd.Dir = a.weir.Dir
		var err error
		if out, err = cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", arguments, err, out)
		}
	}
	return strings.TrimSpace(string(out))
}

// file is one of the pipeline's.
func (a *account) file(name string) string {
	return filepath.Join(a.weir.Dir, "out", "prod", "pipeline", name)
}

// run runs a buildspec: the one that checks in the repository, others in what that hands on, and nothing else.
func (a *account) run(t *testing.T, name string) Built {
	t.Helper()
	var spec Spec
	must(t, Read(a.checkers, a.file(name), &spec))
	dir := a.weir.Dir
	if len(spec.Artifacts.Files) == 0 {
		dir = t.TempDir()
		must(t, os.CopyFS(filepath.Join(dir, "out", "prod"), os.DirFS(filepath.Join(a.weir.Dir, "out", "prod"))))
	}
	began := time.Now()
	built, err := Build(spec, dir, a.environ)
	must(t, err)
	t.Logf("%s, %.0f s:\n%s", name, time.Since(began).Seconds(), built.Said)
	return built
}

func (a *account) check(t *testing.T, summary string) {
	t.Helper()
	if built := a.run(t, "check.buildspec.yaml"); built.Failed || !strings.Contains(built.Exported["SUMMARY"], summary) {
		t.Fatalf("the check failed: %t, and says %q, not %q", built.Failed, built.Exported["SUMMARY"], summary)
	}
	must(t, os.Remove(filepath.Join(a.weir.Dir, "weir")))
}

func (a *account) deliver(t *testing.T, release string) {
	t.Helper()
	if built := a.run(t, "deliver-adhoc.buildspec.yaml"); built.Failed || built.Exported["RELEASE"] != release {
		t.Fatalf("the delivery failed: %t, of release %s", built.Failed, built.Exported["RELEASE"])
	}
}

// running are the releases that the services' task definitions name.
func (a *account) running(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, role := range []string{"coordinator", "worker"} {
		definition := a.aws(t, "ecs", "describe-services", "--cluster", "lake", "--services", "adhoc-"+role, "--query", "services[0].taskDefinition", "--output", "text")
		all = append(all, a.aws(t, "ecs", "describe-task-definition", "--task-definition", definition, "--output", "text",
			"--query", "taskDefinition.containerDefinitions[?name=='config'].environment[] | [?name=='RELEASE'].value"))
	}
	return all
}

// fail delivers a change whose query at the end nobody answers: what ran before runs again.
func (a *account) fail(t *testing.T) {
	t.Helper()
	a.trino.Refuse = map[string]servertest.Refusal{"SELECT": {Name: "NO_NODES_AVAILABLE", Type: "INSUFFICIENT_RESOURCES", Message: "no nodes"}}
	built := a.run(t, "deliver-adhoc.buildspec.yaml")
	a.trino.Refuse = nil
	if !built.Failed || !strings.Contains(built.Said, "the query failed: no nodes") || !strings.Contains(built.Said, "release 1 runs again") {
		t.Errorf("failed: %t", built.Failed)
	}
}

// allowed holds the calls that were made to what a role may do.
func (a *account) allowed(t *testing.T, role string) {
	t.Helper()
	code, said, err := a.weir.Run("show", "iam", "--env", "prod", "--cluster", "adhoc", "--role", role, "--format", "json")
	if err != nil || code != 0 {
		t.Fatalf("weir show iam ended with code %d: %v\n%s", code, err, said)
	}
	var shown struct {
		Roles []struct{ Statements []struct{ Actions []string } }
	}
	must(t, json.Unmarshal([]byte(said), &shown))
	var may []string
	for _, s := range shown.Roles[0].Statements {
		may = append(may, s.Actions...)
	}
	calls := a.player.Calls()
	t.Logf("calls of the %s role: %s", role, strings.Join(calls, " "))
	for _, call := range calls {
		if !slices.Contains(may, call) {
			t.Errorf("the %s role may not %s", role, call)
		}
	}
	if len(calls) < 5 {
		t.Errorf("only %v were called", calls)
	}
}

// modelled asks the services' models about the inputs of calls.
func (a *account) modelled(t *testing.T, wants ...string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(a.player.bodies, "*.json"))
	must(t, err)
	arguments, seen := []string{}, map[string]bool{}
	for _, file := range files {
		parts := strings.Split(filepath.Base(file), ".")
		seen[parts[2]] = true
		arguments = append(arguments, parts[1]+":"+parts[2]+":"+file)
	}
	for _, want := range wants {
		if !seen[want] {
			t.Errorf("%s was not called", want)
		}
	}
	for _, f := range models(t, a.checkers, arguments...) {
		t.Errorf("the service's model: %s", f)
	}
}

// models is what the models of the services say of inputs: "ecs:RunTask:input.json".
func models(t *testing.T, checkers string, arguments ...string) []string {
	t.Helper()
	out, err := python(checkers, append([]string{filepath.Join("..", "ecs", "calls.py")}, arguments...)...).Output()
	must(t, err)
	var found []struct{ In, At, What string }
	must(t, json.Unmarshal(out, &found))
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s: %s %s", filepath.Base(f.In), f.At, f.What))
	}
	return all
}

func python(checkers string, arguments ...string) *exec.Cmd {
	cmd := exec.Command("python3", arguments...)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+checkers, "AWS_EC2_METADATA_DISABLED=true")
	return cmd
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
