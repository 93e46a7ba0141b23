package ecs

import (
	"encoding/json"
	"slices"
	"testing"

	"weir.local/generator/aws"
)

func TestEveryFieldIsOneOfTheCall(t *testing.T) {
	for _, name := range []string{"coordinator.task-definition.json", "worker.task-definition.json"} {
		var definition any
		if err := json.Unmarshal(rendered(t, name), &definition); err != nil {
			t.Fatal(err)
		}
		checkFields(t, name, "", definition)
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
