package real

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// Trino is one node of a cluster, coordinator or worker.
type Trino struct {
	URL string // "http://127.0.0.1:40123"
	*process
}

// TrinoNode says how to start one.
type TrinoNode struct {
	Name        string            // node.id, as the image takes it from the host name: "coordinator"
	Home        string            // unpacked distribution
	JDK         string            // JAVA_HOME
	Etc         string            // what the image has in /etc/trino
	Port        int               // http-server.http.port of Etc
	Log         string            // file
	Environment map[string]string // the variables that ${ENV:...} names
}

// StartTrino starts a node as the image does, through its launcher, and does not wait for it.
func StartTrino(node TrinoNode) (*Trino, error) {
	p, err := start("trino "+node.Name, node.Log, environment(node),
		filepath.Join(node.Home, "bin", "launcher"), "run", "--etc-dir", node.Etc, "--jvm-dir", node.JDK, "-Dnode.id="+node.Name)
	return &Trino{fmt.Sprintf("http://127.0.0.1:%d", node.Port), p}, err
}

// environment is all that a node knows of this machine. AWS is a closed port, and no region is named:
// a catalog must not depend on the region that some platforms happen to put into the environment.
func environment(node TrinoNode) []string {
	list := []string{
		"PATH=" + filepath.Join(node.JDK, "bin") + ":/usr/bin:/bin",
		"HOME=" + filepath.Dir(node.Log),
		"JAVA_HOME=" + node.JDK,
		"LANG=C.UTF-8",
		"AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none", "AWS_EC2_METADATA_DISABLED=true", "AWS_ENDPOINT_URL=http://127.0.0.1:9",
	}
	for name, value := range node.Environment {
		list = append(list, name+"="+value)
	}
	return list
}

// Ready waits until the node says that it has started; the error is Ended when it refused to.
func (t *Trino) Ready(atMost time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), atMost)
	defer cancel()
	return t.await(ctx, "the start", func() error {
		var info struct{ Starting bool }
		if err := t.Get("/v1/info", &info); err != nil {
			return err
		}
		if info.Starting {
			return fmt.Errorf("%s is starting", t.name)
		}
		return nil
	})
}

// Get reads a page of the node's interface into a value.
func (t *Trino) Get(path string, into any) error {
	request, err := http.NewRequest(http.MethodGet, t.URL+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("X-Trino-User", queryUser)
	return ask(request, into)
}

// Said is the node's log so far.
func (t *Trino) Said() (string, error) {
	text, err := os.ReadFile(t.log)
	return string(text), err
}

// Stop ends the node.
func (t *Trino) Stop() error { return t.stop(20 * time.Second) }

func ask(request *http.Request, into any) error {
	client := http.Client{Timeout: time.Minute}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("reading %s: %w", request.URL, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s: %.300s", request.Method, request.URL, response.Status, body)
	}
	return json.Unmarshal(body, into)
}
