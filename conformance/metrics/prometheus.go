package metrics

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"

	"weir.local/conformance/install"
	"weir.local/generator/verify/server"
)

// Prometheus is a running server.
type Prometheus struct {
	URL string
	*server.Process
}

// Start starts a server on the loopback with a configuration, and waits until it answers.
func Start(programs install.Prometheus, dir string, config map[string]any) (*Prometheus, error) {
	text, err := yaml.Marshal(config)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "prometheus.yml")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(file, text, 0o644)); err != nil {
		return nil, err
	}
	port, err := server.FreePort()
	if err != nil {
		return nil, err
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	p := &Prometheus{URL: "http://" + address}
	p.Process, err = server.Start("prometheus", filepath.Join(dir, "prometheus.log"), os.Environ(), programs.Server,
		"--config.file="+file, "--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := p.Await(ctx, "an answer", func() error { _, err := p.Query("vector(1)"); return err }); err != nil {
		return nil, errors.Join(err, p.Process.Stop(10*time.Second))
	}
	return p, nil
}

// Sample is one series of an answer, with its value now.
type Sample struct {
	Metric map[string]string
	Value  [2]any
}

// Query asks for an expression's value now.
func (p *Prometheus) Query(expression string) ([]Sample, error) {
	response, err := http.Get(p.URL + "/api/v1/query?query=" + url.QueryEscape(expression))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		Status, Error string
		Data          struct{ Result []Sample }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("asking prometheus %s: %w", expression, err)
	}
	if answer.Status != "success" {
		return nil, fmt.Errorf("asking prometheus %s: %s", expression, answer.Error)
	}
	return answer.Data.Result, nil
}

// Names are those of all metrics that were read.
func (p *Prometheus) Names() ([]string, error) {
	response, err := http.Get(p.URL + "/api/v1/label/__name__/values")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct{ Data []string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("asking prometheus for names: %w", err)
	}
	return answer.Data, nil
}
