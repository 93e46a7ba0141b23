package real

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

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
