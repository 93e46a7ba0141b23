// Package chart renders weir's values with the official Trino chart, as Helm does, and compares what comes out with what weir says.
package chart

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"weir.local/conformance/kube/object"
)

// Helm renders a chart.
type Helm struct {
	Program string
	Chart   string // folder of the chart: the one with Chart.yaml
}

// Render are the objects of a release, without the chart's own tests.
func (h Helm) Render(release, namespace, values string) ([]object.Object, error) {
	cmd := exec.Command(h.Program, "template", release, h.Chart, "--namespace", namespace, "--values", values, "--skip-tests")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("helm template: %w: %s", err, strings.TrimSpace(said.String()))
	}
	if said.Len() > 0 {
		return nil, errors.New("helm warns: " + said.String())
	}
	return object.Read(out.Bytes())
}
