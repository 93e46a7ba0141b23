package ecs

import (
	"strings"
	"testing"

	"weir.local/generator/render/rendertest"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }

func TestAWorkerGetsNoSecretOfTheCoordinator(t *testing.T) {
	files, err := Render(rendertest.Environment())
	if err != nil {
		t.Fatal(err)
	}
	const variable = "TRINO_MYSQL_EVENT_LISTENER_DB_URL"
	if !strings.Contains(string(files[0].Data), variable) {
		t.Error("the coordinator lacks its secret")
	}
	if strings.Contains(string(files[1].Data), variable) {
		t.Error("the worker has the coordinator's secret")
	}
}

func TestAFileWithoutAPortIsAnError(t *testing.T) {
	e := rendertest.Environment()
	e.Clusters[0].Coordinator.Files = nil
	if _, err := Render(e); err == nil {
		t.Error("no error")
	}
}
