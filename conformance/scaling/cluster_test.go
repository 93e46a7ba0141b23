// Package scaling takes what weir writes for workers that come and go to a real Trino: what is scraped for scaling, and what
// drains a worker that leaves.
package scaling

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/conformance/spine"
)

// busy is a cluster on ECS that may have no worker. Its root group's name has a character that metric names have not.
const busy = `package clusters

import "weir.local/schema"

clusters: busy: schema.#ECSCluster & {
	trino: version: 476
	coordinator: {cpu: 2, memory: "8GiB"}
	workers: {cpu: 2, memory: "8GiB", min: 0, max: 4, grace: "2s", scale: {queued: 5, running: 10, group: "all-queries"}}
	resourceGroups: {
		groups: "all-queries": {hardConcurrencyLimit: 10, jmxExport: true}
		selectors: [{group: "all-queries"}]
	}
	sharedSecret: parameter: "/lake/{environment}/{cluster}/shared"
	deliver: "api"
}
`

const offered = `package catalogs

import "weir.local/schema"

catalogs: tpch: schema.#TPCH & {owner: "sre", clusters: ["busy"]}
`

// startLimit is how long a node may take to start, with other processes on the same two cores.
const startLimit = 3 * time.Minute

// cluster is a coordinator, and what starts a worker.
type cluster struct {
	things      install.Things
	weir        spine.Weir
	dir         string
	ports       map[string]int
	coordinator *real.Trino
}

func boot(t *testing.T) *cluster {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	c := &cluster{things: things, dir: filepath.Join(cache, "run", "scaling"), ports: map[string]int{}}
	must(t, os.RemoveAll(c.dir))
	c.weir = spine.Weir{Binary: things.Weir, Dir: filepath.Join(c.dir, "declarations")}
	must(t, declare(c.weir.Dir))
	for _, role := range []string{"coordinator", "worker"} {
		c.ports[role], err = real.FreePort()
		must(t, err)
	}
	node := c.node(t, "coordinator")
	c.coordinator, err = real.StartTrino(node)
	must(t, err)
	t.Cleanup(func() { must(t, c.coordinator.Stop()) })
	must(t, c.coordinator.Ready(startLimit))
	return c
}

// declare writes the reference estate's environments and lake with the test's cluster and catalog.
func declare(dir string) error {
	root, err := install.Root()
	if err != nil {
		return err
	}
	err = errors.Join(os.MkdirAll(dir, 0o755), spine.CopyDeclarations(root, dir))
	for folder, text := range map[string]string{"clusters": busy, "catalogs": offered} {
		entries, readErr := os.ReadDir(filepath.Join(dir, folder))
		err = errors.Join(err, readErr)
		for _, entry := range entries {
			if entry.Name() != folder+".cue" {
				err = errors.Join(err, os.Remove(filepath.Join(dir, folder, entry.Name())))
			}
		}
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, folder, "busy.cue"), []byte(text), 0o644))
	}
	return err
}

// place is what this machine offers a node.
func (c *cluster) place(role string) spine.Place {
	dir := filepath.Join(c.dir, role)
	return spine.Place{
		Etc: filepath.Join(dir, "etc"), Data: filepath.Join(dir, "data"), Plugins: filepath.Join(dir, "plugin"),
		Port: c.ports[role], Coordinator: fmt.Sprintf("http://127.0.0.1:%d", c.ports["coordinator"]),
	}
}

// node extracts a role's files and changes them as the spine does; the server is not started.
func (c *cluster) node(t *testing.T, role string) real.TrinoNode {
	t.Helper()
	dir, place := filepath.Join(c.dir, role), c.place(role)
	must(t, os.MkdirAll(place.Data, 0o755))
	files, err := c.weir.Etc("prod", "busy", role, filepath.Join(dir, "declared"))
	must(t, err)
	etc, err := spine.Apply(spine.Changes(), files, place)
	must(t, err)
	must(t, etc.Write(place.Etc))
	properties, err := etc.Properties()
	must(t, err)
	must(t, real.LinkPlugins(c.things.Trino, place.Plugins, properties))
	environment, err := spine.Environment(etc, place)
	must(t, err)
	return real.TrinoNode{
		Name: role, Home: c.things.Trino, JDK: c.things.JDK, Etc: place.Etc, Port: place.Port, Log: filepath.Join(dir, "server.log"), Environment: environment,
	}
}

// container is one of a task definition, as far as the tests run it.
type container struct {
	Name        string
	Command     []string
	Environment []struct{ Name, Value string }
}

// container is what the task definition of a role says of a container, as weir prints it in API shape.
func (c *cluster) container(t *testing.T, role, name string) container {
	t.Helper()
	code, said, err := c.weir.Run("show", "ecs", "--env", "prod", "--cluster", "busy", role+".task-definition.json")
	must(t, err)
	var definition struct{ ContainerDefinitions []container }
	if err := json.Unmarshal([]byte(said), &definition); err != nil || code != 0 {
		t.Fatalf("weir show ecs ended with code %d: %v\n%s", code, err, said)
	}
	for _, found := range definition.ContainerDefinitions {
		if found.Name == name {
			return found
		}
	}
	t.Fatalf("the task definition of the %s has no container %s", role, name)
	return container{}
}

func (c container) variable(name string) string {
	for _, v := range c.Environment {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// worker starts a worker as its container does, by the generated command: the launcher of the distribution is here what the image's
// run-trino is, and its port another one.
func (c *cluster) worker(t *testing.T) *real.Trino {
	t.Helper()
	node, trino := c.node(t, "worker"), c.container(t, "worker", "trino")
	environment := map[string]string{"DRAIN_URL": fmt.Sprintf("http://localhost:%d", node.Port), "DRAIN_SECONDS": trino.variable("DRAIN_SECONDS"), "DRAIN_USER": trino.variable("DRAIN_USER")}
	for name, value := range node.Environment {
		environment[name] = value
	}
	node.Environment = environment
	if len(trino.Command) != 3 || trino.Command[1] != "/etc/trino/drain.sh" || trino.Command[2] != "/usr/lib/trino/bin/run-trino" {
		t.Fatalf("the worker's command is %q", trino.Command)
	}
	// setpriv has the kernel end the server with its entry point, should this test be killed.
	worker, err := node.StartBehind(trino.Command[0], filepath.Join(node.Etc, "drain.sh"), "setpriv", "--pdeathsig", "KILL")
	must(t, err)
	t.Cleanup(func() { must(t, worker.Stop(time.Minute)) })
	w := &real.Trino{Trino: worker}
	must(t, w.Ready(startLimit))
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
