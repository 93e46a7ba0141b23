// Package install brings the real systems that weir's output is tried on, from package registries, once a version:
//
//	things, err := install.All(os.Stdout)
//	things.Trino // ".cache/conformance/trino-476"
package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// cache is the folder that keeps what was brought: .cache/conformance in the repository, or $WEIR_CACHE.
type cache struct {
	dir   string
	talk  io.Writer
	pause time.Duration // before the second try, twice that before the third
}

// Root is the repository's folder, the one whose go.mod says weir.local.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module weir.local\n") {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("no folder above this one has the go.mod of weir.local")
		}
		dir = filepath.Dir(dir)
	}
}

// Dir is where everything brought, and every run's logs, are kept.
func Dir() (string, error) {
	if dir := os.Getenv("WEIR_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	root, err := Root()
	return filepath.Join(root, ".cache", "conformance"), err
}

func open(talk io.Writer) (cache, error) {
	dir, err := Dir()
	if err != nil {
		return cache{}, err
	}
	return cache{dir, talk, 5 * time.Second}, os.MkdirAll(dir, 0o755)
}

// once makes a folder of the cache, whole or not at all: bring fills a folder beside it, which is then renamed.
func (c cache) once(name string, bring func(into string) error) (string, error) {
	path := filepath.Join(c.dir, name)
	unlock, err := c.lock(name)
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	partial := path + ".partial"
	for try := 1; ; try++ {
		if err := os.RemoveAll(partial); err != nil { // of a run that was killed
			return "", err
		}
		if err := os.MkdirAll(partial, 0o755); err != nil {
			return "", err
		}
		if err = bring(partial); err == nil {
			return path, os.Rename(partial, path)
		}
		if try == 4 {
			return "", errors.Join(fmt.Errorf("bringing %s, %d times: %w", name, try, err), os.RemoveAll(partial))
		}
		c.say("%s: %v; trying again", name, err)
		time.Sleep(time.Duration(try) * c.pause)
	}
}

// lock keeps two runs from bringing one thing at the same time.
func (c cache) lock(name string) (unlock func(), err error) {
	file, err := os.Create(filepath.Join(c.dir, name+".lock"))
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", name, err), file.Close())
	}
	return func() { _ = file.Close() }, nil // closing unlocks
}

// run runs a command for at most ten minutes.
func (c cache) run(what string, command ...string) error {
	return c.runFor(10*time.Minute, what, command...)
}

// runFor runs a command, says every ten seconds that it is still at it, and returns its last lines with its error.
func (c cache) runFor(atMost time.Duration, what string, command ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), atMost)
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	go c.stillAt(what, done)
	out, err := exec.CommandContext(ctx, command[0], command[1:]...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, tail(string(out), 15))
	}
	return nil
}

func (c cache) stillAt(what string, done <-chan struct{}) {
	began := time.Now()
	every := time.NewTicker(10 * time.Second)
	defer every.Stop()
	for {
		select {
		case <-done:
			return
		case <-every.C:
			c.say("%s: %.0f s", what, time.Since(began).Seconds())
		}
	}
}

func (c cache) say(format string, values ...any) {
	fmt.Fprintf(c.talk, "install: "+format+"\n", values...)
}

func tail(text string, lines int) string {
	all := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
