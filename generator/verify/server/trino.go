package server

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// Trino is one node of a cluster, coordinator or worker.
type Trino struct {
	URL string // "http://127.0.0.1:40123"
	*Process
}

// Node says how to start one.
type Node struct {
	Name        string            // node.id, as the image takes it from the host name: "coordinator"
	Home        string            // unpacked distribution
	JDK         string            // JAVA_HOME
	Etc         string            // what the image has in /etc/trino
	Port        int               // http-server.http.port of Etc
	Log         string            // file
	Environment map[string]string // the variables that ${ENV:...} names
}

// Start starts a node as the image does, through its launcher, and does not wait for it.
func (n Node) Start() (*Trino, error) { return n.StartBehind() }

// StartBehind starts a node with a command in front of the launcher, such as the entry point of a container.
func (n Node) StartBehind(command ...string) (*Trino, error) {
	launcher := []string{filepath.Join(n.Home, "bin", "launcher"), "run", "--etc-dir", n.Etc, "--jvm-dir", n.JDK, "-Dnode.id=" + n.Name}
	p, err := Start("trino "+n.Name, n.Log, n.environment(), append(command, launcher...)...)
	return &Trino{fmt.Sprintf("http://127.0.0.1:%d", n.Port), p}, err
}

// environment is all that a node knows of this machine. AWS is a closed port, and no region is named:
// a catalog must not depend on the region that some platforms happen to put into the environment.
func (n Node) environment() []string {
	list := []string{
		"PATH=" + filepath.Join(n.JDK, "bin") + ":/usr/bin:/bin",
		"HOME=" + filepath.Dir(n.Log),
		"JAVA_HOME=" + n.JDK,
		"LANG=C.UTF-8",
		"AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none", "AWS_EC2_METADATA_DISABLED=true", "AWS_ENDPOINT_URL=http://127.0.0.1:9",
	}
	for name, value := range n.Environment {
		list = append(list, name+"="+value)
	}
	return list
}

// Ready waits until the node says that it has started; the error is Ended when it refused to.
func (t *Trino) Ready(ctx context.Context, atMost time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	return t.Await(ctx, "the start", func() error {
		info, err := Client{URL: t.URL}.Info(ctx)
		if err == nil && info.Starting {
			err = fmt.Errorf("%s is starting", t.Name)
		}
		return err
	})
}
