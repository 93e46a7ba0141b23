package scaffold

import (
	"os"
	"path/filepath"
	"testing"
)

// Either both files are new, or the folder is as it was.
func TestReplaceIsAllOrNothing(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "schema", "trino", "480.gz")
	first := []File{{Path: "schema/trino/480.gz", Data: []byte("old")}}
	if err := Replace(root, first); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "cue.mod"), []byte("a file where a folder is wanted"), 0o644); err != nil {
		t.Fatal(err)
	}
	both := []File{
		{Path: "schema/trino/480.gz", Data: []byte("new")},
		{Path: "schema/other/481.gz", Data: []byte("new")},
		{Path: Harvested, Data: []byte("new")},
	}
	if err := Replace(root, both); err == nil {
		t.Fatal("a file was written below a file")
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "old" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := os.Stat(filepath.Join(root, "schema", "other")); !os.IsNotExist(err) {
		t.Errorf("a folder was left behind: %v", err)
	}
	if err := os.Remove(filepath.Join(root, "cue.mod")); err != nil {
		t.Fatal(err)
	}
	if err := Replace(root, both); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "new" {
		t.Errorf("%q, %v", data, err)
	}
}
