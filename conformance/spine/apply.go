package spine

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files is one node's /etc/trino: path to text.
type Files map[string]string

// ReadFiles reads a directory and all below it.
func ReadFiles(dir string) (Files, error) {
	files := Files{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	return files, err
}

// Write writes the files below a directory.
func (files Files) Write(dir string) error {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Catalogs are the names that the files of the catalog folder declare, sorted.
func (files Files) Catalogs() []string {
	var names []string
	for name := range files {
		if dir, base := filepath.Split(name); dir == "catalog/" {
			names = append(names, strings.TrimSuffix(base, ".properties"))
		}
	}
	return slices.Sorted(slices.Values(names))
}

// Properties are the properties of every .properties file.
func (files Files) Properties() (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for name, text := range files {
		if filepath.Ext(name) != ".properties" {
			continue
		}
		parsed, err := parse(name, text)
		if err != nil {
			return nil, err
		}
		all[name] = map[string]string{}
		for _, p := range parsed {
			all[name][p.key] = p.value
		}
	}
	return all, nil
}

// Apply makes the changes, one after the other, and no others.
func Apply(changes []Change, before Files, place Place) (Files, error) {
	after := maps.Clone(before)
	for _, change := range changes {
		for name, text := range after {
			if !glob(change.Files, name) {
				continue
			}
			parsed, err := parse(name, text)
			if err != nil {
				return nil, err
			}
			after[name] = join(change.apply(name, parsed, place))
		}
	}
	return after, nil
}

func (c Change) apply(file string, properties []property, place Place) []property {
	var changed []property
	there := false
	for _, p := range properties {
		if !c.applies(file, p) {
			changed = append(changed, p)
			continue
		}
		there = true
		if c.Do != Remove {
			changed = append(changed, p.with(c.To(p.value, place)))
		}
	}
	if c.Do == Ensure && !there {
		changed = append(changed, property{key: c.Key, before: c.Key + "="}.with(c.To("", place)))
	}
	return changed
}

func join(properties []property) string {
	var text strings.Builder
	for _, p := range properties {
		fmt.Fprintln(&text, p.line)
	}
	return text.String()
}
