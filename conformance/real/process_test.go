package real

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestProcessThatEndsIsNotWaitedFor(t *testing.T) {
	p, err := start("one", filepath.Join(t.TempDir(), "log"), nil, "/bin/sh", "-c", "echo said; exit 3")
	if err != nil {
		t.Fatal(err)
	}
	err = p.await(context.Background(), "a wonder", func() error { return errors.New("not yet") })
	var ended Ended
	if !errors.As(err, &ended) || ended.Code != 3 || strings.TrimSpace(ended.Log) != "said" {
		t.Errorf("%v", err)
	}
}

func TestDeafProcessIsKilled(t *testing.T) {
	ready := filepath.Join(t.TempDir(), "ready")
	p, err := start("one", filepath.Join(t.TempDir(), "log"), []string{"PATH=/usr/bin:/bin"}, "/bin/sh", "-c", "trap '' TERM; touch "+ready+"; while :; do sleep 0.05; done")
	if err != nil {
		t.Fatal(err)
	}
	if err := Eventually(10*time.Second, func() error { _, err := os.Stat(ready); return err }); err != nil {
		t.Fatal(err)
	}
	if err := p.stop(50 * time.Millisecond); err != nil {
		t.Error(err)
	}
	if err := p.stop(0); err != nil {
		t.Errorf("ending it twice: %v", err)
	}
}

func TestPluginsAreThoseThatTheFilesName(t *testing.T) {
	got := pluginsOf(map[string]map[string]string{
		"catalog/a.properties":      {"connector.name": "gsheets", "gsheets.name": "x"},
		"catalog/b.properties":      {"connector.name": "delta_lake"},
		"catalog/c.properties":      {"connector.name": "postgresql"},
		"event-listener.properties": {"event-listener.name": "mysql"},
		"access-control.properties": {"access-control.name": "file"},
	})
	if want := []string{"delta-lake", "geospatial", "google-sheets", "mysql-event-listener", "postgresql"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if err := LinkPlugins(t.TempDir(), t.TempDir(), map[string]map[string]string{"x": {"connector.name": "nosuch"}}); err == nil || !strings.Contains(fmt.Sprint(err), "nosuch") {
		t.Errorf("a plugin that is not there: %v", err)
	}
}
