package artifact_test

import (
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
)

func TestRenamedAsksForEveryKey(t *testing.T) {
	why := source.Fixed("test")
	n := artifact.Map{
		{Key: "a", Value: artifact.From(why, artifact.List{artifact.Map{{Key: "b", Value: artifact.Int(why, 1)}}})},
		{Key: "kept", Value: artifact.Map{{Key: "c", Value: artifact.Null(why)}}},
	}
	got := artifact.Renamed("", n, func(field, key string) string {
		if field == "kept" {
			return key
		}
		return strings.ToUpper(key)
	})
	f := artifact.JSON("x.json", got)
	if text := strings.Join(strings.Fields(string(f.Data)), ""); text != `{"A":[{"B":1}],"KEPT":{"c":null}}` {
		t.Errorf("got %s", text)
	}
	for i, origin := range f.Lines {
		if origin != why && i > 0 && i < len(f.Lines)-1 {
			t.Errorf("line %d lost its origin", i+1)
		}
	}
}
