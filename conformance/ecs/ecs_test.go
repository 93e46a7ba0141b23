// Package ecs gives what a cluster on ECS consists of to those who read it as AWS does: cfn-lint reads the stacks, the models of the
// services the inputs of the calls.
package ecs

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
)

// variants are clusters that make what the reference estate does not; bi shares the estate's catalogs in the same namespace.
const variants = `package clusters

import "weir.local/schema"

clusters: bi: schema.#ECSCluster & {
	trino: version: 476
	coordinator: {cpu: 4, memory: "16GiB"}
	workers: {cpu: 4, memory: "16GiB", min: 1, max: 4, spot: true, onDemandBase: 1, scale: {queued: 5, running: 10, cpu: 70, group: "global"}}
	resourceGroups: {groups: global: {hardConcurrencyLimit: 20, jmxExport: true}, selectors: [{group: "global"}]}
	schedule: {timezone: "Asia/Seoul", hours: {
		office: {days: "MON-FRI", from: "08:00", to: "20:00", min: 4, max: 12}
		night: {from: "22:00", to: "06:00", min: 0}
	}}
	retry: "TASK"
	exchange: bucket: "exchange"
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
}
clusters: graviton: schema.#ECSCluster & {
	trino: version: 476
	launch: "EC2", architecture: "ARM64"
	coordinator: {cpu: 4, memory: "16GiB"}
	workers: {cpu: 4, memory: "16GiB", min: 1, max: 4, spot: true, onDemandBase: 1, disk: {size: "900GiB", path: "/mnt/nvme/trino"}}
	retry: "TASK"
	exchange: bucket: "exchange"
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
}
clusters: instances: schema.#ECSCluster & {
	trino: version: 476
	launch: "EC2"
	coordinator: {cpu: 4, memory: "16GiB"}
	workers: {cpu: 4, memory: "16GiB", min: 1, max: 4}
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	authentication: passwords: file: parameter: "/lake/{environment}/{cluster}/password-file"
	behind: "load-balancer"
}
`

// sharing is what makes the second cluster offer the estate's catalogs.
var sharing = [][2]string{{`clusters: ["adhoc"]`, `clusters: ["adhoc", "bi"]`}}

func TestStacksAndCallsAreAsAWSReadsThem(t *testing.T) {
	w, checkers := repository(t), checkersOf(t)
	for _, cluster := range []string{"adhoc", "bi", "graviton", "instances"} {
		t.Run(cluster, func(t *testing.T) {
			stack, calls := forms(t, w, cluster)
			for _, said := range linted(t, checkers, stack) {
				t.Errorf("cfn-lint: %s", said)
			}
			for _, said := range modelled(t, checkers, calls) {
				t.Errorf("the service's model: %s", said)
			}
		})
	}
}

// TestTheSecondClusterOffersTheEstatesCatalogs holds bi to the catalogs that it shares, under an alias of its own.
func TestTheSecondClusterOffersTheEstatesCatalogs(t *testing.T) {
	w := repository(t)
	first, err := w.Catalogs("prod", "adhoc")
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Catalogs("prod", "bi")
	if err != nil {
		t.Fatal(err)
	}
	shared := 0
	for _, name := range second {
		for _, other := range first {
			if name == other {
				shared++
			}
		}
	}
	if shared < 3 {
		t.Errorf("adhoc offers %v and bi %v", first, second)
	}
	stack, _ := forms(t, w, "bi")
	text, err := os.ReadFile(stack)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Namespace: lake", "DnsName: bi", "CapacityProvider: FARGATE_SPOT"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the stack of bi lacks %q", want)
		}
	}
}

// mistake is text of a file in place of other text, and who finds it.
type mistake struct{ name, file, old, new string }

func mistakes() []mistake {
	return []mistake{
		{"a misspelt property", "stack.yaml", "ServiceConnectConfiguration:", "ServiceConnect:"},
		{"a provider with a base of text", "stack.yaml", "Base: 1", "Base: one"},
		{"a reference to nothing", "stack.yaml", "Ref: WorkerTaskDefinition", "Ref: WorkerTasks"},
		{"an enum", "stack.yaml", "AvailabilityZoneRebalancing: DISABLED", "AvailabilityZoneRebalancing: OFF"},
		{"a dependency on nothing", "stack.yaml", "- CoordinatorService", "- CoordinatorServices"},
		{"a size that Fargate lacks", "stack.yaml", `Cpu: "4096"`, `Cpu: "4097"`},
		{"a retention that is none", "stack.yaml", "RetentionInDays: 90", "RetentionInDays: 91"},
		{"an unknown field", "worker.service.json", `"propagateTags"`, `"propagatesTags"`},
		{"an enum of a call", "worker.service.json", `"SERVICE"`, `"SERVICES"`},
		{"a number as text", "worker.service.json", `"maximumPercent": 200`, `"maximumPercent": "200"`},
		{"a base beyond its bound", "worker.service.json", `"base": 1`, `"base": 1000000`},
		{"a missing field", "worker.service.json", `"serviceName"`, `"name"`},
		{"a policy that is none", "stack.yaml", "PolicyType: StepScaling", "PolicyType: Steps"},
		{"an alarm that compares with nothing", "stack.yaml", "ComparisonOperator: GreaterThanThreshold", "ComparisonOperator: More"},
		{"a policy's unknown field", "worker.queued.scaling-policy.json", `"ScaleInCooldown"`, `"CooldownIn"`},
		{"a dimension that cannot scale", "worker.scalable-target.json", `"ecs:service:DesiredCount"`, `"ecs:service:Desired"`},
		{"a target without its capacity", "worker.night.scheduled-action.json", `"MinCapacity": 0`, `"MinCapacity": "none"`},
		{"a period that is none", "worker.first-worker.alarm.json", `"Period": 60`, `"Period": 0`},
		{"an enum of a task", "worker.task-definition.json", `"awsvpc"`, `"awsvp"`},
		{"a field of a container", "worker.task-definition.json", `"healthCheck"`, `"healthcheck"`},
	}
}

// TestCheckersBite makes one mistake at a time in what is clean.
func TestCheckersBite(t *testing.T) {
	w, checkers := repository(t), checkersOf(t)
	stack, calls := forms(t, w, "bi")
	for _, m := range mistakes() {
		t.Run(m.name, func(t *testing.T) {
			from := filepath.Join(calls, m.file)
			if m.file == "stack.yaml" {
				from = stack
			}
			text, err := os.ReadFile(from)
			if err != nil {
				t.Fatal(err)
			}
			wrong := strings.Replace(string(text), m.old, m.new, 1)
			if wrong == string(text) {
				t.Fatalf("%q is not in %s", m.old, m.file)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, m.file), []byte(wrong), 0o644); err != nil {
				t.Fatal(err)
			}
			found := modelled(t, checkers, dir)
			if m.file == "stack.yaml" {
				found = linted(t, checkers, filepath.Join(dir, m.file))
			}
			if len(found) == 0 {
				t.Error("nobody finds it")
			}
		})
	}
}

// forms are a cluster's stack, and the folder of its calls.
func forms(t *testing.T, w spine.Weir, cluster string) (stack, calls string) {
	t.Helper()
	dir := t.TempDir()
	for _, form := range []string{"stack", "api"} {
		code, said, err := w.Run("show", "ecs", "--env", "prod", "--cluster", cluster, "--deliver", form, "--to", filepath.Join(dir, form))
		if err != nil || code != 0 {
			t.Fatalf("weir show ecs ended with code %d: %v\n%s", code, err, said)
		}
	}
	return filepath.Join(dir, "stack", "stack.yaml"), filepath.Join(dir, "api")
}

// repository is a copy of the declarations with the variants among them.
func repository(t *testing.T) spine.Weir {
	t.Helper()
	root, err := install.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := spine.CopyDeclarations(root, dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "clusters", "variants.cue"), []byte(variants), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, environment := range []string{"dev", "prod"} {
		edit(t, filepath.Join(dir, "environments", environment+".cue"), func(s string) string {
			return s + "\nenvironments: " + environment + `: ecs: capacityProviders: {onDemand: "lake-graviton", spot: "lake-graviton-spot"}` + "\n"
		})
	}
	catalogs, err := filepath.Glob(filepath.Join(dir, "catalogs", "*.cue"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range catalogs {
		edit(t, file, func(s string) string {
			for _, change := range sharing {
				s = strings.ReplaceAll(s, change[0], change[1])
			}
			return s
		})
	}
	things, err := install.All(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	return spine.Weir{Binary: things.Weir, Dir: dir}
}

func edit(t *testing.T, file string, change func(string) string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(change(string(text))), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func checkersOf(t *testing.T) string {
	t.Helper()
	dir, err := install.Checkers(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// linted is what cfn-lint says of a stack, its warnings too.
func linted(t *testing.T, checkers, stack string) []string {
	t.Helper()
	out, err := python(checkers, "-c", "import sys; from cfnlint.runner import main; sys.exit(main())", "--format", "parseable", "--template", stack).Output()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || len(out) == 0) {
		t.Fatalf("cfn-lint: %v %v", err, exit)
	}
	return lines(string(out))
}

// operations are the calls that the files are inputs of, by how their names end.
func operations() [][2]string {
	return [][2]string{
		{"log-group.json", "logs:CreateLogGroup"}, {"log-group.retention.json", "logs:PutRetentionPolicy"},
		{"task-definition.json", "ecs:RegisterTaskDefinition"}, {"service.json", "ecs:CreateService"},
		{"scalable-target.json", "application-autoscaling:RegisterScalableTarget"}, {"scheduled-action.json", "application-autoscaling:PutScheduledAction"},
		{"scaling-policy.json", "application-autoscaling:PutScalingPolicy"}, {"alarm.json", "cloudwatch:PutMetricAlarm"},
	}
}

// operationOf is the call that a file is the input of.
func operationOf(file string) (string, bool) {
	for _, o := range operations() {
		if strings.HasSuffix(file, o[0]) {
			return o[1], true
		}
	}
	return "", false
}

// modelled is what the models of the services say of the inputs in a folder.
func modelled(t *testing.T, checkers, dir string) []string {
	t.Helper()
	arguments := []string{"calls.py"}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 && dir == "" {
		t.Fatal(err)
	}
	for _, file := range files {
		operation, known := operationOf(filepath.Base(file))
		if !known {
			t.Fatalf("%s is new: say in this test which call takes it", filepath.Base(file))
		}
		arguments = append(arguments, operation+":"+file)
	}
	out, err := python(checkers, arguments...).Output()
	if err != nil {
		t.Fatalf("calls.py: %v", err)
	}
	var found []struct{ In, At, What string }
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s: %s %s", filepath.Base(f.In), f.At, f.What))
	}
	return all
}

func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// python runs with the checkers' packages and credentials that open nothing.
func python(checkers string, arguments ...string) *exec.Cmd {
	cmd := exec.Command("python3", arguments...)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+checkers, "AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none", "AWS_DEFAULT_REGION=us-west-2")
	return cmd
}
