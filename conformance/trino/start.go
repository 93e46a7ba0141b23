package trino

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weir.local/conformance/install"
	"weir.local/conformance/real"
	"weir.local/generator/trino"
	"weir.local/generator/trino/verdict"
	running "weir.local/generator/verify/server"
)

// starter starts a server for each case.
type starter struct {
	things install.Things
	dir    string
}

func newStarter(t *testing.T) starter {
	t.Helper()
	things, err := install.All(t.Output())
	must(t, err)
	cache, err := install.Dir()
	must(t, err)
	s := starter{things, filepath.Join(cache, "run", "trino-start")}
	must(t, os.RemoveAll(s.dir))
	return s
}

// ask starts a server for every case, two at a time, and answers in their order.
func (s starter) ask(cases []verdict.Case, each func(answered)) []answered {
	return askAll(2, cases, each, func(i int, c verdict.Case) answered { return s.askOne(filepath.Join(s.dir, fmt.Sprint(i)), c) })
}

// askOne starts a node, and ends it when it has started.
func (s starter) askOne(dir string, c verdict.Case) answered {
	began := time.Now()
	a := answered{Case: c}
	a.Named = nil
	port, err := real.FreePort()
	if err == nil {
		err = s.write(dir, port, c)
	}
	if err != nil {
		a.err = err
		return a
	}
	node, err := real.StartTrino(real.TrinoNode{
		Name: "verdicts", Home: s.things.Trino, JDK: s.things.JDK, Etc: filepath.Join(dir, "etc"), Port: port,
		Log: filepath.Join(dir, "server.log"), Environment: verdict.Environment,
	})
	if err != nil {
		a.err = err
		return a
	}
	var ended real.Ended
	switch err := node.Ready(3 * time.Minute); {
	case err == nil:
		a.Verdict = verdict.Accepted
	case errors.As(err, &ended):
		a.Verdict, a.said, a.Named = verdict.Refused, err.Error(), running.Named(ended.Log)
	default:
		a.err = err
	}
	a.took = time.Since(began)
	a.err = errors.Join(a.err, node.Stop())
	return a
}

// write makes the node's folder.
func (s starter) write(dir string, port int, c verdict.Case) error {
	etc := filepath.Join(dir, "etc")
	stand := strings.NewReplacer(verdict.Port, fmt.Sprint(port), verdict.Data, filepath.Join(dir, "data"),
		verdict.Plugins, filepath.Join(dir, "plugin"), verdict.Etc, etc)
	files, plugins := map[string]string{}, map[string]bool{}
	properties := c.Properties()
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		value := stand.Replace(properties[key])
		file, name, of := strings.Cut(key, ":")
		switch {
		case !of:
			files[file] += value
		case file == "jvm.config":
			files[file] += name + "\n"
		default:
			files[file] += name + "=" + value + "\n"
		}
		plugins[pluginOf(name, strings.TrimSpace(value))] = true
	}
	delete(plugins, "")
	err := errors.Join(os.MkdirAll(etc, 0o755), os.MkdirAll(filepath.Join(dir, "plugin"), 0o755), os.MkdirAll(filepath.Join(dir, "data", "exchange"), 0o755))
	for name, text := range files {
		err = errors.Join(err, os.MkdirAll(filepath.Dir(filepath.Join(etc, name)), 0o755), os.WriteFile(filepath.Join(etc, name), []byte(text), 0o644))
	}
	for plugin := range plugins {
		err = errors.Join(err, os.Symlink(filepath.Join(s.things.Trino, "plugin", plugin), filepath.Join(dir, "plugin", plugin)))
	}
	return err
}

// pluginOf is the plugin that a property names, if it is one that names plugins.
func pluginOf(key, value string) string {
	release, _ := trino.For(Version)
	for _, kind := range release.Kinds() {
		if key != "" && trino.NameKey(kind) == key {
			if f, ok := release.File(kind, value); ok {
				return f.Plugin
			}
		}
	}
	return ""
}
