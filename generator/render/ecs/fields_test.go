package ecs

import (
	"encoding/json"
	"slices"
	"testing"

	"weir.local/generator/aws"
	"weir.local/generator/render/rendertest"
)

func TestEveryFieldIsOneOfTheCall(t *testing.T) {
	files, err := Render(rendertest.Environment())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var definition any
		if err := json.Unmarshal(f.Data, &definition); err != nil {
			t.Fatal(err)
		}
		checkFields(t, f.Path, "", definition)
	}
}

func checkFields(t *testing.T, file, path string, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			checkFields(t, file, path+"[]", item)
		}
	case map[string]any:
		known, ok := aws.TaskDefinitionFields()[path]
		for field, below := range v {
			if !ok || known != nil && !slices.Contains(known, field) {
				t.Errorf("%s: %s has no field %s", file, path, field)
			}
			checkFields(t, file, join(path, field), below)
		}
	}
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}
