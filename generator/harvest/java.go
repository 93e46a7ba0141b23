package harvest

import (
	"bufio"
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
)

//go:embed Harvest.java
var program []byte

// A conversation is a running Harvest.java.
type conversation struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	folder  string
	next    int
	classes map[string]rawClass
	opening opening
}

// An opening is what Harvest.java says before the first question.
type opening struct {
	Version int
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
	source := filepath.Join(folder, "Harvest.java")
	if err := os.WriteFile(source, program, 0o600); err != nil {
		return nil, err
	}
	dist, err := filepath.Abs(o.Dist)
	if err != nil {
		return nil, err
	}
	// Half of the time goes into loading classes once: the second compiler does not pay.
	args := append(slices.Clone(flags), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir="+folder,
		"-cp", filepath.Join(dist, "lib", "*"), source, dist)
	c := &conversation{cmd: exec.CommandContext(ctx, o.Java, args...), folder: folder, classes: map[string]rawClass{}}
	c.cmd.Dir = folder
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 1<<16)
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.Java, err)
	}
	if err := c.read(&c.opening); err != nil {
		c.close()
		return nil, fmt.Errorf("reading the distribution %s: %w", o.Dist, err)
	}
	return c, nil
}

// read takes the next answer, and on the way the facts about classes.
func (c *conversation) read(into any) error {
	for {
		line, err := c.out.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return errors.New("java stopped answering; is it 24 or newer, and is this a trino-server directory?")
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
		if v == existing {
			full[name] = filepath.Join(c.folder, "Harvest.java")
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
