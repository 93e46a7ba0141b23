package k8s

import (
	"testing"

	"weir.local/generator/render/rendertest"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }
