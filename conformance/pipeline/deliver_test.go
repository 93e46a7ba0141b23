package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAStackIsDelivered runs every command of both buildspecs: the first delivery, and a change whose query at the end fails.
func TestAStackIsDelivered(t *testing.T) {
	a := open(t, "stack")
	a.pipelineIsMade(t)
	a.player.Forget()
	a.check(t, "the first delivery")
	a.allowedToCheck(t)

	a.player.Forget()
	a.deliver(t, "1")
	if got := a.running(t); fmt.Sprint(got) != "[/weir/prod/adhoc/release:1 /weir/prod/adhoc/release:1]" {
		t.Errorf("running %v", got)
	}
	first := a.template(t)

	a.player.Delivered = a.build(t)
	a.edit(t, "catalogs/orders.cue", `"10m"`, `"20m"`)
	a.edit(t, "environments/prod.cue", "logRetention: 90", "logRetention: 60")
	a.build(t)
	a.check(t, "1 cluster restarts")
	a.player.Forget()
	a.fail(t)
	// The emulator makes no new task definition of another parameter; what it keeps is the parameter.
	if got := a.aws(t, "cloudformation", "describe-stacks", "--stack-name", "weir-prod-adhoc", "--query", "Stacks[0].Parameters[0].ParameterValue", "--output", "text"); got != "1" {
		t.Errorf("after going back the stack has release %s", got)
	}
	if a.template(t) != first {
		t.Error("after going back the stack has another template")
	}
	a.allowed(t, "deploy")
	a.modelled(t, "RunTask")
}

// TestCallsAreDelivered does the same where the cluster is delivered by calls.
func TestCallsAreDelivered(t *testing.T) {
	a := open(t, "api")
	a.player.Forget()
	a.deliver(t, "1")
	first := a.definitions(t)
	if got := a.running(t); fmt.Sprint(got) != "[/weir/prod/adhoc/release:1 /weir/prod/adhoc/release:1]" {
		t.Errorf("running %v", got)
	}
	a.edit(t, "catalogs/orders.cue", `"10m"`, `"20m"`)
	a.build(t)
	a.fail(t)
	if back := a.definitions(t); !slices.Equal(back, first) {
		t.Errorf("after going back %v run, before it %v", back, first)
	}
	a.allowed(t, "deploy")
	a.modelled(t, "RunTask", "CreateService", "UpdateService", "RegisterTaskDefinition", "RegisterScalableTarget")
}

// TestWhatIsNotSoundIsNotDelivered stops at the first command that finds something.
func TestWhatIsNotSoundIsNotDelivered(t *testing.T) {
	a := open(t, "stack")
	for _, test := range []struct{ name, file, before, after, want string }{
		{"output that somebody changed", "out/prod/adhoc/ecs/stack.yaml", "DesiredCount: 1", "DesiredCount: 2", "out is stale"},
		{"a declaration that is wrong", "catalogs/orders.cue", "metadata.cache-ttl", "metadata.cache-tll", "metadata.cache-tll"},
	} {
		text, err := os.ReadFile(filepath.Join(a.weir.Dir, test.file))
		must(t, err)
		a.edit(t, test.file, test.before, test.after)
		built := a.run(t, "check.buildspec.yaml")
		if !built.Failed || !strings.Contains(built.Said, test.want) || strings.Contains(built.Said, "+ cat diff.txt") {
			t.Errorf("%s: failed: %t", test.name, built.Failed)
		}
		must(t, os.WriteFile(filepath.Join(a.weir.Dir, test.file), text, 0o644))
	}
}

// template is the stack's, as it is now.
func (a *account) template(t *testing.T) string {
	t.Helper()
	return a.aws(t, "cloudformation", "get-template", "--stack-name", "weir-prod-adhoc", "--query", "TemplateBody", "--output", "text")
}

// definitions are the task definitions that the services run.
func (a *account) definitions(t *testing.T) []string {
	t.Helper()
	return strings.Fields(a.aws(t, "ecs", "describe-services", "--cluster", "lake", "--services", "adhoc-coordinator", "adhoc-worker", "--query", "services[].taskDefinition", "--output", "text"))
}
