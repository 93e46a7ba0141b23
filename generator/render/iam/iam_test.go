package iam

import (
	"testing"

	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
)

func TestStack(t *testing.T) {
	rendertest.Target(t, Render)
}

func TestRolesOfSomebodyElseMakeNoStack(t *testing.T) {
	e := rendertest.Environment()
	for _, r := range e.IAM {
		r.Given = true
	}
	if files, err := Render(e); err != nil || len(files) > 0 {
		t.Errorf("got %v, %v", files, err)
	}
}

func TestRolesAreNamedForClusterAndKind(t *testing.T) {
	r := &model.IAMRole{Cluster: "etl-eu", Kind: model.IAMDeploy}
	if got := logical(r); got != "EtlEuDeploy" {
		t.Errorf("got %s", got)
	}
}
