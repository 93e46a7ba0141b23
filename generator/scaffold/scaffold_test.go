package scaffold_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/load"

	"weir.local/generator/scaffold"
)

func repository(t *testing.T, platform string) []scaffold.File {
	t.Helper()
	files, err := scaffold.Repository(scaffold.Options{Platform: platform, Name: "acme", Module: "lake.example", Region: "us-west-2"})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What `cue vet -c ./...` says of it; what weir says is in the scripts of cli.
func TestPlainCUEAcceptsARepository(t *testing.T) {
	for _, platform := range scaffold.Platforms() {
		dir := t.TempDir()
		if err := scaffold.Create(dir, repository(t, platform)); err != nil {
			t.Fatal(err)
		}
		instances := load.Instances([]string{"./..."}, &load.Config{Dir: dir})
		if len(instances) < 5 {
			t.Errorf("%s: %d packages", platform, len(instances))
		}
		for _, i := range instances {
			if err := cuecontext.New().BuildInstance(i).Validate(cue.Concrete(true)); err != nil {
				t.Errorf("%s: %s: %v", platform, i.ImportPath, err)
			}
		}
	}
}

func TestDeclarationsAreFormatted(t *testing.T) {
	for _, platform := range scaffold.Platforms() {
		for _, f := range repository(t, platform) {
			if !strings.HasSuffix(f.Path, ".cue") {
				continue
			}
			again, err := format.Source(f.Data)
			if err != nil || !bytes.Equal(again, f.Data) {
				t.Errorf("%s is not as cue fmt writes it (%v):\n%s", f.Path, err, f.Data)
			}
		}
	}
}

func TestTemplatesAreFilledIn(t *testing.T) {
	left := regexp.MustCompile(`[«»]|<no value>`)
	for _, platform := range scaffold.Platforms() {
		for _, f := range repository(t, platform) {
			if left.Match(f.Data) {
				t.Errorf("%s: a template is left in:\n%s", f.Path, f.Data)
			}
			if strings.HasSuffix(f.Path, ".tmpl") || !bytes.HasSuffix(f.Data, []byte("\n")) {
				t.Errorf("%s: %q", f.Path, f.Data)
			}
		}
	}
}

func TestCreateTakesBackWhatItMade(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "weir.cue"), nil, 0o600); err != nil { // the last one to be written
		t.Fatal(err)
	}
	if err := scaffold.Create(dir, repository(t, "ecs")); err == nil {
		t.Fatal("a file was written over")
	}
	names, err := scaffold.InTheWay(dir)
	if err != nil || len(names) != 1 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestUpdateLeavesTheUsersFilesAlone(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, scaffold.SchemaFolder, "trino", "mine.cue")
	if err := os.MkdirAll(filepath.Dir(mine), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mine, []byte("package trino\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := scaffold.UpdateSchema(dir); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "package trino\n" {
		t.Errorf("%q, %v", text, err)
	}
	if c, err := scaffold.CompareSchema(dir); err != nil || !c.None() {
		t.Errorf("after an update: %+v, %v", c, err)
	}
}
