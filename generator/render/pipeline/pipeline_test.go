package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
	"weir.local/generator/source"
)

func TestPipeline(t *testing.T) {
	rendertest.Target(t, Render)
}

func TestNothingToDeliverMakesNoPipeline(t *testing.T) {
	e := rendertest.Environment()
	e.Pipeline.Deliveries = nil
	if files, err := Render(e); err != nil || len(files) > 0 {
		t.Errorf("got %v, %v", files, err)
	}
}

// rendered is one file of an environment, changed.
func rendered(t *testing.T, name string, change func(*model.Pipeline)) string {
	t.Helper()
	e := rendertest.Environment()
	change(e.Pipeline)
	files, err := Render(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Path == "prod/pipeline/"+name {
			return string(f.Data)
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

func TestWithoutApprovalThereIsNoStageForIt(t *testing.T) {
	stack := rendered(t, "stack.yaml", func(p *model.Pipeline) { p.Approval = false })
	if strings.Contains(stack, "Approv") || !strings.Contains(stack, "Name: Deliver") {
		t.Errorf("got\n%s", stack)
	}
}

func TestTagsReplaceTheBranchAndItsPaths(t *testing.T) {
	stack := rendered(t, "stack.yaml", func(p *model.Pipeline) {
		p.Tags = []model.Text{{Value: "prod-*", Origin: source.Fixed("test")}}
	})
	if !strings.Contains(stack, "- Tags:\n                  Includes:\n                    - prod-*") || strings.Contains(stack, "FilePaths") {
		t.Errorf("got\n%s", stack)
	}
}

func TestRolesOfOthersAreNotLookedAt(t *testing.T) {
	if spec := rendered(t, "check.buildspec.yaml", func(p *model.Pipeline) { p.RolesStack = "" }); strings.Contains(spec, "get-template") {
		t.Errorf("got\n%s", spec)
	}
}

func TestWeirOfABucketIsFetchedFromThere(t *testing.T) {
	spec := rendered(t, "check.buildspec.yaml", func(p *model.Pipeline) { p.From.Value = "s3://acme-artifacts/weir" })
	if !strings.Contains(spec, "aws s3 cp --only-show-errors 's3://acme-artifacts/weir' weir") {
		t.Errorf("got\n%s", spec)
	}
}

// TestScriptsAreWrittenAsTheyAre holds out/ to what conformance runs.
func TestScriptsAreWrittenAsTheyAre(t *testing.T) {
	for name, want := range map[string]string{"deliver.sh": deliverScript, "smoke.sh": smokeScript} {
		if got := rendered(t, name, func(*model.Pipeline) {}); got != want {
			t.Errorf("%s differs", name)
		}
	}
	if f := script("x", "a\nb\n"); !bytes.Equal(f.Data, []byte("a\nb\n")) || len(f.Lines) != 2 {
		t.Errorf("got %+v", f)
	}
	var _ artifact.File
}
