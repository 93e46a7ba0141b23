package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"weir.local/generator/distribution"
)

// Scratch says how to start a server that only takes catalogs, by CREATE CATALOG, and keeps none.
type Scratch struct {
	distribution.Distribution
	JDK         string
	Plugins     []string // folders under plugin/; empty: all of them, and a start takes longer
	Flags       []string // further lines of jvm.config: "--add-opens=java.base/java.nio=ALL-UNNAMED"
	Environment map[string]string
}

// startLimit is how long a start may take: 8 to 40 s were measured.
const startLimit = 4 * time.Minute

// Start starts the server in a folder of its own and waits until it answers. Close it, whatever comes.
func (s Scratch) Start(ctx context.Context) (*Started, error) {
	dir, err := os.MkdirTemp("", "weir-trino-")
	if err != nil {
		return nil, err
	}
	started := &Started{dir: dir}
	if err := s.start(ctx, started); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, errors.Join(err, started.Close())
	}
	return started, nil
}

func (s Scratch) start(ctx context.Context, started *Started) error {
	free, err := FreePort()
	if err != nil {
		return err
	}
	if err := s.write(started.dir, free); err != nil {
		return fmt.Errorf("preparing a server: %w", err)
	}
	started.Trino, err = Node{
		Name: "weir-verify", Home: s.Folder, JDK: s.JDK, Etc: filepath.Join(started.dir, "etc"), Port: free,
		Log: filepath.Join(started.dir, "server.log"), Environment: s.Environment,
	}.Start()
	if err != nil {
		return err
	}
	return started.Ready(ctx, startLimit)
}

// write makes the server's folder.
func (s Scratch) write(dir string, port int) error {
	plugins := filepath.Join(s.Folder, "plugin")
	if len(s.Plugins) > 0 {
		plugins = filepath.Join(dir, "plugin")
		if err := link(filepath.Join(s.Folder, "plugin"), plugins, s.Plugins); err != nil {
			return err
		}
	}
	files := map[string][]string{
		"config.properties": {"coordinator=true", "node-scheduler.include-coordinator=true", fmt.Sprintf("http-server.http.port=%d", port),
			fmt.Sprintf("discovery.uri=http://127.0.0.1:%d", port), "catalog.management=dynamic", "catalog.store=memory",
			"query.max-history=20", "query.min-expire-age=1s"},
		"node.properties": {"node.environment=verify", "node.bind-ip=127.0.0.1", "node.internal-address=127.0.0.1",
			"node.data-dir=" + filepath.Join(dir, "data"), "plugin.dir=" + plugins},
		"log.properties": {"io.trino=WARN", "io.airlift=WARN", "Bootstrap=WARN"},
		"jvm.config":     append([]string{"-server", "-Xmx2G", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"}, s.Flags...),
	}
	if s.Java < 24 { // JEP 498's flag is not there yet
		files["jvm.config"] = append([]string{"-server", "-Xmx2G", "-XX:TieredStopAtLevel=1"}, s.Flags...)
	}
	err := os.Mkdir(filepath.Join(dir, "etc"), 0o700)
	for name, lines := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, "etc", name), []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	}
	return err
}

// link fills a folder with links to plugins; one that the distribution does not have is left out, and the server says so.
func link(from, into string, plugins []string) error {
	err := os.Mkdir(into, 0o700)
	for _, plugin := range plugins {
		if _, missing := os.Stat(filepath.Join(from, plugin)); missing != nil {
			continue
		}
		err = errors.Join(err, os.Symlink(filepath.Join(from, plugin), filepath.Join(into, plugin)))
	}
	return err
}

// Started is a server of ours, in a folder of its own.
type Started struct {
	*Trino
	dir string
}

// Close ends the server and removes its folder.
func (s *Started) Close() error {
	var err error
	if s.Trino != nil {
		err = s.Stop(10 * time.Second)
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}
