package install

import (
	"io"
	"os"
	"path/filepath"
	"time"
)

// Helm is the client: $HELM, or built, two minutes of one core, once a version. As a program it brings no Kubernetes into a go.mod.
func Helm(talk io.Writer) (program string, err error) {
	if given := os.Getenv("HELM"); given != "" {
		return filepath.Abs(given)
	}
	c, err := open(talk)
	if err != nil {
		return "", err
	}
	dir, err := c.once("helm-"+helmVersion, func(into string) error {
		return c.runFor(time.Hour, "building helm", "env", "GOBIN="+into, "go", "install", "-trimpath", "-ldflags",
			"-s -w -X helm.sh/helm/v3/internal/version.version=v"+helmVersion, "helm.sh/helm/v3/cmd/helm@v"+helmVersion)
	})
	return filepath.Join(dir, "helm"), err
}
