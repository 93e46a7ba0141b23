// Package iam gives the stacks of IAM roles to those who read policies as AWS does.
package iam

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weir.local/conformance/install"
	"weir.local/conformance/spine"
)

// finding is what a checker says.
type finding struct{ By, In, Of, What, Detail string }

// exception is a finding that is known to be none.
type exception struct{ by, what, detail, why string }

// exceptions are few and each has its reason.
func exceptions() []exception {
	return []exception{{
		"parliament", "RESOURCE_MISMATCH", `[{"action": "logs:DescribeLogGroups", "required_format": "*"}]`,
		"its copy of the Service Authorization Reference is older: CloudWatch Logs asks for log-group:* of the account and region",
	}, {
		"parliament", "RESOURCE_STAR", `["ecs:ListTasks"]`,
		"the resource that it would have instead is a container instance, and Fargate has none; the condition names the ECS cluster",
	}}
}

// TestStacksAreClean reads the repository's own stacks, and those with everything that makes a statement.
func TestStacksAreClean(t *testing.T) {
	stacks := append(stacksOf(t, repository(t, nil)), stacksOf(t, repository(t, everything()))...)
	for _, f := range check(t, checkersOf(t), stacks...) {
		t.Errorf("%s of %s in %s: %s %s", f.By, f.Of, f.In, f.What, f.Detail)
	}
}

// TestExceptionsAreStillThere keeps the list from outliving its reasons.
func TestExceptionsAreStillThere(t *testing.T) {
	all := policies(t, checkersOf(t), stacksOf(t, repository(t, nil))[0])
	for _, e := range exceptions() {
		if !slices.ContainsFunc(all, e.excuses) {
			t.Errorf("%s no longer says %s %s: take the exception off the list", e.by, e.what, e.detail)
		}
	}
}

// TestCheckersBite makes one mistake at a time in a stack that is clean.
func TestCheckersBite(t *testing.T) {
	text, err := os.ReadFile(stacksOf(t, repository(t, nil))[1])
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var paths []string
	for _, m := range mistakes() {
		wrong := strings.ReplaceAll(string(text), m.old, m.new)
		if wrong == string(text) {
			t.Fatalf("%q is not in the stack", m.old)
		}
		paths = append(paths, m.path(dir))
		if err := os.WriteFile(m.path(dir), []byte(wrong), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := check(t, checkersOf(t), paths...)
	for _, m := range mistakes() {
		t.Run(m.name, func(t *testing.T) {
			said := map[string]bool{}
			for _, f := range all {
				if f.In == m.path(dir) {
					said[f.By] = true
				}
			}
			if !said[m.by] {
				t.Errorf("%s says nothing of it; that do: %v", m.by, said)
			}
		})
	}
}

// mistake is text of a stack in place of other text, and who finds it.
type mistake struct{ name, old, new, by string }

func (m mistake) path(dir string) string {
	return filepath.Join(dir, strings.ReplaceAll(m.name, " ", "_")+".yaml")
}

func mistakes() []mistake {
	return []mistake{
		{"an action that is not there", "- glue:GetTables", "- glue:ListAllTables", "parliament"},
		{"a service that is not there", "- ssm:GetParameters", "- parameters:GetParameters", "parliament"},
		{"an action on what it is not of", "- arn:aws:s3:::acme-lake-prod\n", "- arn:aws:s3:::acme-lake-prod/*\n", "parliament"},
		{"a condition key that is not there", "kms:ViaService:", "kms:ThroughService:", "parliament"},
		{"an effect that is none", "Effect: Allow", "Effect: Permit", "cfn-lint"},
		{"a property that is misspelt", "RoleName:", "Rolename:", "cfn-lint"},
		{"a reference to nothing", "- Ref: AdhocTaskPolicy", "- Ref: AdhocTaskPolicies", "cfn-lint"},
		{"an ARN that is none", "- arn:aws:ssm:us-west-2:111122223333:parameter/weir/prod/adhoc/release", "- parameter/weir/prod/adhoc/release", "moto"},
		{"a version of the language that is none", `Version: "2012-10-17"`, `Version: "2026-10-17"`, "moto"},
	}
}

// edit is text of a declaration in place of other text.
type edit struct{ file, old, new string }

// everything makes each statement that the repository's own declarations do not.
func everything() []edit {
	return []edit{
		{"environments/prod.cue", "logRetention: 90", `logRetention: 90
	registry: "999988887777.dkr.ecr.us-west-2.amazonaws.com/mirror"
	iam: {path: "/weir/", boundary: "arn:aws:iam::111122223333:policy/boundary", deployers: ["arn:aws:iam::111122223333:role/pipeline"]}`},
		{"clusters/adhoc.cue", `spill: compression: "LZ4"`, `spill: compression: "LZ4"
	spooling: {bucket: "spooling", sharedSecret: parameter: "/lake/{environment}/spooling"}`},
		{"lake/exchange.cue", "lake: buckets: exchange:", `lake: buckets: spooling: schema.#Bucket & {bucket: "acme-spooling-{environment}", use: "spooling", owner: "data-platform"}

lake: buckets: exchange:`},
		{"catalogs/hive.cue", "catalogs: hive:", `catalogs: scratch: schema.#GlueHive & {
	owner: "data-platform", clusters: ["*"], warehouse: "s3://acme-lake-{environment}/scratch/", databases: ["scratch_*"]
}

catalogs: other: schema.#GlueIceberg & {
	owner: "data-platform", clusters: ["*"]
	properties: {
		"s3.iam-role":                    "arn:aws:iam::999988887777:role/files"
		"hive.metastore.glue.iam-role":   "arn:aws:iam::999988887777:role/glue"
		"hive.metastore.glue.sts.region": "{region}"
	}
}

catalogs: hive:`},
	}
}

// repository is a copy of the declarations, edited and compiled.
func repository(t *testing.T, edits []edit) string {
	t.Helper()
	root, err := install.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := spine.CopyDeclarations(root, dir); err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		path := filepath.Join(dir, e.file)
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), e.old) {
			t.Fatalf("%s has no %q: %v", e.file, e.old, err)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(text), e.old, e.new, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	things, err := install.All(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	code, said, err := spine.Weir{Binary: things.Weir, Dir: dir}.Run("build")
	if err != nil || code != 0 {
		t.Fatalf("weir build ended with code %d: %v\n%s", code, err, said)
	}
	return dir
}

// stacksOf are a repository's, dev's before prod's.
func stacksOf(t *testing.T, dir string) []string {
	t.Helper()
	stacks, err := filepath.Glob(filepath.Join(dir, "out", "*", "iam", "stack.yaml"))
	if err != nil || len(stacks) != 2 {
		t.Fatalf("got the stacks %v: %v", stacks, err)
	}
	return stacks
}

func checkersOf(t *testing.T) string {
	t.Helper()
	dir, err := install.Checkers(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// check is what all checkers say of stacks, but for what is known.
func check(t *testing.T, checkers string, stacks ...string) []finding {
	t.Helper()
	return slices.DeleteFunc(append(policies(t, checkers, stacks...), templates(t, checkers, stacks...)...), func(f finding) bool {
		return slices.ContainsFunc(exceptions(), func(e exception) bool { return e.excuses(f) })
	})
}

func (e exception) excuses(f finding) bool {
	return e.by == f.By && e.what == f.What && e.detail == f.Detail
}

// policies is what parliament and moto say.
func policies(t *testing.T, checkers string, stacks ...string) []finding {
	t.Helper()
	var all []finding
	out, err := python(checkers, append([]string{"check.py"}, stacks...)...).Output()
	if err == nil {
		err = json.Unmarshal(out, &all)
	}
	if err != nil {
		t.Fatalf("check.py: %v\n%s", err, said(err))
	}
	return all
}

// templates is what cfn-lint says, information too. Its exit code says how bad it is; what it prints says all.
func templates(t *testing.T, checkers string, stacks ...string) []finding {
	t.Helper()
	lint := append([]string{filepath.Join(checkers, "bin", "cfn-lint"), "--format", "json", "--include-checks", "I", "--"}, stacks...)
	out, err := python(checkers, lint...).Output()
	var found []struct {
		Filename, Message string
		Rule              struct {
			ID string `json:"Id"`
		}
	}
	if wrong := json.Unmarshal(out, &found); wrong != nil {
		t.Fatalf("cfn-lint: %v: %v\n%s", wrong, err, said(err))
	}
	var all []finding
	for _, f := range found {
		all = append(all, finding{By: "cfn-lint", In: f.Filename, What: f.Rule.ID, Detail: f.Message})
	}
	return all
}

func python(checkers string, arguments ...string) *exec.Cmd {
	cmd := exec.Command("python3", arguments...)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+checkers, "AWS_EC2_METADATA_DISABLED=true")
	return cmd
}

func said(err error) string {
	if exit, ok := err.(*exec.ExitError); ok {
		return string(exit.Stderr)
	}
	return ""
}
