package pipeline

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// delivery runs one step of the script with an AWS CLI that answers as a case of bash says, and tells what was said and what was called.
func delivery(t *testing.T, step, answers string, files map[string]string) (said, calls string, err error) {
	t.Helper()
	for _, needed := range []string{"bash", "jq", "sha256sum"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("no %s here", needed)
		}
	}
	dir := t.TempDir()
	all := map[string]string{
		"deliver.sh": deliverScript, "smoke.sh": smokeScript,
		"bin/aws": "#!/bin/bash\necho \"$*\" >>calls\ncase \"$*\" in\n" + answers + "\nesac\n",
		"weir":    "#!/bin/bash\necho \"weir $*\" >>calls\necho 8\n",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("bash", "deliver.sh", step)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "STATE=state", "OUT=out", "CLUSTER=adhoc", "ECS_CLUSTER=lake", "STACK=weir-prod-adhoc",
		"RELEASES=/weir/prod/adhoc/release", "LOG_GROUP=/weir/prod/adhoc", "ARTIFACTS=acme", "TEMPLATES=https://acme.example", "SMOKE_USER=weir",
		"SMOKE_QUERY=SELECT 1", "OWNER=test", "CODEBUILD_BUILD_NUMBER=3",
	}
	text, err := cmd.CombinedOutput()
	called, _ := os.ReadFile(filepath.Join(dir, "calls"))
	return string(text), string(called), err
}

// files of a delivery that has begun: of a stack, and of services.
func ofStack(more map[string]string) map[string]string {
	files := map[string]string{"out/ecs/stack.yaml": "Resources: {}\n", "state/before": "7\n", "state/before.yaml": "Resources: {}\n", "state/release": "8\n", "state/began": ""}
	for name, text := range more {
		files[name] = text
	}
	return files
}

func ofServices(more map[string]string) map[string]string {
	files := map[string]string{"state/release": "8\n"}
	for _, role := range []string{"coordinator", "worker"} {
		files["out/ecs/"+role+".task-definition.json"] = `{"family": "adhoc-` + role + `", "environment": "/weir/prod/adhoc/release"}`
		files["out/ecs/"+role+".service.json"] = `{"serviceName": "adhoc-` + role + `", "desiredCount": 2, "tags": []}`
	}
	for name, text := range more {
		files[name] = text
	}
	return files
}

// TestWhatIsAsDeclaredIsLeftAlone delivers what runs already: the definition that runs says by a tag what it was made of.
func TestWhatIsAsDeclaredIsLeftAlone(t *testing.T) {
	files := ofServices(nil)
	for _, role := range []string{"coordinator", "worker"} {
		pinned := strings.Replace(files["out/ecs/"+role+".task-definition.json"], "adhoc/release", "adhoc/release:8", 1)
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte(pinned+files["out/ecs/"+role+".service.json"])))
		files["state/"+role+".before"] = "arn:1\n"
		files["state/"+role+".running.json"] = `{"tags": [{"key": "weir:sum", "value": "` + sum + `"}]}`
	}
	said, calls, err := delivery(t, "change", "*) ;;", files)
	if err != nil || !strings.Contains(said, "coordinator is as declared") || !strings.Contains(said, "worker is as declared") {
		t.Errorf("got %v\n%s", err, said)
	}
	if strings.Contains(calls, "register") || strings.Contains(calls, "update-service") {
		t.Errorf("called\n%s", calls)
	}
}

// TestDeliver is about what an emulator does not do: what AWS refuses, and what it takes back by itself.
func TestDeliver(t *testing.T) {
	const register = "*register-task*worker*) echo arn:worker:2;; *register-task*) echo arn:coordinator:2;;"
	for _, test := range []struct {
		name, step, answers string
		files               map[string]string
		fails               bool
		says                string
		calls, not          string
	}{
		{name: "a stack that could not be made", step: "remember", answers: "*) echo ROLLBACK_COMPLETE;;", files: ofStack(nil), fails: true,
			says: "aws cloudformation delete-stack --stack-name weir-prod-adhoc"},
		{name: "a stack that is being changed", step: "remember", answers: "*) echo UPDATE_IN_PROGRESS;;", files: ofStack(nil), fails: true, says: "is in UPDATE_IN_PROGRESS"},
		{name: "nobody may look", step: "remember", answers: "*) echo AccessDenied >&2; exit 254;;", files: ofStack(nil), fails: true, says: "AccessDenied"},
		{name: "no stack yet", step: "remember", answers: "*) echo 'Stack with id x does not exist' >&2; exit 254;;", files: ofStack(nil), says: "nothing runs yet"},
		{name: "a push keeps what runs whole", step: "push", files: ofStack(nil), says: "release 8", calls: "weir ssm push out --yes --owner test --live 7"},
		{name: "the first push", step: "push", files: ofServices(nil), says: "release 8", calls: "weir ssm push out --yes --owner test\n"},
		{name: "nothing to change", step: "change", answers: `*StackStatus*) echo UPDATE_COMPLETE;; *wait*) exit 255;; *StatusReason*) echo "The submitted information didn't contain changes.";;`,
			files: ofStack(nil), says: "is as declared", calls: "delete-change-set", not: "execute-change-set"},
		{name: "a change set that fails", step: "change", answers: `*StackStatus*) echo UPDATE_COMPLETE;; *wait*) exit 255;; *StatusReason*) echo "Template error";;`,
			files: ofStack(nil), fails: true, says: "Template error", not: "execute-change-set"},
		{name: "a change that is refused", step: "change", answers: `*StackStatus*) echo UPDATE_ROLLBACK_COMPLETE;; *wait\ stack*) exit 255;; *events*) echo WorkerService no;;`,
			files: ofStack(nil), fails: true, says: "did not take the change: it is in UPDATE_ROLLBACK_COMPLETE", calls: "execute-change-set"},
		{name: "CloudFormation goes back by itself", step: "back", answers: "*) echo UPDATE_ROLLBACK_COMPLETE;;", files: ofStack(nil), says: "went back by itself: release 7 runs", not: "create-change-set"},
		{name: "a stack that nobody can take back", step: "back", answers: "*) echo UPDATE_ROLLBACK_FAILED;;", files: ofStack(nil), fails: true, says: "release 7 is to run", not: "create-change-set"},
		{name: "back with the template of before", step: "back", answers: "*) echo UPDATE_COMPLETE;;", files: ofStack(nil), says: "release 7 runs again",
			calls: "s3 cp --only-show-errors state/before.yaml s3://acme/weir/weir-prod-adhoc/back-to-7-3.yaml"},
		{name: "nothing was changed", step: "back", files: map[string]string{"out/ecs/stack.yaml": ""}, says: "nothing to take back"},
		{name: "the first delivery failed", step: "back", files: ofServices(map[string]string{"state/began": ""}), fails: true, says: "nothing ran before it"},
		{name: "a file of nobody's", step: "change", files: ofServices(map[string]string{"out/ecs/worker.dance.json": "{}"}), fails: true, says: "no call is known for out/ecs/worker.dance.json", not: "register"},
		{name: "services that are made", step: "change", answers: register, files: ofServices(nil), says: "worker: arn:worker:2", calls: "ecs create-service"},
		{name: "services that are changed", step: "change", answers: register,
			files: ofServices(map[string]string{"state/coordinator.before": "arn:1", "state/worker.before": "arn:1"}), says: "worker: arn:worker:2", calls: "ecs update-service", not: "create-service"},
		{name: "a definition without a release", step: "change", files: ofServices(map[string]string{"out/ecs/coordinator.task-definition.json": "{}"}), fails: true, says: "names no release"},
		{name: "an alarm sets off its policy", step: "change", answers: register + " *put-scaling*) echo arn:policy:9;; *put-metric-alarm*) cat state/worker.first.alarm.json;;", files: ofServices(map[string]string{
			"out/ecs/worker.first.scaling-policy.json": `{"PolicyName": "first"}`, "out/ecs/worker.first.alarm.json": `{"AlarmActions": ["first"]}`,
		}), says: `"arn:policy:9"`},
		{name: "a target that is there keeps its tags", step: "change", answers: register + " *describe-scalable*) echo 1;; *register-scalable*) [[ $(cat state/worker.scalable-target.json) != *Tags* ]] || exit 1;;",
			files: ofServices(map[string]string{"out/ecs/worker.scalable-target.json": `{"ResourceId": "service/lake/adhoc-worker", "Tags": {}}`}), says: "worker.scalable-target.json", calls: "register-scalable-target"},
		{name: "ECS takes a deployment back", step: "steady", answers: "*runningCount*) echo 1 arn:1;;",
			files: ofServices(map[string]string{"state/coordinator.after": "arn:2\n"}), fails: true, says: "ECS took the deployment back"},
		{name: "no room for the query's task", step: "smoke", answers: "*describe-services*) echo '{\"taskDefinition\": \"a:1\", \"capacityProviderStrategy\": []}';; *describe-tasks*) echo 10.0.0.7;; *run-task*) echo RESOURCE:MEMORY;;",
			files: ofServices(nil), fails: true, says: "no task for the query: RESOURCE:MEMORY"},
		{name: "a coordinator without an address", step: "smoke", answers: "*list-tasks*) echo None;; *describe-tasks*) echo None;;", files: ofServices(nil), fails: true, says: "task None has no address", not: "run-task"},
		{name: "nothing is said", step: "", files: ofServices(nil), fails: true, says: "say what: remember, push"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			said, calls, err := delivery(t, test.step, test.answers, test.files)
			if (err != nil) != test.fails || !strings.Contains(said, test.says) {
				t.Errorf("got %v\n%s", err, said)
			}
			if !strings.Contains(calls, test.calls) || test.not != "" && strings.Contains(calls, test.not) {
				t.Errorf("called\n%s", calls)
			}
		})
	}
}
