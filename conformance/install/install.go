package install

import (
	"errors"
	"io"
	"sync"
	"time"
)

// Things are the places of what was brought.
type Things struct {
	Trino   string // unpacked distribution, every plugin: ".cache/conformance/trino-476"
	JDK     string // JAVA_HOME of a JDK that runs it: "/usr/lib/jvm/temurin-25-jdk-amd64"
	MariaDB MariaDB
	Weir    string // the binary under test: ".cache/conformance/weir"
}

// All brings what the lanes need, several things at a time. It is cheap when all is there.
func All(talk io.Writer) (Things, error) {
	c, err := open(talk)
	if err != nil {
		return Things{}, err
	}
	var things Things
	steps := []struct {
		name  string
		bring func() error
	}{
		{"trino " + trinoVersion, func() (err error) { things.Trino, err = c.trino(trinoVersion); return }},
		{"jdk", func() (err error) { things.JDK, err = c.jdk(); return }},
		{"mariadb", func() (err error) { things.MariaDB, err = c.mariadb(); return }},
		{"weir", func() (err error) { things.Weir, err = c.weir(); return }},
	}
	failed := make([]error, len(steps))
	var all sync.WaitGroup
	for i, step := range steps {
		all.Go(func() {
			began := time.Now()
			failed[i] = step.bring()
			if failed[i] == nil {
				c.say("%s: ready, %.0f s", step.name, time.Since(began).Seconds())
			}
		})
	}
	all.Wait()
	return things, errors.Join(failed...)
}
