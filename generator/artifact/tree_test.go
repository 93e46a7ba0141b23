package artifact_test

import (
	"errors"
	"slices"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
)

func declared(file string, labels ...string) *source.Origin {
	return source.Declared(source.Place{File: file, Path: labels})
}

func file(path string) artifact.File {
	return artifact.Text{{Origin: declared(path + ".cue"), Text: path}}.File(path)
}

func treeOf(t *testing.T, paths ...string) artifact.Tree {
	t.Helper()
	var tree artifact.Tree
	for _, path := range paths {
		if err := tree.Add(file(path)); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}

func TestTreeIsSorted(t *testing.T) {
	tree := treeOf(t, "prod/b", "dev/a", "prod/a/x", "prod/B2")
	var got []string
	for _, f := range tree.Files() {
		got = append(got, f.Path)
	}
	if want := []string{"dev/a", "prod/B2", "prod/a/x", "prod/b"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if f, ok := tree.Lookup("dev/a"); !ok || string(f.Data) != "dev/a\n" {
		t.Errorf("dev/a is %q, %v", f.Data, ok)
	}
}

func TestTreeRefusesASecondFile(t *testing.T) {
	for _, tt := range []struct{ there, added, want string }{
		{"prod/a", "prod/a", "output file prod/a (declared prod/a.cue) is generated twice: also as prod/a (declared prod/a.cue)"},
		{"prod/a", "prod/A", "output file prod/A (declared prod/A.cue) differs only in case from prod/a (declared prod/a.cue)"},
		{"prod/a", "Prod/b", "output file Prod/b (declared Prod/b.cue) differs only in case from prod/a (declared prod/a.cue)"},
		{"prod/a", "prod/a/b", "output file prod/a/b (declared prod/a/b.cue) needs a directory where there is the file prod/a (declared prod/a.cue)"},
		{"prod/a/b/c", "prod/a", "output file prod/a (declared prod/a.cue) is a file where a directory is needed by prod/a/b/c (declared prod/a/b/c.cue)"},
	} {
		tree := treeOf(t, tt.there)
		err := tree.Add(file(tt.added))
		var conflict *artifact.ConflictError
		if !errors.As(err, &conflict) || err.Error() != tt.want {
			t.Errorf("%s beside %s: %v, want %s", tt.added, tt.there, err, tt.want)
		}
		if tree.Len() != 1 {
			t.Errorf("%s beside %s: the tree has %d files", tt.added, tt.there, tree.Len())
		}
	}
}

func TestTreeRefusesPathsThatAreNoFilesOfOut(t *testing.T) {
	for _, path := range []string{"", "/etc/x", "../x", "a/../b", "a//b", "./a", "a/", "a/.", `a\b`, "a\nb", "a\x00", "C:x", "a\xff", "what?"} {
		var tree artifact.Tree
		err := tree.Add(file(path))
		var bad *artifact.PathError
		if !errors.As(err, &bad) {
			t.Errorf("%q: %v, want a PathError", path, err)
		}
	}
}

func TestTreeReportsContentThatHasNoSpelling(t *testing.T) {
	origin := declared("clusters/etl.cue", "clusters", "etl")
	for _, tt := range []struct {
		file artifact.File
		want string
	}{
		{artifact.YAML("a.yaml", artifact.Map{{Key: "k", Value: artifact.Int(origin, 1)}, {Key: "k", Value: artifact.Int(origin, 2)}}),
			"output file a.yaml: k: is there twice in one map (declared clusters/etl.cue: clusters.etl)"},
		{artifact.JSON("a.json", artifact.Float(origin, nan())),
			"output file a.json: .nan: is no number in JSON (declared clusters/etl.cue: clusters.etl)"},
	} {
		var tree artifact.Tree
		if err := tree.Add(tt.file); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

func TestFileLine(t *testing.T) {
	f := artifact.Raw("x", declared("a.cue"), []byte("one\ntwo"))
	for n, want := range []string{"", "one", "two", ""} {
		if got, origin, ok := f.Line(n); got != want || ok != (want != "") || ok != (origin != nil) {
			t.Errorf("line %d is %q from %v, %v", n, got, origin, ok)
		}
	}
}

func BenchmarkTreeAdd(b *testing.B) {
	var files []artifact.File
	for i := range 15000 {
		files = append(files, file("prod/adhoc/ssm/catalog/c"+string(rune('a'+i%26))+"/"+string(rune('a'+i/26%26))+"/"+string(rune('a'+i/676))))
	}
	for b.Loop() {
		var tree artifact.Tree
		for _, f := range files {
			if err := tree.Add(f); err != nil {
				b.Fatal(err)
			}
		}
		tree.Files()
	}
}
