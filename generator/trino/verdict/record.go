// Package verdict builds catalogs to ask a Trino server about, and keeps what the
// real one said of them, in testdata/verdicts-476.txt of package trino.
package verdict

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Case is one catalog, said as a change of a base.
type Case struct {
	Base    Base
	Kind    string            // "misspelt"
	Change  map[string]string // "-" takes a property away
	Verdict string            // Accepted or Refused; none before the server is asked
	Named   []string          // the properties that the complaint names, sorted
}

const (
	Accepted = "accepted"
	Refused  = "refused"
)

// Properties are the catalog's, but for connector.name.
func (c Case) Properties() map[string]string {
	all := join(c.Base.Properties, c.Change)
	maps.DeleteFunc(all, func(name, v string) bool { return v == "-" })
	return all
}

// change is what tells a case from others of its base.
func (c Case) change() string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(c.Change)) {
		if v := c.Change[name]; v == "-" {
			words = append(words, "-"+name)
		} else {
			words = append(words, name+"="+strconv.Quote(v))
		}
	}
	return strings.Join(words, " ")
}

// String names the case: `hive/glue misspelt s3.regoin="eu-west-1"`.
func (c Case) String() string {
	return strings.TrimSpace(c.Base.Name() + " " + c.Kind + " " + c.change())
}

// line is the case without its base, with the verdict.
func (c Case) line() string {
	line := strings.TrimSpace(c.Verdict + " " + c.Kind + " " + c.change())
	if len(c.Named) > 0 {
		line += " : " + strings.Join(c.Named, " ")
	}
	return line
}

func join(maps_ ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range maps_ {
		maps.Copy(all, m)
	}
	return all
}

// Write writes cases, those of a base one after another under its name.
func Write(w io.Writer, about string, cases []Case) error {
	out := bufio.NewWriter(w)
	for line := range strings.Lines(about) {
		fmt.Fprintf(out, "# %s", line)
	}
	base := ""
	for _, c := range cases {
		if c.Base.Name() != base {
			base = c.Base.Name()
			fmt.Fprintf(out, "\n[%s]\n", base)
			for _, name := range slices.Sorted(maps.Keys(c.Base.Properties)) {
				fmt.Fprintf(out, "%s=%q\n", name, c.Base.Properties[name])
			}
		}
		fmt.Fprintln(out, c.line())
	}
	return out.Flush()
}

// Read reads what Write wrote.
func Read(r io.Reader) ([]Case, error) {
	var cases []Case
	var base Base
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case line == "", strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "["):
			connector, variant, _ := strings.Cut(strings.Trim(line, "[]"), "/")
			base = Base{connector, variant, map[string]string{}}
			continue
		}
		verdict, rest, _ := strings.Cut(line, " ")
		if verdict != Accepted && verdict != Refused {
			if err := readChange(line, base.Properties, nil); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		c := Case{Base: base, Verdict: verdict, Change: map[string]string{}}
		c.Kind, rest, _ = strings.Cut(rest, " ")
		if err := readChange(rest, c.Change, &c.Named); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		cases = append(cases, c)
	}
	return cases, lines.Err()
}

// readChange reads name="value" and -name, and behind a colon the named.
func readChange(text string, change map[string]string, named *[]string) error {
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if after, ok := strings.CutPrefix(text, ": "); ok && named != nil {
			*named = strings.Fields(after)
			return nil
		}
		if after, ok := strings.CutPrefix(text, "-"); ok {
			var name string
			name, text, _ = strings.Cut(after, " ")
			change[name] = "-"
			continue
		}
		name, rest, ok := strings.Cut(text, `="`) // a JVM's flag holds = too
		rest = `"` + rest
		quoted, err := strconv.QuotedPrefix(rest)
		if !ok || err != nil {
			return fmt.Errorf("%q is no name=\"value\"", text)
		}
		change[name], _ = strconv.Unquote(quoted)
		text = rest[len(quoted):]
	}
	return nil
}
