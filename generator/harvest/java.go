package harvest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed Harvest.java
var program []byte

// The files in a conversation's folder.
const (
	programFile = "Harvest.java"
	accountFile = "account.json"
)

// A conversation is a running Harvest.java.
type conversation struct {
	cmd     *exec.Cmd
	said    bytes.Buffer // on standard error: only why it does not start
	in      io.WriteCloser
	out     *bufio.Reader
	folder  string
	next    int
	classes map[string]rawClass
	opening opening
}

// An opening is what Harvest.java says before the first question.
type opening struct {
	Plugins []struct {
		Name      string
		Factories map[string][]string
		Declared  []string
	}
	SessionProperties []rawSession
}

type rawSession struct {
	Name, Type string
	Hidden     bool
}

// A question is one configuration of one file.
type question struct {
	ID         int               `json:"id"`
	Kind       string            `json:"kind"`
	Name       string            `json:"name"`
	Properties map[string]string `json:"properties"`
	Create     bool              `json:"create,omitempty"` // go on to make the thing, for its session properties
}

// A bound class is named by an answer.
type boundClass struct {
	Class    string
	Prefix   string
	Defaults map[string]string
}

func (b boundClass) key() string { return b.Class + "|" + b.Prefix }

type answer struct {
	ID                int
	Bindings          []boundClass
	Selectors         []boundClass // read before the rest, to decide what the rest is
	Consumed          []string     // read without a class
	Partial           bool         // the selectors were in error: Bindings is not all
	Errors            []string
	SessionProperties []rawSession
	Fatal             string
}

// start runs Harvest.java with more JVM flags and reads its opening.
func start(ctx context.Context, o Options, flags ...string) (*conversation, error) {
	folder, err := os.MkdirTemp("", "weir-harvest-")
	if err != nil {
		return nil, err
	}
	c := &conversation{folder: folder, classes: map[string]rawClass{}}
	if err := c.run(ctx, o, flags); err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	if err := c.read(&c.opening); err != nil {
		c.close()
		return nil, fmt.Errorf("reading the distribution %s: %w", o.Distribution.Folder, cmp.Or(ctx.Err(), err))
	}
	return c, nil
}

// unsafeSince is the Java whose warnings about sun.misc.Unsafe need a flag to be quiet (JEP 471).
const unsafeSince = 23

// run starts the Java machine.
func (c *conversation) run(ctx context.Context, o Options, flags []string) error {
	key, err := serviceAccount()
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{programFile: program, accountFile: key} {
		if err := os.WriteFile(filepath.Join(c.folder, name), data, 0o600); err != nil {
			return err
		}
	}
	dist, err := filepath.Abs(o.Distribution.Folder)
	if err != nil {
		return err
	}
	if o.JDK.Version >= unsafeSince {
		flags = append(slices.Clone(flags), "--sun-misc-unsafe-memory-access=allow")
	}
	// Half of the time goes into loading classes once: the second compiler does not pay.
	args := append(slices.Clone(flags), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir="+c.folder,
		"-cp", filepath.Join(dist, "lib", "*"), filepath.Join(c.folder, programFile), dist, o.Distribution.Build)
	c.cmd = exec.CommandContext(ctx, filepath.Join(o.JDK.Home, "bin", "java"), args...)
	c.cmd.Dir, c.cmd.Stderr = c.folder, &c.said
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	c.out = bufio.NewReaderSize(out, 1<<16)
	if err := c.cmd.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", c.cmd.Path, err)
	}
	return nil
}

// read takes the next answer, and on the way the facts about classes.
func (c *conversation) read(into any) error {
	for {
		line, err := c.out.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			_ = c.cmd.Wait() // its exit code says less than what it said
			why, _, _ := strings.Cut(strings.TrimSpace(c.said.String()), "\n")
			return fmt.Errorf("java stopped answering: %s", cmp.Or(why, "it said nothing"))
		}
		if err != nil {
			return err
		}
		var class struct {
			Class string
			Facts *rawClass
			Fatal string
		}
		if err := json.Unmarshal(line, &class); err != nil {
			return fmt.Errorf("java answered %.100q: %w", line, err)
		}
		if class.Fatal != "" {
			return errors.New(class.Fatal)
		}
		if class.Facts == nil {
			return json.Unmarshal(line, into)
		}
		c.classes[class.Class] = *class.Facts
	}
}

// withFiles puts the path of a file that is there where one is asked for.
func (c *conversation) withFiles(properties map[string]string) map[string]string {
	full := maps.Clone(properties)
	for name, v := range full {
		switch v {
		case existing:
			full[name] = filepath.Join(c.folder, programFile)
		case account:
			full[name] = filepath.Join(c.folder, accountFile)
		}
	}
	return full
}

// ask puts one question.
func (c *conversation) ask(q question) (answer, error) {
	c.next++
	q.ID = c.next
	line, err := json.Marshal(q)
	if err != nil {
		return answer{}, err
	}
	if _, err := c.in.Write(append(line, '\n')); err != nil {
		return answer{}, fmt.Errorf("asking about %s %s: %w", q.Kind, q.Name, err)
	}
	var a answer
	if err := c.read(&a); err != nil {
		return answer{}, fmt.Errorf("asking about %s %s: %w", q.Kind, q.Name, err)
	}
	return a, nil
}

// close ends the conversation; Harvest.java stops when there are no more questions.
func (c *conversation) close() {
	c.in.Close()
	_, _ = io.Copy(io.Discard, c.out)
	_ = c.cmd.Wait()
	os.RemoveAll(c.folder)
}
