package ecs

import (
	"strings"
	"testing"

	"weir.local/generator/render/rendertest"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }

func TestAWorkerGetsNoSecretOfTheCoordinator(t *testing.T) {
	const variable = "TRINO_MYSQL_EVENT_LISTENER_DB_URL"
	if !strings.Contains(string(rendered(t, "coordinator.task-definition.json")), variable) {
		t.Error("the coordinator lacks its secret")
	}
	if strings.Contains(string(rendered(t, "worker.task-definition.json")), variable) {
		t.Error("the worker has the coordinator's secret")
	}
}

// rendered is a file of the test's cluster by its name.
func rendered(t *testing.T, name string) []byte {
	t.Helper()
	files, err := Render(rendertest.Environment())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "/"+name) {
			return f.Data
		}
	}
	t.Fatalf("no %s among %d files", name, len(files))
	return nil
}

func TestAFileWithoutAPortIsAnError(t *testing.T) {
	e := rendertest.Environment()
	e.Clusters[0].Coordinator.Files = nil
	if _, err := Render(e); err == nil {
		t.Error("no error")
	}
}
