package write

import (
	"fmt"
	"strings"

	"weir.local/generator/artifact"
	"weir.local/generator/source"
)

// Marker is the file that makes a directory weir's own. In an owned directory
// weir removes whatever it did not generate.
const Marker = ".weir"

// ExtractMarker is the marker of a directory that holds the files of one node: neither kind of directory owns the other's.
const ExtractMarker = ".weir-etc"

// staging begins the name of the directory in which a run prepares new
// content. A killed run leaves one; the next run removes it.
const staging = ".weir-staging-"

const markerText = "Generated: `weir build` makes everything here from the declarations and removes what it did not make. Change the declarations instead.\n"

const extractText = "Extracted: `weir show etc --to` makes everything here and removes what it did not make.\n"

func marker(name string) artifact.File {
	text := markerText
	if name == ExtractMarker {
		text = extractText
	}
	return artifact.Raw(name, source.Fixed("a directory with this file is weir's own"), []byte(text))
}

// wanted is the marker and the files of the tree within the scope.
func wanted(tree artifact.Tree, in scope, mark string) ([]artifact.File, error) {
	files := []artifact.File{marker(mark)}
	for _, f := range tree.Files() {
		if strings.HasPrefix(f.Path, Marker) {
			return nil, fmt.Errorf("output file %s: names that begin with %s are weir's own", f.Path, Marker)
		}
		if in.holds(f.Path) {
			files = append(files, f)
		}
	}
	return files, nil
}
