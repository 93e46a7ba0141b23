package ssm

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"weir.local/generator/aws/release"
	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
	"weir.local/generator/source"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }

func TestALineThatParameterStoreRefusesIsNamed(t *testing.T) {
	e := rendertest.Environment()
	why := source.Fixed("a template of the user's")
	orders := &e.Clusters[0].Coordinator.Files[0]
	orders.Lines = append(orders.Lines, model.Line{Key: "password", Value: "{{secret}}", Origin: why})
	_, err := Render(e)
	var refused *release.LineError
	if !errors.As(err, &refused) || refused.Line != 4 || refused.Origin != why {
		t.Fatalf("got %v", err)
	}
	if !strings.HasPrefix(err.Error(), "storing catalog/orders.properties of adhoc in prod: line 4 ") {
		t.Errorf("the message does not name the file: %s", err)
	}
}

func TestALargeFileLiesInParts(t *testing.T) {
	e := rendertest.Environment()
	rules := model.File{Path: "rules.json", Origin: source.Fixed("rules")}
	for range 90 {
		rules.Lines = append(rules.Lines, model.Line{Value: strings.Repeat("x", 99), Origin: rules.Origin})
	}
	e.Clusters[0].Coordinator.Files = append(e.Clusters[0].Coordinator.Files, rules)
	files, err := Render(e)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range files {
		if strings.Contains(f.Path, "rules") {
			paths = append(paths, f.Path)
		}
	}
	want := []string{"prod/adhoc/ssm/coordinator/rules.json.yaml", "prod/adhoc/ssm/coordinator/rules.json/2.yaml", "prod/adhoc/ssm/coordinator/rules.json/3.yaml"}
	if !slices.Equal(paths, want) {
		t.Errorf("got %q, want %q", paths, want)
	}
}

func TestAFileAlikeOnBothRolesForTwoReasonsNamesBoth(t *testing.T) {
	e := rendertest.Environment()
	files := slices.Clone(e.Clusters[0].Worker.Files)
	other := source.Fixed("another reason")
	jvm := &files[2]
	jvm.Lines = slices.Clone(jvm.Lines)
	jvm.Lines[1].Origin = other
	e.Clusters[0].Worker.Files = files
	for _, s := range filesOf(e.Clusters[0]) {
		if s.path == "jvm.config" && (s.by != both || !slices.Contains(s.text[1].Origin.From, other)) {
			t.Errorf("%s of %s: %s", s.path, s.by, s.text[1].Origin)
		}
	}
}
