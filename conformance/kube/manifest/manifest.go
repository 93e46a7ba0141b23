// Package manifest finds what is applied to Kubernetes among all that weir writes.
package manifest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"weir.local/conformance/kube/object"
)

// File is one object of the output: weir writes one a file.
type File struct {
	Path   string // "prod/etl/k8s/worker.nodepool.yaml"
	Full   string // where it lies
	Object object.Object
}

// kustomization lists files; kubectl reads it and sends none of it.
const kustomization = "kustomization.yaml"

// Files are the manifests below a folder: each YAML file that says its kind.
func Files(out string) ([]File, error) {
	var all []File
	err := walk(out, func(f File) {
		if filepath.Base(f.Path) != kustomization {
			all = append(all, f)
		}
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("no manifest below %s", out)
	}
	return all, err
}

// Folders are those that `kubectl apply -k` takes.
func Folders(out string) ([]string, error) {
	var all []string
	err := walk(out, func(f File) {
		if filepath.Base(f.Path) == kustomization {
			all = append(all, filepath.Dir(f.Path))
		}
	})
	return all, err
}

func walk(out string, found func(File)) error {
	return filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		objects, err := object.Read(text)
		if err != nil || len(objects) != 1 || objects[0].Text("apiVersion") == "" || objects[0].Text("kind") == "" {
			return nil // a template of CloudFormation has tags of its own, a file of values has no kind
		}
		relative, err := filepath.Rel(out, path)
		found(File{relative, path, objects[0]})
		return err
	})
}
