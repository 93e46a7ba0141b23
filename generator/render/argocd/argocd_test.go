package argocd

import (
	"testing"

	"weir.local/generator/render/rendertest"
)

func TestFilesAreAsReviewed(t *testing.T) { rendertest.Target(t, Render) }

func TestNothingIsWrittenWhereNobodyNamesARepository(t *testing.T) {
	e := rendertest.Environment()
	e.GitOps = nil
	if files, err := Render(e); err != nil || len(files) > 0 {
		t.Errorf("got %v, %v", files, err)
	}
}
