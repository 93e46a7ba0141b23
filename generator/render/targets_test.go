package render

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
)

func TestTreeHoldsTheFilesOfEveryTarget(t *testing.T) {
	tree, err := Tree(&model.Platform{Environments: []*model.Environment{rendertest.Environment()}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"prod/adhoc/ssm/release.yaml",
		"prod/adhoc/ecs/worker.task-definition.json",
		"prod/etl/helm/values.yaml",
	} {
		if _, ok := tree.Lookup(path); !ok {
			t.Errorf("%s is not there", path)
		}
	}
}

func TestTwoFilesAtOnePathAreRefused(t *testing.T) {
	e := rendertest.Environment()
	_, err := Tree(&model.Platform{Environments: []*model.Environment{e, e}})
	var conflict *artifact.ConflictError
	if !errors.As(err, &conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

// TestArgoCDMayApplyEveryKind holds the projects' lists to what is written: Argo CD refuses a kind that is not in its project's.
func TestArgoCDMayApplyEveryKind(t *testing.T) {
	tree, err := Tree(&model.Platform{Environments: []*model.Environment{rendertest.Environment()}})
	if err != nil {
		t.Fatal(err)
	}
	kind := regexp.MustCompile(`(?m)^apiVersion: (?:([a-z0-9.]+)/)?v[0-9a-z]+\nkind: (\w+)$`)
	projects := map[string]string{"prod/etl/k8s/": "weir-prod", "prod/namespaces/": "weir-prod", "prod/argocd/": "weir-prod-root"}
	found := 0
	for _, f := range tree.Files() {
		for folder, project := range projects {
			m := kind.FindSubmatch(f.Data)
			if !strings.HasPrefix(f.Path, folder) || strings.HasSuffix(f.Path, "/kustomization.yaml") || m == nil {
				continue
			}
			found++
			group := string(m[1])
			if group == "" {
				group = `""`
			}
			file, _ := tree.Lookup("prod/argocd/" + project + ".appproject.yaml")
			if !strings.Contains(string(file.Data), "- group: "+group+"\n      kind: "+string(m[2])+"\n") {
				t.Errorf("%s: project %s does not allow %s of %s", f.Path, project, m[2], group)
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d objects were looked at", found)
	}
}
