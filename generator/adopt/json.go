package adopt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"weir.local/generator/source"
)

// parseJSON reads one JSON value. What is wrong is a finding, and there is no node then.
func (r *Result) parseJSON(in Input) *node {
	if !r.readable(in) {
		return nil
	}
	p := jsonParser{in: in, dec: json.NewDecoder(bytes.NewReader(in.Data)), lines: linesOf(in)}
	p.dec.UseNumber()
	root, err := p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); more != io.EOF {
			err = mistake{p.at(), "something follows the value"}
		}
	}
	if err != nil {
		r.refuse(p.where(err), spoken(err), "write one JSON value, as the AWS CLI prints it")
		return nil
	}
	return root
}

type jsonParser struct {
	in    Input
	dec   *json.Decoder
	lines lines
	nodes int
}

// lines are where a file's lines begin, so that a place is found without counting from the top.
type lines struct {
	file   string
	begins []int
}

func linesOf(in Input) lines {
	l := lines{in.Name, []int{0}}
	for i, c := range in.Data {
		if c == '\n' {
			l.begins = append(l.begins, i+1)
		}
	}
	return l
}

// at is the line and column of a byte.
func (l lines) at(offset int) source.Pos {
	line, _ := slices.BinarySearch(l.begins, offset+1)
	return source.Pos{File: l.file, Line: line, Col: offset - l.begins[line-1] + 1}
}

// mistake is what is wrong with a file, where.
type mistake struct {
	at   source.Pos
	text string
}

func (m mistake) Error() string { return m.text }

func (p *jsonParser) at() source.Pos { return p.lines.at(int(p.dec.InputOffset())) }

func (p *jsonParser) where(err error) source.Pos {
	var m mistake
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &m):
		return m.at
	case errors.As(err, &syntax):
		return p.lines.at(max(int(syntax.Offset)-1, 0))
	}
	return p.at()
}

// spoken is an error in words that repeat nothing of the file.
func spoken(err error) string {
	var m mistake
	switch {
	case errors.As(err, &m):
		return m.text
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the JSON ends too early"
	}
	return "this is not JSON"
}

// start is where the token that was just read begins: its end, less what it is written with. Strings and numbers are sought
// for backwards only as far as their line.
func (p *jsonParser) start(before int64) source.Pos {
	i := int(before)
	for i < len(p.in.Data) && bytes.IndexByte([]byte(" \t\r\n,:"), p.in.Data[i]) >= 0 {
		i++
	}
	return p.lines.at(i)
}

func (p *jsonParser) value(depth int) (*node, error) {
	before := p.dec.InputOffset()
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	n := &node{at: p.start(before)}
	if p.nodes++; p.nodes > maxNodes {
		return nil, mistake{n.at, fmt.Sprintf("more than %d values", maxNodes)}
	}
	if depth > maxDepth {
		return nil, mistake{n.at, fmt.Sprintf("values lie more than %d deep in each other", maxDepth)}
	}
	switch v := token.(type) {
	case json.Delim:
		return n, p.inside(n, v, depth)
	case string:
		n.kind, n.text = text, v
	case json.Number:
		n.kind, n.text = number, v.String()
		if len(n.text) > 40 {
			return nil, mistake{n.at, "a number of more than 40 digits"}
		}
	case bool:
		n.kind, n.text = boolean, fmt.Sprint(v)
	}
	return n, nil
}

func (p *jsonParser) inside(n *node, open json.Delim, depth int) error {
	n.kind = list
	if open == '{' {
		n.kind = mapping
	}
	seen := map[string]bool{}
	for p.dec.More() {
		if n.kind == mapping {
			before := p.dec.InputOffset()
			token, err := p.dec.Token()
			if err != nil {
				return err
			}
			key, _ := token.(string)
			if seen[key] {
				return mistake{p.start(before), "a key is written twice in one object"}
			}
			seen[key] = true
			n.keys = append(n.keys, key)
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := p.dec.Token() // the closing bracket
	return err
}
