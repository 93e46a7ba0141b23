package render

import (
	"errors"
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
