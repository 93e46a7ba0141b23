package write

import "strings"

// scope is the directories that a run looks at: "prod", "dev/etl". An empty
// scope is everything.
type scope []string

// holds reports whether a path is one of the scope's or beneath one.
func (s scope) holds(path string) bool {
	for _, top := range s {
		if path == top || strings.HasPrefix(path, top+"/") {
			return true
		}
	}
	return len(s) == 0
}

// crosses reports whether a path lies above a part of the scope.
func (s scope) crosses(path string) bool {
	for _, top := range s {
		if strings.HasPrefix(top, path+"/") {
			return true
		}
	}
	return false
}
