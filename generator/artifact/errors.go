package artifact

import (
	"fmt"
	"strings"

	"weir.local/generator/source"
)

// PathError says that no file of out/ may have a path: it is absolute, leaves
// out/, or does not name a file on every system.
type PathError struct {
	Path   string
	Reason string // "leaves the directory"
}

func (e *PathError) Error() string {
	return fmt.Sprintf("output path %q: %s", e.Path, e.Reason)
}

// ConflictError says that two files cannot lie in one tree. The origins are
// those of their first lines: they name the two declarations to change.
type ConflictError struct {
	Path, Other         string // the file refused, and the one that is there
	Origin, OtherOrigin *source.Origin
	relation            string
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("output file %s (%s) %s %s (%s)", e.Path, e.Origin, e.relation, e.Other, e.OtherOrigin)
}

// ContentError says that a file's content has no spelling: a key twice in one
// map, a number that JSON has no word for.
type ContentError struct {
	Path   string
	Key    string // the labels that lead to the value: "service.port"
	Reason string
	Origin *source.Origin
}

func (e *ContentError) Error() string {
	return fmt.Sprintf("output file %s: %s: %s (%s)", e.Path, e.Key, e.Reason, e.Origin)
}

func (t *Tree) conflictWith(f File, other, relation string) error {
	return &ConflictError{
		Path: f.Path, Origin: firstLine(f),
		Other: other, OtherOrigin: firstLine(t.files[other]),
		relation: relation,
	}
}

func firstLine(f File) *source.Origin {
	if len(f.Lines) == 0 {
		return known(nil)
	}
	return f.Lines[0]
}

func checkPath(path string) error {
	reason := ""
	switch {
	case path == "":
		reason = "is empty"
	case strings.HasPrefix(path, "/"):
		reason = "is absolute"
	case strings.ContainsFunc(path, isForbidden):
		reason = "holds a character that not every system allows in a file's name"
	default:
		reason = checkElements(path)
	}
	if reason == "" {
		return nil
	}
	return &PathError{Path: path, Reason: reason}
}

func checkElements(path string) string {
	for element := range strings.SplitSeq(path, "/") {
		switch element {
		case "..":
			return "leaves the directory"
		case "", ".":
			return "is not in its shortest form"
		}
	}
	return ""
}

// isForbidden also keeps out what Windows refuses in a checkout of out/.
func isForbidden(r rune) bool {
	return r < ' ' || r == 0x7f || r == '\uFFFD' || strings.ContainsRune(`\:*?"<>|`, r)
}
