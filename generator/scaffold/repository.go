package scaffold

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"cuelang.org/go/cue/format"
)

//go:embed all:templates
var templates embed.FS

// Options are what a new repository is made for.
type Options struct {
	Platform string            // "ecs" or "eks"
	Name     string            // of the company or the lake, the first part of buckets' names: "acme"
	Module   string            // of the declarations: "github.com/acme/lake"
	Region   string            // "us-west-2"
	Accounts map[string]string // AWS account by environment; zeros where there is none
}

// File is a file of the repository.
type File struct {
	Path string // slash path relative to its root: "clusters/adhoc.cue"
	Data []byte
}

// Environments are those of a new repository.
func Environments() []string { return []string{"dev", "prod"} }

// NoAccount stands where an account is not known yet.
const NoAccount = "000000000000"

// Platforms are what a cluster can run on.
func Platforms() []string { return []string{"ecs", "eks"} }

// Repository is every file of a new repository, the schema among them, sorted by path.
func Repository(o Options) ([]File, error) {
	if !slices.Contains(Platforms(), o.Platform) {
		return nil, fmt.Errorf("platform %q is neither ecs nor eks", o.Platform)
	}
	files := Schema()
	for _, folder := range []string{"all", o.Platform} {
		own, err := fill(path.Join("templates", folder), o)
		if err != nil {
			return nil, err
		}
		files = append(files, own...)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// fill fills in every template of a folder.
func fill(folder string, o Options) ([]File, error) {
	var files []File
	err := fs.WalkDir(templates, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		f, err := fillOne(name, o)
		if err != nil {
			return fmt.Errorf("filling in %s: %w", name, err)
		}
		f.Path = strings.TrimSuffix(strings.TrimPrefix(name, folder+"/"), ".tmpl")
		files = append(files, f)
		return nil
	})
	return files, err
}

func fillOne(name string, o Options) (File, error) {
	text, err := templates.ReadFile(name)
	if err != nil {
		return File{}, err
	}
	// CUE is full of braces; the templates' own are «».
	t, err := template.New(name).Delims("«", "»").Option("missingkey=error").Parse(string(text))
	if err != nil {
		return File{}, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, o); err != nil {
		return File{}, err
	}
	if !strings.HasSuffix(strings.TrimSuffix(name, ".tmpl"), ".cue") {
		return File{Data: b.Bytes()}, nil
	}
	data, err := format.Source(b.Bytes())
	return File{Data: data}, err
}

// Account is the account of an environment, for the templates.
func (o Options) Account(environment string) string {
	if a := o.Accounts[environment]; a != "" {
		return a
	}
	return NoAccount
}
