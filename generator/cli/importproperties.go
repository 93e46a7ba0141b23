package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/adopt"
)

type importPropertiesOptions struct {
	importOptions
	from []string
}

func newImportProperties(t *tool) *cobra.Command {
	var o importPropertiesOptions
	cmd := &cobra.Command{
		Use:   "properties [--cluster NAME] DIR|FILE...",
		Short: "take Trino's own files: a folder like /etc/trino, or files of catalogs",
		Long: `properties takes files that Trino reads. A FILE is a catalog, named after the file. A DIR is what
one node has under /etc/trino, or a folder of catalogs: catalogs are taken, and where the cluster is
not declared yet, the cluster itself, from config.properties, jvm.config and what lies beside them.
Give two folders, a coordinator's and a worker's, for all of a cluster; one of them leaves the other
role guessed.

--task-definition FILE says where the variables of the container come from: its secrets become the
references of the properties that take them.`,
		Annotations: exits(),
		Example: `  weir import properties --cluster adhoc --owner commerce etc/catalog/orders.properties
  weir import properties --cluster adhoc --platform ecs --env prod etc-coordinator etc-worker`,
		Args: atLeastOne("a folder, or a file of a catalog: etc/catalog/orders.properties"),
		RunE: func(cmd *cobra.Command, args []string) error { return t.runImportProperties(cmd.Context(), o, args) },
	}
	o.addFlags(t, cmd)
	cmd.Flags().StringVar(&o.platform, "platform", "", "where a cluster that is not declared runs: `ecs|eks`")
	_ = cmd.RegisterFlagCompletionFunc("platform", fixed(platforms()))
	cmd.Flags().StringSliceVar(&o.from, "task-definition", nil, "take references of secrets from the task definition `FILE`")
	return cmd
}

func platforms() []string { return []string{"ecs", "eks"} }

// atLeastOne refuses a call without arguments, and says what one would be.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return misused("name "+what, "nothing to import was named")
	}
}

func (t *tool) runImportProperties(ctx context.Context, o importPropertiesOptions, args []string) error {
	if o.platform != "" {
		if err := oneOf("platform", o.platform, platforms()); err != nil {
			return err
		}
	}
	i, err := t.begin(ctx, o.importOptions)
	if err != nil {
		return err
	}
	if err := t.variables(i, o.from); err != nil {
		return err
	}
	var all adopt.Result
	var folders []adopt.Folder
	for _, arg := range args {
		folder, single, err := t.folder(arg)
		if err != nil {
			return err
		}
		if single != nil {
			r, err := adopt.Catalog(*single, i.adopt)
			if err != nil {
				return err
			}
			all = all.With(r)
			continue
		}
		folders = append(folders, folder)
	}
	var documents []adopt.Document
	if len(folders) > 0 {
		r, found, err := adopt.Etc(folders, i.adopt, i.declaresCluster() && !o.force)
		if err != nil {
			return err
		}
		all, documents = all.With(r), found
	}
	return t.finish(ctx, i, all, documents)
}

// variables reads where the container's secrets come from.
func (t *tool) variables(i *importing, files []string) error {
	for _, name := range files {
		in, err := t.input(name)
		if err != nil {
			return err
		}
		found, r := adopt.Variables(in, i.adopt)
		if r.Findings.Errors() {
			return t.refuseInput(r.Findings)
		}
		for variable, ref := range found {
			i.adopt.Variables[variable] = ref
		}
	}
	return nil
}

// maxFiles is how many files a folder may hold: a Trino with more catalogs than that does not start in minutes.
const maxFiles = 2000

// folder reads what an argument names: a folder, or a single file.
func (t *tool) folder(name string) (adopt.Folder, *adopt.Input, error) {
	path := t.path(name)
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		in, err := t.input(name)
		return adopt.Folder{}, &in, err
	}
	folder := adopt.Folder{Name: path}
	err = filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(entry.Name(), "."); entry.IsDir() || hidden {
			if entry.IsDir() && hidden && file != path {
				return fs.SkipDir
			}
			return nil
		}
		if len(folder.Files) == maxFiles {
			return misused("name the folder that Trino reads: /etc/trino", "%s holds more than %d files", name, maxFiles)
		}
		in, err := t.input(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(path, file)
		folder.Files, folder.Paths = append(folder.Files, in), append(folder.Paths, filepath.ToSlash(rel))
		return err
	})
	var m *misuse
	if err != nil && !errors.As(err, &m) {
		err = fmt.Errorf("reading %s: %w", name, err)
	}
	asCatalogs(&folder)
	return folder, nil, err
}

// asCatalogs takes a folder that has no file of a node for one of catalogs.
func asCatalogs(f *adopt.Folder) {
	if slices.Contains(f.Paths, "config.properties") || slices.ContainsFunc(f.Paths, func(p string) bool { return strings.HasPrefix(p, "catalog/") }) {
		return
	}
	for i, p := range f.Paths {
		if strings.HasSuffix(p, ".properties") && !strings.Contains(p, "/") {
			f.Paths[i] = "catalog/" + p
		}
	}
}
