package k8s

import (
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/model"
	"weir.local/generator/render/rendertest"
)

// all are both targets of the package.
func all(e *model.Environment) ([]artifact.File, error) {
	files, err := Render(e)
	if err != nil {
		return nil, err
	}
	more, err := Namespaces(e)
	return append(files, more...), err
}

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, all) }
