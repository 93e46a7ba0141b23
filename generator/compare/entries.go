package compare

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"weir.local/generator/source"
)

// entry is one value of one file of out/ that will not be as it is deployed.
type entry struct {
	place         string // "prod/adhoc", or "prod" for what is of no cluster
	file          string // within the place: "ssm/catalog/orders.yaml"
	path          source.Path
	before, after string
	was, is       bool // there before, there after
	itself        bool // the declarations do not ask for it: this weir renders the base's alike
}

// entries are the values that differ between what is deployed and what will be, sorted by file and path. A file that differs
// in nothing but its comments has none.
func (c Change) entries(paths []string) []entry {
	var all []entry
	for _, file := range paths {
		before, after := flatten(file, c.Deployed[file]), flatten(file, c.Output[file])
		var rebuilt map[string]leaf
		if c.Rebuilt != nil {
			rebuilt = flatten(file, c.Rebuilt[file])
		}
		place, rest := c.placeOf(file)
		for _, key := range bothKeys(before, after) {
			was, is := before[key], after[key]
			_, there := before[key]
			_, stays := after[key]
			if there == stays && was.text == is.text {
				continue
			}
			e := entry{place: place, file: rest, path: slices.Clone(was.path), before: was.text, after: is.text, was: there, is: stays}
			if stays {
				e.path = is.path
			}
			again, rebuiltToo := rebuilt[key]
			e.itself = c.Rebuilt != nil && rebuiltToo == stays && again.text == is.text
			all = append(all, e)
		}
	}
	return all
}

func bothKeys[V any](a, b map[string]V) []string {
	keys := map[string]bool{}
	for key := range a {
		keys[key] = true
	}
	for key := range b {
		keys[key] = true
	}
	return slices.Sorted(maps.Keys(keys))
}

// differing are the files whose bytes differ, sorted, and how many of each kind.
func (c Change) differing() (paths []string, count Files) {
	for _, path := range bothKeys(c.Deployed, c.Output) {
		if !c.chosen(path) {
			continue
		}
		before, was := c.Deployed[path]
		after, is := c.Output[path]
		switch {
		case !was:
			count.Added++
		case !is:
			count.Removed++
		case !bytes.Equal(before, after):
			count.Changed++
		default:
			continue
		}
		paths = append(paths, path)
	}
	return paths, count
}

func (c Change) chosen(path string) bool {
	return c.Environment == "" || strings.HasPrefix(path, c.Environment+"/")
}

// placeOf parts a file's path into what it is of and the rest: "prod/adhoc" and "ssm/log.yaml".
func (c Change) placeOf(path string) (place, rest string) {
	environment, beneath, _ := strings.Cut(path, "/")
	folder, rest, ok := strings.Cut(beneath, "/")
	if ok && c.isCluster(environment+"/"+folder) {
		return environment + "/" + folder, rest
	}
	return environment, beneath
}

// isCluster says whether a folder of out/ is a cluster's: a declared one's, or one that holds what only clusters have.
func (c Change) isCluster(place string) bool {
	if c.cluster(c.After, place) != nil || c.cluster(c.Before, place) != nil {
		return true
	}
	for _, mark := range marks() {
		if _, ok := c.Deployed[place+mark]; ok {
			return true
		}
	}
	return false
}
